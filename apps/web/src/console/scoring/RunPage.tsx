import { getRouteApi, Link } from '@tanstack/react-router';
import { formatCount } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { outcomeOrder } from '../../shared/outcome-words';
import { May } from '../../shared/session/May';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { purposeWords } from '../words';
import { RunCards } from './RunCards';
import { RunOutcomes } from './RunOutcomes';
import { useScoringRun } from './scoring.queries';
import './scoring.css';

const route = getRouteApi('/console/scoring/$id');

/** One run: how many came out how, and the enterprises behind each of these numbers. */
export function RunPage() {
  const { id } = route.useParams();
  const { outcome, q, after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: run, error, refetch } = useScoringRun(id);
  if (error) {
    return (
      <>
        <PageHead title="预评估" />
        <ProblemView error={error} retry={() => void refetch()} />
        <p className="scoring__back">
          <Link to="/console/scoring">回到预评估批次</Link>
        </p>
      </>
    );
  }
  if (!run) return <Loading what="正在读取这一批" />;
  const wanted = outcomeOrder.find((name) => name === outcome);
  return (
    <>
      <PageHead
        title={run.standardName}
        tab="预评估"
        lead={
          <>
            {run.year} 年度 · {purposeWords[run.purpose]} · 评价日 {run.asOf} · {formatCount(run.total)} 家
            <PreAssessment />
          </>
        }
        actions={
          <>
            <Link
              to="/console/standards/$id"
              params={{ id: run.standardId }}
              search={{ version: String(run.standardVersion) }}
            >
              看标准（第 {run.standardVersion} 版）
            </Link>
            <May what="rankings.create">
              <Link to="/console/rankings" search={{ run: run.id }}>
                排成名次，导出
              </Link>
            </May>
          </>
        }
      />
      {!run.latest && (
        <p className="scoring__old" role="note">
          这一批已被更新的一批取代，企业页面上显示的是新的一批。
        </p>
      )}
      <div className="scoring">
        <section className="panel" aria-labelledby="outcomes">
          <h2 id="outcomes">结果</h2>
          <RunOutcomes run={run} />
          <p className="quiet scoring__who">
            {run.personName} 发起，{formatInstant(run.publishedAt)} 完成
          </p>
        </section>
        <section aria-labelledby="cards">
          <h2 id="cards" className="section-title">
            名单
          </h2>
          <RunCards
            run={run}
            filter={{ ...(wanted && { outcome: wanted }), ...(q && { q }) }}
            after={after}
            page={Math.max(1, Number(page) || 1)}
            onGo={(next) => void navigate({ search: next, resetScroll: false })}
          />
        </section>
      </div>
    </>
  );
}
