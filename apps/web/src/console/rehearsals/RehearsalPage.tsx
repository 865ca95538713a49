import { getRouteApi, Link } from '@tanstack/react-router';
import { DemoMark } from '../../shared/ui/DemoMark';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { CauseList } from './CauseList';
import { ChangeSummary } from './ChangeSummary';
import { ExportRehearsal } from './ExportRehearsal';
import { OutcomeMatrix } from './OutcomeMatrix';
import { RehearsalRows } from './RehearsalRows';
import { Sides } from './Sides';
import { useRehearsal } from './rehearsals.queries';
import { isChange } from './changes';
import './rehearsals.css';

const route = getRouteApi('/console/rehearsals/$id');

/** One rehearsal: who gains and loses, by which clause, the list, the way out as a file. */
export function RehearsalPage() {
  const { id } = route.useParams();
  const { job, after, page, change, clause, q } = route.useSearch();
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
  const filter = { ...(isChange(change) && { change }), ...(clause && { clause }), ...(q && { q }) };
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
            link={(kind, words) => (
              <Link to="/console/rehearsals/$id" params={{ id }} search={{ job, change: kind }} hash="rows">
                {words}
              </Link>
            )}
          />
        </section>
        <div className="rehearsal-middle">
          <CauseList
            rehearsal={rehearsal}
            clause={clause}
            onChoose={(one) => void navigate({ search: { job, clause: one }, resetScroll: false })}
          />
          <div className="rehearsal-side">
            <Sides rehearsal={rehearsal} />
            <OutcomeMatrix outcomes={rehearsal.outcomes} />
          </div>
        </div>
        <ExportRehearsal
          rehearsal={rehearsal}
          jobId={job}
          onJob={(next) =>
            void navigate({ search: { job: next, change, clause, q }, replace: true, resetScroll: false })
          }
        />
        <section aria-labelledby="rows">
          <h2 id="rows" className="section-title">
            名单
          </h2>
          <RehearsalRows
            rehearsal={rehearsal}
            filter={filter}
            after={after}
            page={Math.max(1, Number(page) || 1)}
            onGo={(next) => void navigate({ search: { job, ...next }, resetScroll: false })}
          />
        </section>
      </div>
    </>
  );
}
