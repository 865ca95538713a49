import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import { useEffect } from 'react';
import { PageHead } from '../../shared/ui/PageHead';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { May } from '../../shared/session/May';
import { JobProgress } from '../jobs/JobProgress';
import { useJob } from '../jobs/jobs.queries';
import { ScoringRunList } from './ScoringRunList';
import { StartScoring } from './StartScoring';
import './scoring.css';

const route = getRouteApi('/console/scoring');

/** The runs made with the standards in use, and the start of a new one. */
export function ScoringPage() {
  const { job: jobId } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: job, error } = useJob(jobId);
  const queries = useQueryClient();
  const state = job?.state;
  useEffect(() => {
    if (state === 'succeeded') void queries.invalidateQueries({ queryKey: ['scoring-runs'] });
  }, [state, queries]);

  return (
    <>
      <PageHead
        title="预评估"
        lead={
          <>
            用在用的<Link to="/console/standards">标准</Link>对全部有当年数据的企业评一遍。
            <PreAssessment />
          </>
        }
      />
      <div className="scoring">
        <May what="scoring.run">
          <section className="panel" aria-labelledby="start-scoring">
            <h2 id="start-scoring">开始一批预评估</h2>
            <StartScoring onStarted={(id) => void navigate({ search: { job: id } })} />
          </section>
        </May>
        {error && <ProblemView error={error} />}
        {job && <JobProgress job={job} title="预评估" unit="家" />}
        {state === 'succeeded' && (
          <Alert type="success" showIcon title="预评估已完成" description="结果在下面的批次里，可以接着生成排名。" />
        )}
        <section aria-labelledby="runs">
          <h2 id="runs" className="section-title">
            批次
          </h2>
          <ScoringRunList />
        </section>
      </div>
    </>
  );
}
