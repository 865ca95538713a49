import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { lastDay } from '../../shared/notices/last-day';
import { May } from '../../shared/session/May';
import { useMay } from '../../shared/session/session';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { PagedTable } from '../../shared/ui/PagedTable';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import type { Column } from '../../shared/ui/columns';
import { JobProgress } from '../jobs/JobProgress';
import { isOver, useJob } from '../jobs/jobs.queries';
import { AreaObjectionCard } from './AreaObjectionCard';
import { plainArea } from './area-sum';
import {
  type AreaChange,
  rowsPerPage,
  useAreaChanges,
  useAreaList,
  useAreaObjections,
  useRefreshParcels,
  useWriteAreas,
  type WholeAreaList,
} from './parcels.queries';
import '../recognition/recognition.css';
import './parcels.css';

const route = getRouteApi('/console/parcels/area-lists/$id');

/** One area list: what stands in the way, objections, what writing it changes. */
export function AreaListPage() {
  const { id } = route.useParams();
  const { after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: list, error, refetch } = useAreaList(id);
  const changes = useAreaChanges(id, after);
  if (error)
    return (
      <>
        <PageHead title="面积公示" lead={<Link to="/console/parcels/area-lists">面积公示</Link>} />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!list) return <Loading what="正在读取面积公示" />;
  return (
    <>
      <PageHead
        title={list.title}
        lead={
          <>
            <Link to="/console/parcels/area-lists">面积公示</Link> · {list.year} 年度，按 {list.asOf} 的划分 ·{' '}
            {list.opensOn} 至 {lastDay(list)} · <a href={`/public/area-lists/${id}`}>公开的页面</a>
          </>
        }
      />
      <div className="parcels">
        <section className="panel stacked" aria-labelledby="writing">
          <h2 id="writing">写入年度数据</h2>
          <Writing list={list} />
        </section>
        <Objections listId={id} />
        <section aria-labelledby="changes">
          <h2 id="changes" className="section-title">
            {list.writtenAt ? '写入的面积' : '写入会怎样'}
            {changes.data && `：合计 ${plainArea(changes.data.total)} 亩${list.writtenAt ? '' : '，等于各家份额之和'}`}
          </h2>
          <PagedTable
            list={changes}
            reading="正在比较"
            empty={
              <div className="panel">
                <EmptyState title="没有一家企业有份额">名单里的地块现在都没有使用企业。</EmptyState>
              </div>
            }
            caption="逐家的用地面积"
            columns={list.writtenAt ? writtenColumns : changeColumns}
            rowKey={({ enterpriseId }) => enterpriseId}
            cards
            page={Math.max(1, Number(page) || 1)}
            size={rowsPerPage}
            unit="家"
            longOnly
            onGo={(place) => void navigate({ search: (before) => ({ job: before.job, ...place }), resetScroll: false })}
          />
        </section>
      </div>
    </>
  );
}

const firm: Column<AreaChange> = {
  key: 'name',
  title: '企业',
  lead: true,
  render: ({ enterpriseId, name }) => (
    <Link to="/console/enterprises/$id" params={{ id: enterpriseId }} className="row-link">
      {name}
    </Link>
  ),
};

const now: Column<AreaChange> = {
  key: 'before',
  title: '现在（来源：园区）',
  unit: '亩',
  number: true,
  render: ({ before }) => (before === null ? '没有' : plainArea(before)),
};

/** Before it was written: what writing does. */
const changeColumns: Column<AreaChange>[] = [
  firm,
  now,
  {
    key: 'after',
    title: '台账',
    unit: '亩',
    number: true,
    render: ({ after }) => (after === null ? '没有，删去' : <b>{plainArea(after)}</b>),
  },
  {
    key: 'same',
    title: '变化',
    render: ({ before, after }) =>
      before === after ? '相同' : before === null ? '新写入' : after === null ? '删去' : '更改',
  },
];

/** Afterwards: what was written, and what has become of it. */
const writtenColumns: Column<AreaChange>[] = [
  firm,
  {
    key: 'after',
    title: '写入',
    unit: '亩',
    number: true,
    render: ({ after }) => after !== null && <b>{plainArea(after)}</b>,
  },
  now,
  { key: 'same', title: '变化', render: ({ before, after }) => (before === after ? '没有变' : '后来改过') },
];

function Writing({ list }: { list: WholeAreaList }) {
  const { job: jobId } = route.useSearch();
  const navigate = route.useNavigate();
  const [reason, setReason] = useState('');
  const sending = useWriteAreas(list.id);
  const { data: job } = useJob(jobId);
  const refresh = useRefreshParcels();
  const ended = job !== undefined && isOver(job);
  useEffect(() => {
    if (ended) void refresh();
  }, [ended, refresh]);
  if (list.writtenAt)
    return (
      <p>
        {formatInstant(list.writtenAt)} 由{list.writtenByName}写入
        {list.writtenReason && `，提前写入的理由：${list.writtenReason}`}。来源是“园区”，依据写着这份公示。
      </p>
    );
  const early = list.hindrances.length > 0;
  return (
    <>
      {early ? (
        <>
          <p>还不能写入：</p>
          <ul>
            {list.hindrances.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
          <p className="quiet">等到都满足；确有必要的，由发布公示以外的另一个人写明理由办理。</p>
        </>
      ) : (
        <p>公示期已满，没有未答复的异议，可以写入。</p>
      )}
      {job && <JobProgress job={job} title="写入用地面积" unit="家" />}
      <May what="parcels.publish">
        <SendForm
          className="stacked parcels__form"
          label="写入年度数据"
          sending={sending}
          onSend={() =>
            sending.mutate(early ? reason.trim() : undefined, {
              onSuccess: (made) =>
                void navigate({ search: (before) => ({ ...before, job: made.jobId }), resetScroll: false }),
            })
          }
          verb={early ? '提前写入' : '写入年度数据'}
          danger={early}
          ready={!early || reason.trim().length >= 2}
          lacking="请写明理由"
        >
          {early && (
            <TextField label="提前写入的理由（必填）" max={500} lines={2} value={reason} onChange={setReason} />
          )}
        </SendForm>
      </May>
    </>
  );
}

function Objections({ listId }: { listId: string }) {
  const may = useMay();
  const { data, error } = useAreaObjections(listId, may('parcels.write'));
  if (error) return <ProblemView error={error} />;
  if (!data) return null;
  return (
    <section className="parcels" aria-labelledby="objections">
      <h2 id="objections" className="section-title">
        异议和线索
      </h2>
      {data.items.length === 0 ? (
        <div className="panel">
          <EmptyState title="没有异议">有人在公示页提出时，会列在这里。</EmptyState>
        </div>
      ) : (
        data.items.map((one) => <AreaObjectionCard key={`${one.id} ${one.version}`} objection={one} />)
      )}
    </section>
  );
}
