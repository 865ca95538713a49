import { getRouteApi, Link } from '@tanstack/react-router';
import { formatInstant } from '../../shared/format/times';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { useHome } from '../portal.queries';
import { type OwnChanges, useOwnChanges } from './changes.queries';
import { daysWords } from './days-words';
import { ReportForm } from './ReportForm';
import '../portal.css';
import '../declaration/declaration.css';

const route = getRouteApi('/portal/enterprises/$id/changes');

/** Major changes: what the register knows and nobody reported, the form, what was reported and decided. */
export function ChangesPage() {
  const { id } = route.useParams();
  const home = useHome(id);
  const { data, error, refetch } = useOwnChanges(id);
  const failed = home.error ?? error;
  if (!failed && (!data || !home.data)) return <Loading what="正在读取重大变化" />;
  return (
    <>
      <PageHead
        title="重大变化报告"
        lead={
          <Link to="/portal/enterprises/$id" params={{ id }}>
            {home.data?.identity.name ?? '回到企业'}
          </Link>
        }
      />
      <div className="portal-page">
        {failed && <ProblemView error={failed} retry={() => void refetch()} />}
        {data && home.data && !failed && (
          <>
            <p>
              持有称号的企业发生更名、合并、分立、重组、跨省迁移等重大变化，自生效之日起 {data.months} 个月内报告（
              {data.source}）。过了期限的也收，标明逾期；工信局核对后决定称号是否保留。
            </p>
            <Open open={data.open} />
            {home.data.rights.includes('submit') ? (
              <ReportForm key={data.items.length} enterpriseId={id} changes={data} />
            ) : (
              <p className="panel">请本企业有提交权限的人登录后报告。</p>
            )}
            <Reported items={data.items} />
          </>
        )}
      </div>
    </>
  );
}

function Open({ open }: Pick<OwnChanges, 'open'>) {
  if (open.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="open-changes">
      <h2 id="open-changes">登记簿里知道、还没有报告的</h2>
      <ul className="portal-list">
        {open.map(({ kind, kindLabel, effectiveOn, detail, dueOn, daysLeft }) => (
          <li key={kind + effectiveOn}>
            <div className="portal-list__words">
              <strong>{kindLabel}</strong>
              <p className="quiet">
                {detail}，{effectiveOn} 生效
              </p>
            </div>
            <span>
              最迟 {dueOn}，<b>{daysWords(daysLeft)}</b>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const decisionWords = { kept: '仍符合条件，称号保留', cancelled: '不再符合条件，称号取消' } as const;

function Reported({ items }: Pick<OwnChanges, 'items'>) {
  return (
    <section className="panel" aria-labelledby="reported">
      <h2 id="reported">报告过的</h2>
      {items.length === 0 && <p className="quiet">还没有报告过。</p>}
      <ul className="portal-list">
        {items.map((one) => (
          <li key={one.id}>
            <div className="portal-list__words">
              <strong>{one.kindLabel}</strong>
              <p>{one.description}</p>
              <p className="quiet">
                {one.effectiveOn} 生效，{one.reportedOn} 由 {one.submittedByName} 报告
                {one.reportedOn > one.dueOn && '（逾期）'}，附 {one.fileName}
              </p>
            </div>
            <span>
              <span className="portal-state">
                {one.decision === null ? '待工信局决定' : decisionWords[one.decision]}
              </span>
              {one.decidedAt !== null && (
                <span className="quiet">
                  {' '}
                  {formatInstant(one.decidedAt)}：{one.decidedReason}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
