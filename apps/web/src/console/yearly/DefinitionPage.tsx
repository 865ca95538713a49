import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect } from 'react';
import { formatInstant } from '../../shared/format/times';
import { May } from '../../shared/session/May';
import { Hash } from '../../shared/ui/Hash';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { JobProgress } from '../jobs/JobProgress';
import { useJob } from '../jobs/jobs.queries';
import { textOf } from '../rankings/job-results';
import { Changes, Rules } from './Changes';
import { Readiness } from './Readiness';
import { useDefinition, usePublishDefinition, useRun, type WholeDefinition } from './yearly.queries';
import { natureWords } from './yearly-words';
import './yearly.css';

const route = getRouteApi('/console/yearly-rankings/definitions/$id');

/** One version of a definition: what it says and changes, whether the figures are ready, and ranking by it. */
export function DefinitionPage() {
  const { id } = route.useParams();
  const { data: definition, error, refetch } = useDefinition(id);
  if (error)
    return (
      <>
        <PageHead title="排名定义" />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!definition) return <Loading what="正在读取排名定义" />;
  return (
    <>
      <PageHead
        title={`${definition.title} · 第 ${definition.version} 版`}
        lead={
          <>
            {definition.year} 年度 · 评价日 {definition.asOf} · {natureWords(definition)}
          </>
        }
        actions={
          <May what="rankings.create">
            <Link to="/console/yearly-rankings/definitions/new" search={{ from: id }}>
              以它为底写新的一版
            </Link>
          </May>
        }
      />
      <div className="yearly">
        <section className="panel stacked" aria-labelledby="changes">
          <h2 id="changes">与上一版的差别</h2>
          {definition.beforeVersion === null ? (
            <p className="quiet">这是第一版，没有上一版。</p>
          ) : (
            <Changes changes={definition.changes} than={`第 ${definition.beforeVersion} 版`} />
          )}
          <Publication definition={definition} />
        </section>
        {definition.publishedAt && <Run id={id} />}
        <section className="panel stacked" aria-labelledby="readiness">
          <h2 id="readiness">数据就绪</h2>
          <Readiness id={id} year={definition.year} />
        </section>
        <section className="panel stacked" aria-labelledby="rules">
          <h2 id="rules">口径</h2>
          <Rules rules={definition.rules} />
          <p className="quiet">
            {formatInstant(definition.proposedAt)} {definition.proposedByName} 写：{definition.note}。校验值{' '}
            <Hash value={definition.hash} />
          </p>
          <details>
            <summary>原文（YAML）</summary>
            <pre className="yearly__source" tabIndex={0}>
              {definition.text}
            </pre>
          </details>
        </section>
      </div>
    </>
  );
}

function Publication({ definition }: { definition: WholeDefinition }) {
  const publish = usePublishDefinition(definition.id);
  if (definition.publishedAt)
    return (
      <p>
        {formatInstant(definition.publishedAt)} 由 {definition.publishedByName} 核对发布。
      </p>
    );
  return (
    <>
      <p>还没有发布，不能排名。由写的人（{definition.proposedByName}）以外的人核对后发布，发布后内容不能再改。</p>
      <May what="rankings.freeze">
        <div className="acts">
          <Button type="primary" loading={publish.isPending} onClick={() => publish.mutate()}>
            核对无误，发布第 {definition.version} 版
          </Button>
        </div>
      </May>
      {publish.error && <ProblemView error={publish.error} />}
    </>
  );
}

function Run({ id }: { id: string }) {
  const { job: jobId } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const run = useRun();
  const { data: job, error } = useJob(jobId);
  const made = job?.state === 'succeeded' ? textOf(job, 'snapshotId') : undefined;
  useEffect(() => {
    if (made === undefined) return;
    void queries.invalidateQueries({ queryKey: ['yearly'] });
    void navigate({ to: '/console/yearly-rankings/$id', params: { id: made }, search: {}, replace: true });
  }, [made, navigate, queries]);
  return (
    <May what="rankings.create">
      <section className="panel stacked" aria-labelledby="run">
        <h2 id="run">生成预览</h2>
        <p className="quiet">
          按这一版定义读取全部企业的数据（同一时刻的一份），排出名单；不影响已有的排名。看过预览、由另一个人冻结以后才能导出报送。
        </p>
        <div className="acts">
          <Button
            type="primary"
            loading={run.isPending}
            onClick={() =>
              run.mutate(
                { definitionId: id },
                { onSuccess: (started) => void navigate({ search: (before) => ({ ...before, job: started.jobId }) }) },
              )
            }
          >
            生成预览
          </Button>
        </div>
        {(run.error ?? error) && <ProblemView error={run.error ?? error} />}
        {job && <JobProgress job={job} title="排名" unit="家" />}
      </section>
    </May>
  );
}
