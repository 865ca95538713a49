import { Link } from '@tanstack/react-router';
import { formatCount } from '../../../shared/format/amounts';
import type { EvidenceKindCount } from './evidence.queries';

interface KindListProps {
  enterpriseId: string;
  kinds: EvidenceKindCount[];
  current: string;
}

/** The kinds with what is there of each: none recorded is 未知 until somebody has checked. */
export function KindList({ enterpriseId, kinds, current }: KindListProps) {
  return (
    <nav className="evidence-kinds" aria-label="佐证的种类">
      {kinds.map(({ kind, label, recorded, holding, checkedOn }) => (
        <Link
          key={kind}
          to="/console/enterprises/$id"
          params={{ id: enterpriseId }}
          search={(now) => ({ ...now, tab: 'evidence', kind, after: undefined, page: undefined })}
          resetScroll={false}
          activeProps={{}}
          activeOptions={{ exact: true }}
          aria-current={kind === current ? 'true' : undefined}
          className="evidence-kinds__one"
        >
          <span className="evidence-kinds__label">{label}</span>
          <span className={recorded === 0 && checkedOn === null ? 'unknown' : 'evidence-kinds__count'}>
            {recorded === 0 ? (checkedOn === null ? '未知' : '没有') : `${formatCount(recorded)} 条`}
          </span>
          {(holding < recorded || checkedOn !== null) && (
            <span className="evidence-kinds__note">
              {holding < recorded && `有效 ${formatCount(holding)} 条 `}
              {checkedOn !== null && `${checkedOn} 核查`}
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}
