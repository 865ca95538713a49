import { getRouteApi, Link } from '@tanstack/react-router';
import { outcomeOrder } from '../../shared/outcome-words';
import { DemoMark } from '../../shared/ui/DemoMark';
import { Loading } from '../../shared/ui/Loading';
import { OutcomeBar } from '../../shared/ui/OutcomeBar';
import { PageHead } from '../../shared/ui/PageHead';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { May } from '../../shared/session/May';
import { Definition } from './Definition';
import { DistributionView } from './DistributionView';
import { ExportPanel } from './ExportPanel';
import { RankingRows } from './RankingRows';
import { useRanking } from './rankings.queries';
import './rankings.css';

const route = getRouteApi('/console/rankings/$id');

/** One frozen ranking: its rule, how the field is distributed, the list, the way out as a file. */
export function RankingPage() {
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: ranking, error, refetch } = useRanking(id);
  if (error) {
    return (
      <>
        <PageHead title="排名" />
        <ProblemView error={error} retry={() => void refetch()} />
        <p className="rankings__back">
          <Link to="/console/rankings">回到排名列表</Link>
        </p>
      </>
    );
  }
  if (!ranking) return <Loading what="正在读取排名" />;
  const outcome = outcomeOrder.find((name) => name === search.outcome);
  return (
    <>
      <PageHead
        title={ranking.name}
        lead={
          <>
            {ranking.standardName} · {ranking.year} 年度 · 评价日 {ranking.asOf}
            <PreAssessment /> {ranking.demo && <DemoMark />}
          </>
        }
      />
      <div className="rankings">
        <div className="ranking-top">
          <section className="panel" aria-labelledby="distribution">
            <h2 id="distribution">分布</h2>
            <OutcomeBar
              counts={ranking.counts}
              link={(name, words) => (
                <Link to="/console/rankings/$id" params={{ id }} search={{ outcome: name }} hash="rows">
                  {words}
                </Link>
              )}
            />
            <DistributionView ranking={ranking} />
          </section>
          <Definition ranking={ranking} />
        </div>
        <May what="rankings.export">
          {' '}
          <ExportPanel
            ranking={ranking}
            jobId={search.job}
            onJob={(job) => void navigate({ search: { ...search, job }, replace: true, resetScroll: false })}
          />
        </May>
        <section aria-labelledby="rows">
          <h2 id="rows" className="section-title">
            名单
          </h2>
          <RankingRows
            ranking={ranking}
            filter={{ ...(outcome && { outcome }), ...(search.q && { q: search.q }) }}
            after={search.after}
            page={Math.max(1, Number(search.page) || 1)}
          />
        </section>
      </div>
    </>
  );
}
