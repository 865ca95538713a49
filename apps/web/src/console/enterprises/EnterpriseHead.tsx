import { Link } from '@tanstack/react-router';
import { CreditCode } from '../../shared/ui/CreditCode';
import { DemoMark } from '../../shared/ui/DemoMark';
import { PageHead } from '../../shared/ui/PageHead';
import { statusWords } from '../words';
import { AsOfSwitch } from './AsOfSwitch';
import { Standing } from './Standing';
import type { Enterprise } from './section-props';

interface EnterpriseHeadProps {
  enterprise: Enterprise;
  asOf: string | undefined;
  onAsOf: (day: string | undefined) => void;
}

/** Who it is, in what state, which titles it holds, and who looks after it. */
export function EnterpriseHead({ enterprise, asOf, onAsOf }: EnterpriseHeadProps) {
  const { name, creditCode, demo, status, officerName, shortName, mergedInto, standing } = enterprise;
  return (
    <>
      <PageHead
        title={name}
        lead={
          <span className="enterprise__lead">
            <CreditCode code={creditCode} />
            <span className={`status-mark status-mark--${status}`}>{statusWords[status] ?? status}</span>
            {shortName !== null && <span>简称 {shortName}</span>}
            <span>责任人 {officerName ?? <span className="quiet">尚无</span>}</span>
            {demo && <DemoMark />}
          </span>
        }
        actions={<AsOfSwitch key={asOf ?? ''} asOf={asOf} onChange={onAsOf} />}
      />
      <Standing standing={standing} asOf={asOf} enterpriseId={enterprise.id} />
      {mergedInto && (
        <p className="as-of__notice" role="status">
          这条记录已合并到{' '}
          <Link to="/console/enterprises/$id" params={{ id: mergedInto.id }}>
            {mergedInto.name}
          </Link>
          ，只供查看。
        </p>
      )}
    </>
  );
}
