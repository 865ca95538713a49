import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect } from 'react';
import { May } from '../../shared/session/May';
import { ProblemView } from '../../shared/ui/ProblemView';
import { JobProgress } from '../jobs/JobProgress';
import { isOver, useJob } from '../jobs/jobs.queries';
import { DecidedTie, TieForm } from './Tie';
import { useDisclose, useDiscard, useFreeze, type WholeSnapshot } from './yearly.queries';

/** What a preview waits for: a decision on those tied at the line, then somebody else who freezes it. */
export function Review({ snapshot }: { snapshot: WholeSnapshot }) {
  const freeze = useFreeze(snapshot.id);
  const discard = useDiscard(snapshot.id);
  const disclose = useDisclose(snapshot.id);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: job, error: lost } = useJob(freeze.data?.jobId);
  const isFreezing = freeze.isPending || (job !== undefined && !isOver(job));
  useEffect(() => {
    if (job?.state === 'succeeded') void queries.invalidateQueries({ queryKey: ['yearly'] });
  }, [job?.state, queries]);
  if (snapshot.state !== 'preview') {
    if (snapshot.disclosedAt || snapshot.demo || snapshot.state === 'superseded')
      return <DecidedTie snapshot={snapshot} />;
    return (
      <>
        <DecidedTie snapshot={snapshot} />
        <May what="rankings.freeze">
          <section className="panel stacked" aria-labelledby="disclosure">
            <h2 id="disclosure">公开</h2>
            <p className="quiet">
              公开后人人可看名次（企业名称遮盖，不带数据），可按统一社会信用代码查自己在不在名单里。公开以后不能收回，只能以更正版取代。
            </p>
            <div className="acts">
              <Button loading={disclose.isPending} onClick={() => disclose.mutate()}>
                公开这份排名
              </Button>
            </div>
            {disclose.error && <ProblemView error={disclose.error} />}
          </section>
        </May>
      </>
    );
  }
  const isOpen = snapshot.tied > 0 && !snapshot.decision;
  return (
    <section className="panel stacked" aria-labelledby="review">
      <h2 id="review">复核冻结</h2>
      {isOpen && snapshot.tie ? <TieForm snapshot={snapshot} tie={snapshot.tie} /> : <DecidedTie snapshot={snapshot} />}
      <p>
        由 {snapshot.createdByName}（生成的人）以外的人核对名单、标记和口径后冻结。冻结以后名单不能再改，有错做更正版。
      </p>
      <div className="acts">
        <May what="rankings.freeze">
          <Button
            type="primary"
            disabled={isOpen}
            loading={isFreezing}
            onClick={() => freeze.mutate(snapshot.rowsRoot)}
          >
            核对无误，冻结
          </Button>
        </May>
        <May what="rankings.create">
          <Button
            danger
            disabled={isFreezing}
            loading={discard.isPending}
            onClick={() =>
              discard.mutate(undefined, { onSuccess: () => void navigate({ to: '/console/yearly-rankings' }) })
            }
          >
            舍弃这份预览
          </Button>
        </May>
        {isOpen && <span className="quiet">入围线上的同分还没有决定，不能冻结</span>}
      </div>
      {(freeze.error ?? discard.error ?? lost) && <ProblemView error={freeze.error ?? discard.error ?? lost} />}
      {job && <JobProgress job={job} title="逐行核对并冻结" unit="行" />}
    </section>
  );
}
