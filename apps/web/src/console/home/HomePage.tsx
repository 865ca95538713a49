import { Link } from '@tanstack/react-router';
import { useMay } from '../../shared/session/session';
import { GoTo } from '../../shared/ui/GoTo';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { May } from '../../shared/session/May';
import { ImportHistory } from '../imports/ImportHistory';
import { ScoringRunList } from '../scoring/ScoringRunList';
import { useSummary } from '../summary';
import { Indicators } from './Indicators';
import { WaitingCases } from '../recognition/WaitingCases';
import { MyTasks } from '../tasks/MyTasks';
import { Tasks } from './Tasks';
import './home.css';

/** Where work begins: what waits for somebody, what the register holds, how the newest runs came out. */
export function HomePage() {
  const may = useMay();
  const summary = useSummary(may('enterprises.read'));
  // administrators keep accounts and see no enterprise
  if (!may('enterprises.read')) return <GoTo address={may('access.read') ? '/console/persons' : '/console/own'} />;
  if (summary.error) {
    // one word about a server that does not answer, not one for every part of the page
    return (
      <>
        <PageHead title="工作台" />
        <ProblemView error={summary.error} retry={() => void summary.refetch()} />
      </>
    );
  }
  return (
    <>
      <PageHead title="工作台" lead={summary.data && <Years years={summary.data.years} />} />
      <div className="home">
        {may('desk.read') && (
          <section aria-labelledby="my-tasks">
            <h2 id="my-tasks" className="section-title">
              我的任务
            </h2>
            <MyTasks />
          </section>
        )}
        {may('recognition.read') && <WaitingCases />}
        {summary.data ? (
          <>
            <section aria-labelledby="tasks">
              <h2 id="tasks" className="section-title">
                要办的事
              </h2>
              <Tasks />
            </section>
            <section aria-labelledby="indicators">
              <h2 id="indicators" className="section-title">
                指标
              </h2>
              <Indicators />
            </section>
          </>
        ) : (
          <Loading what="正在读取登记簿" />
        )}
        <section aria-labelledby="newest-runs">
          <h2 id="newest-runs" className="section-title">
            当前预评估
            <PreAssessment />
          </h2>
          <ScoringRunList latest limit={8} />
          <p className="home-more">
            <Link to="/console/scoring">{may('scoring.run') ? '全部批次，开始一批预评估' : '全部批次'}</Link>
          </p>
        </section>
        {may('figures.import') && (
          <section aria-labelledby="newest-imports">
            <h2 id="newest-imports" className="section-title">
              最近的导入
            </h2>
            <ImportHistory open={undefined} limit={6} />
          </section>
        )}
      </div>
    </>
  );
}

/** For which years there are figures at all. */
function Years({ years }: { years: number[] }) {
  if (years.length > 0) return <>有数据的年度：{years.join('、')}</>;
  return (
    <>
      还没有年度数据。
      <May what="figures.import">
        先<Link to="/console/imports">导入企业名册和年度数据</Link>，再做预评估。
      </May>
    </>
  );
}
