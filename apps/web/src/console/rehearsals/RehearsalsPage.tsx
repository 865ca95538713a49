import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { PageHead } from '../../shared/ui/PageHead';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { JobProgress } from '../jobs/JobProgress';
import { useJob } from '../jobs/jobs.queries';
import { CreateRehearsal } from './CreateRehearsal';
import { RehearsalList } from './RehearsalList';
import './rehearsals.css';

const route = getRouteApi('/console/rehearsals');

/** Two standards on the same enterprises: the making of a comparison, and those made so far. */
export function RehearsalsPage() {
  const { job: jobId, after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const { data: job, error } = useJob(jobId);
  const found = job?.state === 'succeeded' ? job.result?.rehearsalId : undefined;
  const made = typeof found === 'string' ? found : undefined;
  useEffect(() => {
    if (made === undefined) return;
    void queries.invalidateQueries({ queryKey: ['rehearsals'] });
    void navigate({ to: '/console/rehearsals/$id', params: { id: made }, search: {}, replace: true });
  }, [made, navigate, queries]);

  return (
    <>
      <PageHead
        title="新旧办法双跑"
        lead={
          <>
            同一批企业、同一份数据，按两个办法各评一遍：谁得、谁失，由哪一条引起。
            <PreAssessment />
          </>
        }
      />
      <div className="rehearsals">
        <section className="panel" aria-labelledby="create-rehearsal">
          <h2 id="create-rehearsal">做一次双跑</h2>
          <CreateRehearsal onStarted={(id) => void navigate({ search: { job: id } })} />
        </section>
        {error && <ProblemView error={error} />}
        {job && <JobProgress job={job} title="双跑" unit="家" />}
        <section aria-labelledby="rehearsals">
          <h2 id="rehearsals" className="section-title">
            已做的双跑
          </h2>
          <RehearsalList
            after={after}
            page={Math.max(1, Number(page) || 1)}
            onGo={(place) => void navigate({ search: place })}
          />
        </section>
      </div>
    </>
  );
}
