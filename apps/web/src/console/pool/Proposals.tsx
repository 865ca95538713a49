import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useEffect, useState } from 'react';
import { useMay } from '../../shared/session/session';
import type { Column } from '../../shared/ui/columns';
import { CreditCode } from '../../shared/ui/CreditCode';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Outcome } from '../../shared/ui/Outcome';
import { PagedTable } from '../../shared/ui/PagedTable';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { JobProgress } from '../jobs/JobProgress';
import { isOver, useJob } from '../jobs/jobs.queries';
import { titleWords } from '../words';
import {
  pageSize,
  type PoolFilter,
  type Proposal,
  trackWords,
  useAcceptProposals,
  useDismissProposals,
  useProposals,
  useRunPool,
} from './pool.queries';
import { firstTerms, readTerms, TermsFields } from './TermsFields';

const route = getRouteApi('/console/pool');

interface ProposalsProps {
  filter: Pick<PoolFilter, 'track' | 'title' | 'after'>;
  page: string | undefined;
  go: (place: object) => void;
  job: string | undefined;
}

const keyOf = ({ enterpriseId, track, title }: Proposal) => `${enterpriseId} ${track} ${title}`;
const columns: Column<Proposal>[] = [
  {
    key: 'title',
    title: '目标称号',
    render: ({ title, track }) => (
      <>
        {titleWords[title] ?? title}
        <div className="quiet">{trackWords[track]}</div>
      </>
    ),
  },
  {
    key: 'outcome',
    title: '按最新数据',
    render: ({ outcome, year, steps }) => (
      <>
        <Outcome outcome={outcome} />
        <div className="quiet">
          {year} 年数据，{steps === 0 ? '已满足' : `差 ${steps} 步`}
        </div>
      </>
    ),
  },
  {
    key: 'says',
    title: '差什么',
    render: ({ says, standardName }) => (
      <>
        {says}
        <div className="quiet">{standardName}</div>
      </>
    ),
  },
];

/** Who is near a title: found by a run over all sheets, taken in or dismissed in bulk. */
export function Proposals({ filter, page, go, job: jobId }: ProposalsProps) {
  const list = useProposals(filter);
  const may = useMay()('recognition.manage');
  const navigate = route.useNavigate();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [act, setAct] = useState<'accept' | 'dismiss'>();
  const running = useRunPool();
  const { data: job } = useJob(jobId);
  const over = job !== undefined && isOver(job);
  const queries = useQueryClient();
  useEffect(() => {
    if (over) void queries.invalidateQueries({ queryKey: ['pool'] });
  }, [over, queries]);
  const toggle = (key: string) =>
    setChosen((before) => new Set(before.has(key) ? [...before].filter((one) => one !== key) : [...before, key]));
  const lead: Column<Proposal> = {
    key: 'enterprise',
    title: '企业',
    lead: true,
    render: (row) => (
      <>
        {may && (
          <Checkbox
            aria-label={`选中：${row.enterpriseName}`}
            checked={chosen.has(keyOf(row))}
            onChange={() => toggle(keyOf(row))}
          />
        )}{' '}
        <Link to="/console/enterprises/$id" params={{ id: row.enterpriseId }}>
          {row.enterpriseName}
        </Link>
        <div className="quiet">
          <CreditCode code={row.creditCode} />
        </div>
      </>
    ),
  };
  const rows = (list.data?.items ?? []).filter((row) => chosen.has(keyOf(row)));
  const done = () => {
    setAct(undefined);
    setChosen(new Set());
  };
  return (
    <>
      <p>
        <PreAssessment /> 按各企业最新的事实表，差一步清单里最省的办法。
      </p>
      {may && (
        <div className="acts no-print">
          <Button
            loading={running.isPending || (job !== undefined && !over)}
            onClick={() =>
              running.mutate(undefined, {
                onSuccess: (made) => void navigate({ search: (now) => ({ ...now, job: made.jobId }) }),
              })
            }
          >
            逐家预演
          </Button>
          <Button type="primary" disabled={rows.length === 0} onClick={() => setAct('accept')}>
            选中的 {rows.length} 家入库
          </Button>
          <Button disabled={rows.length === 0} onClick={() => setAct('dismiss')}>
            不采纳
          </Button>
        </div>
      )}
      {running.error && <ProblemView error={running.error} />}
      {job && <JobProgress job={job} title="逐家预演" unit="家" />}
      {act && <Decide key={act} act={act} rows={rows} close={done} />}
      <PagedTable
        caption="入库建议"
        columns={[lead, ...columns]}
        rowKey={keyOf}
        cards
        list={list}
        reading="正在读取入库建议"
        empty={
          <div className="panel">
            <EmptyState title="没有入库建议">
              点“逐家预演”，按规则找差得少的企业；已有称号的、在库的、不采纳过的不再提。
            </EmptyState>
          </div>
        }
        page={Math.max(1, Number(page) || 1)}
        size={pageSize}
        unit="条"
        longOnly
        onGo={go}
      />
    </>
  );
}

function Decide({ act, rows, close }: { act: 'accept' | 'dismiss'; rows: Proposal[]; close: () => void }) {
  const [typed, setTyped] = useState(firstTerms);
  const [reason, setReason] = useState('');
  const [accepting, dismissing] = [useAcceptProposals(), useDismissProposals()];
  const sending = act === 'accept' ? accepting : dismissing;
  const items = rows.map(({ enterpriseId: enterprise, track, title }) => ({
    enterprise,
    track,
    title: title as never,
  }));
  const terms = readTerms(typed);
  const onSuccess = ({ items: results }: { items: { done: boolean }[] }) => {
    if (results.every(({ done }) => done)) close();
  };
  const send = () => {
    if (act === 'dismiss') dismissing.mutate({ items, reason: reason.trim() }, { onSuccess });
    else if (terms !== null) accepting.mutate({ ...terms, items }, { onSuccess });
  };
  const refused = sending.data?.items.filter(({ done }) => !done) ?? [];
  const ready = rows.length > 0 && (act === 'accept' ? terms !== null : reason.trim().length >= 2);
  return (
    <section className="panel" aria-labelledby="decide-proposals">
      <h2 id="decide-proposals">{act === 'accept' ? `${rows.length} 家入库` : `不采纳 ${rows.length} 家`}</h2>
      <SendForm
        className="pool-form"
        label="办理建议"
        sending={sending}
        verb={act === 'accept' ? '入库' : '不采纳'}
        ready={ready}
        lacking={act === 'accept' ? '请写目标年度和责任人' : '请写理由'}
        onCancel={close}
        onSend={send}
      >
        {act === 'accept' ? (
          <TermsFields terms={typed} change={(part) => setTyped((before) => ({ ...before, ...part }))} />
        ) : (
          <div className="wide">
            <TextField label="理由" hint="以后不再建议" max={500} value={reason} onChange={setReason} />
          </div>
        )}
      </SendForm>
      {refused.length > 0 && (
        <p role="alert">
          有 {refused.length} 家没有办成：{refused[0]?.message}
        </p>
      )}
    </section>
  );
}
