import { Link } from '@tanstack/react-router';
import { useOwnChanges } from './changes.queries';
import { daysWords } from './days-words';

/** What an enterprise that holds titles has to report, and the way there. */
export function ChangesNote({ enterpriseId }: { enterpriseId: string }) {
  const { data } = useOwnChanges(enterpriseId);
  if (!data || (!data.holds && data.items.length === 0 && data.open.length === 0)) return null;
  return (
    <section className="panel stacked" aria-labelledby="changes-note">
      <h2 id="changes-note">重大变化报告</h2>
      {data.open.map(({ kind, kindLabel, effectiveOn, dueOn, daysLeft }) => (
        <p key={kind + effectiveOn} className="declaration__marks">
          <strong>{kindLabel}</strong>（{effectiveOn} 生效）还没有报告，期限 {dueOn}，{daysWords(daysLeft)}
        </p>
      ))}
      <p>
        <Link to="/portal/enterprises/$id/changes" params={{ id: enterpriseId }}>
          报告更名、合并、分立、重组、迁移等重大变化
        </Link>
        <span className="quiet">
          ：自生效之日起 {data.months} 个月内（{data.source}）
        </span>
      </p>
    </section>
  );
}
