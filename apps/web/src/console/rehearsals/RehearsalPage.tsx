import { getRouteApi, Link } from '@tanstack/react-router';
import { DemoMark } from '../../shared/ui/DemoMark';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { May } from '../../shared/session/May';
import { CauseList } from './CauseList';
import { ChangeSummary } from './ChangeSummary';
import { ExportRehearsal } from './ExportRehearsal';
import { OutcomeMatrix } from './OutcomeMatrix';
import { RehearsalRows } from './RehearsalRows';
import { Sides } from './Sides';
import { type RowFilter, useRehearsal } from './rehearsals.queries';
import { asOutcome, isChange } from './changes';
import './rehearsals.css';

const route = getRouteApi('/console/rehearsals/$id');

/** One rehearsal: who gains and loses, by which clause, the list, the way out as a file. */
export function RehearsalPage() {
  const { id } = route.useParams();
  const { job, after, page, change, clause, old: oldText, new: newText, q } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: rehearsal, error, refetch } = useRehearsal(id);
  if (error) {
    return (
      <>
        <PageHead title="双跑" />
        <ProblemView error={error} retry={() => void refetch()} />
        <p className="rehearsals__back">
          <Link to="/console/rehearsals">回到双跑列表</Link>
        </p>
      </>
    );
  }
  if (!rehearsal) return <Loading what="正在读取双跑" />;
  const [old, next] = [asOutcome(oldText), asOutcome(newText)];
  const filter: RowFilter = {
    ...{ ...(isChange(change) && { change }), ...(clause && { clause }), ...(q && { q }) },
    ...{ ...(old && { old }), ...(next && { new: next }) },
  };
  return (
    <>
      <PageHead
        title={rehearsal.name}
        tab="双跑"
        lead={
          <>
            {rehearsal.year} 年度 · 评价日 {rehearsal.asOf}
            <PreAssessment /> {rehearsal.demo && <DemoMark />}
          </>
        }
      />
      <div className="rehearsals">
        <section className="panel" aria-labelledby="summary">
          <h2 id="summary">结论</h2>
          <ChangeSummary
            counts={rehearsal.counts}
            link={(kind, words) =>
              kind === 'same' && !rehearsal.unchangedKept ? (
                words
              ) : (
                <Link to="/console/rehearsals/$id" params={{ id }} search={{ change: kind }} hash="rows">
                  {words}
                </Link>
              )
            }
          />
        </section>
        <div className="rehearsal-middle">
          <CauseList
            rehearsal={rehearsal}
            clause={clause}
            onChoose={(one) => void navigate({ search: { clause: one }, resetScroll: false })}
          />
          <div className="rehearsal-side">
            <Sides rehearsal={rehearsal} />
            <OutcomeMatrix
              rehearsal={rehearsal}
              chosen={{ old, new: next }}
              link={(cell, label, words) => (
                <Link to="/console/rehearsals/$id" params={{ id }} search={cell} hash="rows" aria-label={label}>
                  {words}
                </Link>
              )}
            />
          </div>
        </div>
        <May what="scoring.export">
          {' '}
          <ExportRehearsal
            rehearsal={rehearsal}
            filter={filter}
            jobId={job}
            onJob={(made) =>
              void navigate({ search: { ...filter, after, page, job: made }, replace: true, resetScroll: false })
            }
          />
        </May>
        <section aria-labelledby="rows">
          <h2 id="rows" className="section-title">
            名单
          </h2>
          <RehearsalRows
            rehearsal={rehearsal}
            filter={filter}
            after={after}
            page={Math.max(1, Number(page) || 1)}
            // a file that was made holds the list as it was narrowed then
            onGo={(place) => void navigate({ search: { ...place, ...(place.after && { job }) }, resetScroll: false })}
          />
        </section>
      </div>
    </>
  );
}
