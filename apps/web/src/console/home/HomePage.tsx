import { Link } from '@tanstack/react-router';
import { formatCount } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { Outcome } from '../../shared/ui/Outcome';
import { PageHead } from '../../shared/ui/PageHead';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { outcomeOrder } from '../../shared/outcome-words';
import { ImportHistory } from '../imports/ImportHistory';
import { useScoringRuns } from '../scoring/scoring.queries';
import { useSummary } from '../summary';
import { purposeWords } from '../words';
import { Indicators } from './Indicators';
import './home.css';

/** Where work begins: what the register holds, how the newest runs came out, what was brought in last. */
export function HomePage() {
  const summary = useSummary();
  return (
    <>
      <PageHead title="工作台" />
      {summary.error ? (
        <ProblemView error={summary.error} retry={() => void summary.refetch()} />
      ) : summary.data ? (
        <>
          <Indicators />
          <p className="home-years">
            <Link to="/console/imports">
              {summary.data.years.length === 0 ? '还没有年度数据' : `有数据的年度：${summary.data.years.join('、')}`}
            </Link>{' '}
            · <Link to="/console/segments">企业分类与变动</Link>
          </p>
        </>
      ) : (
        <Loading what="正在读取登记簿" />
      )}
      <div className="home">
        <section aria-labelledby="newest-runs">
          <h2 id="newest-runs" className="section-title">
            当前预评估
            <PreAssessment />
          </h2>
          <NewestRuns />
        </section>
        <section aria-labelledby="newest-imports">
          <h2 id="newest-imports" className="section-title">
            最近的导入
          </h2>
          <ImportHistory open={undefined} limit={6} />
        </section>
      </div>
    </>
  );
}

/** The runs in use, one box each, how many of each outcome. */
function NewestRuns() {
  const { data, error, refetch } = useScoringRuns(true);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取批次" />;
  if (data.items.length === 0) {
    return (
      <div className="panel">
        <EmptyState title="还没有做过预评估">
          <Link to="/console/scoring">选标准和年度，开始预评估</Link>
        </EmptyState>
      </div>
    );
  }
  return (
    <ul className="home-runs">
      {data.items.slice(0, 9).map((run) => (
        <li key={run.id} className="panel">
          <h3>{run.standardName}</h3>
          <p className="quiet">
            {run.year} 年度 · {purposeWords[run.purpose]} · 评价日 {run.asOf} · {formatInstant(run.publishedAt)} 完成
          </p>
          <ul className="home-runs__counts">
            {outcomeOrder
              .filter((name) => run.counts[name] > 0)
              .map((name) => (
                <li key={name}>
                  <Outcome outcome={name} /> <b className="number">{formatCount(run.counts[name])}</b> 家
                </li>
              ))}
          </ul>
          <p>
            <Link to="/console/rankings" search={{ run: run.id }}>
              生成排名，看是哪些企业
            </Link>
          </p>
        </li>
      ))}
    </ul>
  );
}
