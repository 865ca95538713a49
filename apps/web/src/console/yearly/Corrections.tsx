import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useEffect, useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { May } from '../../shared/session/May';
import { Field } from '../../shared/ui/Field';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { JobProgress } from '../jobs/JobProgress';
import { useJob } from '../jobs/jobs.queries';
import { textOf } from '../rankings/job-results';
import { useDefinitions, useRun, type WholeSnapshot } from './yearly.queries';
import { stateWords } from './yearly-words';

const route = getRouteApi('/console/yearly-rankings/$id');

/** The versions of a ranking, and making one more: the old one stays. */
export function Corrections({ snapshot }: { snapshot: WholeSnapshot }) {
  const [open, setOpen] = useState(false);
  return (
    <section className="panel stacked" aria-labelledby="versions">
      <h2 id="versions">各版与更正</h2>
      <ul className="plain-list stacked">
        {snapshot.versions.map((one) => (
          <li key={one.id}>
            {one.id === snapshot.id ? (
              <b>第 {one.version} 版（本页）</b>
            ) : (
              <Link to="/console/yearly-rankings/$id" params={{ id: one.id }}>
                第 {one.version} 版
              </Link>
            )}{' '}
            <span className="quiet">
              {stateWords[one.state]}；{formatInstant(one.createdAt)} {one.createdByName}
              {one.reason && `；更正：${one.reason}`}
            </span>
          </li>
        ))}
      </ul>
      {snapshot.state === 'frozen' && (
        <May what="rankings.create">
          {open ? (
            <CorrectionForm snapshot={snapshot} close={() => setOpen(false)} />
          ) : (
            <div className="acts">
              <Button onClick={() => setOpen(true)}>做更正版</Button>
            </div>
          )}
        </May>
      )}
    </section>
  );
}

function CorrectionForm({ snapshot, close }: { snapshot: WholeSnapshot; close: () => void }) {
  const definitions = useDefinitions();
  const run = useRun();
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const [reason, setReason] = useState('');
  const [definitionId, setDefinitionId] = useState(snapshot.definitionId);
  const { data: job, error } = useJob(run.data?.jobId);
  const made = job?.state === 'succeeded' ? textOf(job, 'snapshotId') : undefined;
  useEffect(() => {
    if (made === undefined) return;
    void queries.invalidateQueries({ queryKey: ['yearly'] });
    void navigate({ params: { id: made }, search: { with: snapshot.id } });
  }, [made, navigate, queries, snapshot.id]);
  const offered = (definitions.data?.items ?? []).filter(
    ({ code, publishedAt }) => code === snapshot.code && publishedAt,
  );
  return (
    <SendForm
      className="stacked yearly__form"
      label="做更正版"
      sending={run}
      onSend={() => run.mutate({ definitionId, replacesId: snapshot.id, reason: reason.trim() })}
      verb="按现在的数据生成更正版的预览"
      ready={reason.trim().length >= 2}
      lacking="请写明为什么更正"
      onCancel={close}
    >
      <Field label="用哪一版定义">
        {(control) => (
          <Select
            {...control}
            value={definitionId}
            options={offered.map(({ id, version, year }) => ({ value: id, label: `第 ${version} 版（${year} 年度）` }))}
            onChange={setDefinitionId}
          />
        )}
      </Field>
      <TextField label="为什么更正（必填）" max={500} value={reason} onChange={setReason} />
      {error && <ProblemView error={error} />}
      {job && <JobProgress job={job} title="更正版" unit="家" />}
    </SendForm>
  );
}
