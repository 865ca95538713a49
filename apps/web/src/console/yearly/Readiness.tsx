import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useLocation } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { formatCount } from '../../shared/format/amounts';
import { useMay } from '../../shared/session/session';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { PagedTable } from '../../shared/ui/PagedTable';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { Unknown } from '../../shared/ui/Unknown';
import type { Column } from '../../shared/ui/columns';
import { JobProgress } from '../jobs/JobProgress';
import { isOver, useJob } from '../jobs/jobs.queries';
import { wayBack } from '../quality/back';
import { type Gap, gapsPerPage, useGaps, useGiveGapTasks, useReadiness, useWaive } from './yearly.queries';
import { gapWords } from './yearly-words';

const route = getRouteApi('/console/yearly-rankings/definitions/$id');
const kinds = ['missing', 'provisional', 'outlying'] as const;

/** What of the figures is missing, provisional or doubtful: to be mended, or let pass in somebody's name. */
export function Readiness({ id, year }: { id: string; year: number }) {
  const { gaps, after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useReadiness(id);
  const kind = kinds.find((one) => one === gaps);
  const list = useGaps(id, { ...(kind && { kind }) }, after);
  const [chosen, setChosen] = useState<Gap>();
  const may = useMay();
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在核对数据" />;
  const words = (one: (typeof kinds)[number]) =>
    `${gapWords[one]} ${formatCount(data.counts[one].open)}${data.counts[one].waived > 0 ? `（另放行 ${formatCount(data.counts[one].waived)}）` : ''}`;
  return (
    <>
      <p>
        范围里有 <b>{formatCount(data.enterprises)}</b>{' '}
        家企业。下面是定义用到、而还不齐的数据；没有办法补的，写明理由放行，姓名和理由印在排名的附件里。
        补上的数据，再核对一次或生成预览以后不再列出。
      </p>
      <Segmented
        aria-label="只看哪一种"
        value={kind ?? 'all'}
        options={[{ value: 'all', label: '全部' }, ...kinds.map((value) => ({ value, label: words(value) }))]}
        onChange={(value: string) =>
          void navigate({
            search: ({ job }) => ({ job, gaps: value === 'all' ? undefined : value }),
            resetScroll: false,
          })
        }
      />
      {may('rankings.create') && <GiveTasks id={id} />}
      {chosen && (
        <WaiveForm
          key={`${chosen.enterpriseId}${chosen.fact}`}
          id={id}
          gap={chosen}
          close={() => setChosen(undefined)}
        />
      )}
      <PagedTable
        list={list}
        reading="正在读取数据缺口"
        empty={<EmptyState title="没有数据缺口">定义用到的数据都齐了。</EmptyState>}
        caption="数据缺口"
        columns={columnsOf(year, may('rankings.create') ? setChosen : undefined)}
        rowKey={({ enterpriseId, fact, kind: what }) => `${enterpriseId} ${fact} ${what}`}
        cards
        page={Math.max(1, Number(page) || 1)}
        size={gapsPerPage}
        unit="处"
        onGo={(place) =>
          void navigate({ search: ({ job, gaps: what }) => ({ job, gaps: what, ...place }), resetScroll: false })
        }
      />
    </>
  );
}

/** Gaps become tasks of whoever looks after the enterprise; who has none left has done so. */
function GiveTasks({ id }: { id: string }) {
  const give = useGiveGapTasks(id);
  const queries = useQueryClient();
  const { data: job, error } = useJob(give.data?.jobId);
  const done = job?.state === 'succeeded' ? job.result : undefined;
  useEffect(() => {
    if (done) void queries.invalidateQueries({ queryKey: ['yearly'] });
  }, [done, queries]);
  return (
    <>
      <div className="acts">
        <Button loading={give.isPending} disabled={job !== undefined && !isOver(job)} onClick={() => give.mutate()}>
          按现在的数据核对，交办缺口
        </Button>
        <span className="quiet">每家一项任务，给责任人；尚无责任人的给您自己。补上数据或放行后自行办结。</span>
      </div>
      {(give.error ?? error) && <ProblemView error={give.error ?? error} />}
      {job && <JobProgress job={job} title="交办" unit="家" />}
      {done && (
        <p role="status">
          {Number(done.given) === 0
            ? '没有新交办的：缺口都已放行，或已经交办、还没有办结。'
            : `交办了 ${formatCount(Number(done.given))} 项任务。`}
          {Number(done.ended) > 0 && `数据已经补上的 ${formatCount(Number(done.ended))} 项办结了。`}
          <Link to="/console/tasks">看任务</Link>
        </p>
      )}
    </>
  );
}

/** Leads to the form in which the figure is entered, and back. */
function FillLink({ gap, year }: { gap: Gap; year: number }) {
  const back = useLocation({ select: wayBack });
  return (
    <Link
      to="/console/enterprises/$id"
      params={{ id: gap.enterpriseId }}
      search={{ tab: 'figures', entry: `${year}-officer`, facts: gap.fact, ...(back !== undefined && { back }) }}
      aria-label={`补数据：${gap.name}的${gap.factLabel}`}
    >
      补数据
    </Link>
  );
}

/** What may still be done about a gap. */
function GapActs({ gap, year, waive }: { gap: Gap; year: number; waive: ((gap: Gap) => void) | undefined }) {
  const fills = useMay()('figures.write');
  if (!fills && !waive) return '待补';
  return (
    <span className="yearly__gap-acts">
      {fills && <FillLink gap={gap} year={year} />}
      {waive && (
        <Button size="small" onClick={() => waive(gap)} aria-label={`放行${gap.name}的${gap.factLabel}`}>
          放行
        </Button>
      )}
    </span>
  );
}

const columnsOf = (year: number, waive: ((gap: Gap) => void) | undefined): Column<Gap>[] => [
  {
    key: 'name',
    title: '企业',
    lead: true,
    render: (gap) => (
      <Link to="/console/enterprises/$id" params={{ id: gap.enterpriseId }} className="row-link">
        {gap.name}
      </Link>
    ),
  },
  { key: 'fact', title: '数据', render: ({ factLabel }) => factLabel },
  {
    key: 'kind',
    title: '缺口',
    render: ({ kind, message }) => (message ? `${gapWords[kind]}：${message}` : gapWords[kind]),
  },
  {
    key: 'value',
    title: '现有',
    render: ({ value, source }) => (value === null ? <Unknown /> : `${value}（${source ?? '来源未知'}）`),
  },
  { key: 'officer', title: '责任人', render: ({ officerName }) => officerName ?? '尚无责任人' },
  {
    key: 'waiver',
    title: '处置',
    render: (gap) =>
      gap.waived ? (
        <>
          {gap.waivedByName}放行：{gap.waivedReason}
        </>
      ) : (
        <GapActs {...{ gap, year, waive }} />
      ),
  },
];

function WaiveForm({ id, gap, close }: { id: string; gap: Gap; close: () => void }) {
  const waive = useWaive(id, gap.enterpriseId);
  const [reason, setReason] = useState('');
  const { fact, kind } = gap;
  return (
    <SendForm
      className="stacked yearly__form"
      label={`放行${gap.name}的${gap.factLabel}`}
      sending={waive}
      onSend={() => waive.mutate({ fact, kind, reason: reason.trim() }, { onSuccess: close })}
      verb={`放行${gap.name}的${gap.factLabel}`}
      ready={reason.trim().length >= 2}
      lacking="请写明理由；您的姓名和理由会印在附件里"
      onCancel={close}
    >
      <TextField label="放行的理由（必填）" max={500} value={reason} onChange={setReason} />
    </SendForm>
  );
}
