import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { lastDay } from '../../shared/notices/last-day';
import { May } from '../../shared/session/May';
import { DayField } from '../../shared/ui/DayField';
import { DemoMark } from '../../shared/ui/DemoMark';
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
import { textOf } from '../rankings/job-results';
import { type AreaList, useAreaLists, useAreaListTerms, usePublishAreas, useRefreshParcels } from './parcels.queries';
import './parcels.css';

const route = getRouteApi('/console/parcels/area-lists');

const columns: Column<AreaList>[] = [
  {
    key: 'title',
    title: '公示',
    lead: true,
    render: ({ id, title, demo }) => (
      <>
        <Link to="/console/parcels/area-lists/$id" params={{ id }} className="row-link">
          {title}
        </Link>{' '}
        {demo && <DemoMark />}
      </>
    ),
  },
  { key: 'year', title: '年度', number: true, render: ({ year }) => year },
  { key: 'asOf', title: '按哪一天', render: ({ asOf }) => asOf },
  { key: 'parcels', title: '地块', unit: '个', number: true, render: ({ parcels }) => parcels },
  { key: 'items', title: '份额', unit: '行', number: true, render: ({ items }) => items },
  { key: 'period', title: '公示期', render: ({ opensOn, closesOn }) => `${opensOn} 至 ${closesOn}` },
  { key: 'state', title: '状态', render: stateOf },
];

function stateOf({ writtenAt, isOpen }: AreaList): string {
  return writtenAt ? '已写入年度数据' : isOpen ? '公示中' : '公示期满，待写入';
}

/** Area lists published for objection, and a new one. */
export function AreaListsPage() {
  const { after, page, job: jobId } = route.useSearch();
  const navigate = route.useNavigate();
  const [isOpen, setOpen] = useState(false);
  const { data: job } = useJob(jobId);
  const isAtWork = job !== undefined && !isOver(job);
  return (
    <>
      <PageHead
        title="面积公示"
        lead={
          <>
            <Link to="/console/parcels">用地台账</Link>
            ：先公示，期满没有异议再写入年度数据（来源：园区），排名用的就是公示过的面积。
          </>
        }
        actions={
          <May what="parcels.publish">
            <Button type="primary" disabled={isAtWork} onClick={() => setOpen(true)}>
              发布面积公示
            </Button>
          </May>
        }
      />
      <div className="parcels">
        {jobId !== undefined && <Publishing jobId={jobId} />}
        {isOpen && !isAtWork && <PublishForm close={() => setOpen(false)} />}
        <PagedTable
          list={useAreaLists(after)}
          reading="正在读取面积公示"
          empty={
            <div className="panel">
              <EmptyState title="还没有面积公示">台账登记齐了，由看得到全区的人发布。</EmptyState>
            </div>
          }
          caption="面积公示"
          columns={columns}
          rowKey={({ id }) => id}
          cards
          page={Math.max(1, Number(page) || 1)}
          size={20}
          unit="份"
          longOnly
          onGo={(place) => void navigate({ search: (before) => ({ job: before.job, ...place }) })}
        />
      </div>
    </>
  );
}

/** How far the publishing is; then the list itself. */
function Publishing({ jobId }: { jobId: string }) {
  const navigate = route.useNavigate();
  const refresh = useRefreshParcels();
  const { data: job, error } = useJob(jobId);
  const id = job?.state === 'succeeded' ? textOf(job, 'listId') : undefined;
  useEffect(() => {
    if (id === undefined) return;
    void refresh();
    void navigate({ to: '/console/parcels/area-lists/$id', params: { id }, replace: true });
  }, [id, navigate, refresh]);
  if (error) return <ProblemView error={error} />;
  return job ? <JobProgress job={job} title="发布面积公示" unit="行" /> : <Loading what="正在读取发布的进度" />;
}

function PublishForm({ close }: { close: () => void }) {
  const terms = useAreaListTerms();
  if (terms.error) return <ProblemView error={terms.error} retry={() => void terms.refetch()} />;
  if (!terms.data) return <Loading what="正在读取公示的规则" />;
  return <Form terms={terms.data} close={close} />;
}

interface FormProps {
  terms: { intro: string; leastWorkingDays: number; closesOn: string; closesProvisional: boolean };
  close: () => void;
}

function Form({ terms, close }: FormProps) {
  const lastYear = new Date().getFullYear() - 1;
  const [given, setGiven] = useState({
    ...{ year: String(lastYear), asOf: `${lastYear}-12-31`, title: `${lastYear} 年度用地面积公示` },
    ...{ body: terms.intro, workingDays: String(terms.leastWorkingDays) },
  });
  const sending = usePublishAreas();
  const navigate = route.useNavigate();
  const set = (more: Partial<typeof given>) => setGiven({ ...given, ...more });
  const isWhole = /^\d{4}$/.test(given.year) && /^\d{1,2}$/.test(given.workingDays) && given.title.trim().length >= 2;
  return (
    <SendForm
      className="panel stacked parcels__form"
      label="发布面积公示"
      sending={sending}
      onSend={() =>
        sending.mutate(
          {
            ...{ year: Number(given.year), asOf: given.asOf, title: given.title.trim(), body: given.body.trim() },
            workingDays: Number(given.workingDays),
          },
          {
            onSuccess: ({ jobId }) => {
              close();
              void navigate({ search: { job: jobId } });
            },
          },
        )
      }
      verb="发布，人人可看"
      ready={isWhole && given.asOf !== '' && given.body.trim().length >= 2}
      lacking="请写全年度、日期、标题、正文、工作日数"
      onCancel={close}
    >
      <h2>发布面积公示</h2>
      <p className="quiet">
        公示台账里那一天的全部份额，发布以后不能改。最少 {terms.leastWorkingDays} 个工作日，今天发布到 {lastDay(terms)}
        。
      </p>
      <div className="parcels__areas">
        <TextField
          label="会计年度"
          hint="面积写入哪一年"
          max={4}
          value={given.year}
          onChange={(year) => set({ year: year.trim() })}
        />
        <DayField label="按哪一天的划分" value={given.asOf} onChange={(asOf) => set({ asOf })} />
        <TextField
          label="工作日数"
          max={2}
          value={given.workingDays}
          onChange={(days) => set({ workingDays: days.trim() })}
        />
      </div>
      <TextField label="标题" max={200} value={given.title} onChange={(title) => set({ title })} />
      <TextField label="正文" max={5000} lines={3} value={given.body} onChange={(body) => set({ body })} />
    </SendForm>
  );
}
