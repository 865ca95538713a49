import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { PageHead } from '../../shared/ui/PageHead';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { May } from '../../shared/session/May';
import { JobProgress } from '../jobs/JobProgress';
import { useJob } from '../jobs/jobs.queries';
import { CreateRanking } from './CreateRanking';
import { RankingList } from './RankingList';
import { rankingOf } from './job-results';
import './rankings.css';

const route = getRouteApi('/console/rankings');

/** Rankings made so far and the making of a new one. */
export function RankingsPage() {
  const { run, job: jobId, after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const { data: job, error } = useJob(jobId);
  const made = job ? rankingOf(job) : undefined;
  useEffect(() => {
    if (made === undefined) return;
    void queries.invalidateQueries({ queryKey: ['rankings'] });
    void navigate({ to: '/console/rankings/$id', params: { id: made }, search: {}, replace: true });
  }, [made, navigate, queries]);

  return (
    <>
      <PageHead
        title="排名"
        lead={
          <>
            把一批预评估排成一份固定的名单；数据以后再变，名单不变。
            <PreAssessment />
          </>
        }
      />
      <div className="rankings">
        <May what="rankings.create">
          <section className="panel" aria-labelledby="create-ranking">
            <h2 id="create-ranking">生成排名</h2>
            <CreateRanking run={run} onStarted={(id) => void navigate({ search: { run, job: id } })} />
          </section>
        </May>
        {error && <ProblemView error={error} />}
        {job && <JobProgress job={job} title="生成排名" unit="家" />}
        <section aria-labelledby="rankings">
          <h2 id="rankings" className="section-title">
            已有排名
          </h2>
          <RankingList
            after={after}
            page={Math.max(1, Number(page) || 1)}
            onGo={(place) => void navigate({ search: { run, ...place } })}
          />
        </section>
      </div>
    </>
  );
}
