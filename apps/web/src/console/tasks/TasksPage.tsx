import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { DueText } from '../../shared/desk/DueText';
import { useMay } from '../../shared/session/session';
import type { Column } from '../../shared/ui/columns';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Field } from '../../shared/ui/Field';
import { SearchField } from '../../shared/ui/SearchField';
import { PageHead } from '../../shared/ui/PageHead';
import { PagedTable } from '../../shared/ui/PagedTable';
import { GiveTask } from './GiveTask';
import {
  listStates,
  pageSize,
  type Task,
  type TaskState,
  useDeskSummary,
  useTaskKinds,
  useTasks,
} from './tasks.queries';
import './tasks.css';

const route = getRouteApi('/console/tasks');

const columns: Column<Task>[] = [
  {
    key: 'title',
    title: '任务',
    lead: true,
    render: (task) => (
      <Link to="/console/tasks/$id" params={{ id: task.id }} className="row-link">
        {task.title}
      </Link>
    ),
  },
  { key: 'due', title: '完成时限', render: (task) => <DueText task={task} /> },
  { key: 'enterprise', title: '企业', render: (task) => task.enterpriseName ?? '不关于哪家企业' },
  { key: 'owner', title: '承办', render: (task) => <span className="desk__word">{task.ownerName}</span> },
  { key: 'kind', title: '种类', render: (task) => <span className="desk__word">{task.kindName}</span> },
];

const owners = [
  { value: 'mine', label: '我承办的' },
  { value: 'enterprise', label: '由企业承办的' },
  { value: 'all', label: '全部' },
];
const whens = [
  { value: '', label: '不限' },
  { value: 'late', label: '已逾期' },
  { value: 'told', label: '逾期，已报告负责人' },
];

/** Tasks by due day; whatever they are narrowed by stands in the address. */
export function TasksPage() {
  const { kind, state, due, overdue, escalated, enterprise, owner, q, after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const [giving, setGiving] = useState(false);
  const kinds = useTaskKinds();
  const filter = {
    ...{ kind, due, enterprise, owner, q, overdue: truth(overdue), escalated: truth(escalated) },
    state: state !== undefined && state in listStates ? (state as TaskState) : undefined,
  };
  const list = useTasks({ ...filter, after });
  const change = (to: Partial<typeof filter>) => void navigate({ search: { ...filter, ...to } });
  const when = filter.escalated === 'true' ? 'told' : filter.overdue === 'true' ? 'late' : '';
  return (
    <>
      <PageHead
        title="任务"
        lead={<Lead />}
        actions={
          may('desk.act') &&
          !giving && (
            <Button type="primary" onClick={() => setGiving(true)}>
              交办任务
            </Button>
          )
        }
      />
      <div className="desk">
        {giving && <GiveTask close={() => setGiving(false)} />}
        <div className="desk__filters">
          <SearchField label="找任务" placeholder="标题中的字" value={q} onSearch={(text) => change({ q: text })} />
          <Field label="承办">
            {(control) => (
              <Select
                {...control}
                value={owner ?? 'mine'}
                options={
                  owners.some(({ value }) => value === (owner ?? 'mine'))
                    ? owners
                    : [...owners, { value: owner ?? '', label: '某一位' }]
                }
                onChange={(value: string) => change({ owner: value === 'mine' ? undefined : value })}
              />
            )}
          </Field>
          <Field label="状态">
            {(control) => (
              <Select
                {...control}
                value={filter.state ?? 'open'}
                options={Object.entries(listStates).map(([value, label]) => ({ value, label }))}
                onChange={(value: TaskState) => change({ state: value === 'open' ? undefined : value })}
              />
            )}
          </Field>
          <Field label="时限">
            {(control) => (
              <Select
                {...control}
                value={when}
                options={whens}
                onChange={(value: string) =>
                  change({
                    overdue: value === 'late' ? 'true' : undefined,
                    escalated: value === 'told' ? 'true' : undefined,
                  })
                }
              />
            )}
          </Field>
          <Field label="种类">
            {(control) => (
              <Select
                {...control}
                value={kind ?? ''}
                options={[
                  { value: '', label: '全部种类' },
                  ...(kinds.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name })),
                ]}
                onChange={(value: string) => change({ kind: value || undefined })}
              />
            )}
          </Field>
        </div>
        {(due ?? enterprise) && (
          <p className="quiet">
            只看{due && `${due} 以前到期的`}
            {enterprise && '一家企业的'}。<Link to="/console/tasks">去掉这些条件</Link>
          </p>
        )}
        <PagedTable
          caption="任务"
          columns={columns}
          rowKey={({ id }) => id}
          cards
          list={list}
          reading="正在读取任务"
          empty={
            <div className="panel">
              <EmptyState title="没有这样的任务">
                {owner === undefined ? '您手上没有要办的事。' : '换个条件，或去掉条件再看。'}
              </EmptyState>
            </div>
          }
          page={Math.max(1, Number(page) || 1)}
          size={pageSize}
          unit="项"
          onGo={(place) => void navigate({ search: { ...filter, ...place } })}
        />
      </div>
    </>
  );
}

const truth = (text: string | undefined): 'true' | 'false' | undefined =>
  text === 'true' || text === 'false' ? text : undefined;

/** How much of it is one's own, in one line. */
function Lead() {
  const { data } = useDeskSummary();
  if (!data) return <>先到期的在前，天数都是工作日。</>;
  const { open, dueToday, overdue, escalated } = data;
  return (
    <>
      我承办 {open} 项：今天到期 {dueToday} 项，
      <Link to="/console/tasks" search={{ overdue: 'true' }}>
        逾期 {overdue} 项
      </Link>
      {escalated > 0 && (
        <>
          ；
          <Link to="/console/tasks" search={{ owner: 'all', escalated: 'true' }}>
            报告到我这里的逾期 {escalated} 项
          </Link>
        </>
      )}
      。天数都是工作日。
    </>
  );
}
