import { pointsText } from '@tidu/criteria';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { useRef, useState } from 'react';
import { useMay } from '../../shared/session/session';
import type { Column } from '../../shared/ui/columns';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Field } from '../../shared/ui/Field';
import { Outcome } from '../../shared/ui/Outcome';
import { PagedTable } from '../../shared/ui/PagedTable';
import { PageHead } from '../../shared/ui/PageHead';
import { SearchField } from '../../shared/ui/SearchField';
import { purposeWords } from '../words';
import { BulkBar } from './bulk/BulkBar';
import { ChooseAll } from './bulk/ChooseAll';
import { CaseDue } from './CaseDue';
import { QueueFilters } from './QueueFilters';
import { type Queued, pageSize, useQueue, useWaitingCases, type Waits } from './recognition.queries';
import { queueFilter, type QueueSearch } from './queue-filter';
import { waitsWords } from './recognition-words';
import './recognition.css';

const route = getRouteApi('/console/recognition/applications');

const columns = (search: QueueSearch): Column<Queued>[] => [
  {
    key: 'enterprise',
    title: '企业',
    lead: true,
    render: ({ id, enterpriseName, batchName, receiptNumber }) => (
      <span className="queue__lead">
        <Link to="/console/recognition/applications/$id" params={{ id }} search={search} className="row-link">
          {enterpriseName}
        </Link>
        <small className="quiet">
          {batchName}
          {receiptNumber !== null && ` · ${receiptNumber}`}
        </small>
      </span>
    ),
  },
  { key: 'purpose', title: '类型', render: ({ purpose }) => <span className="nowrap">{purposeWords[purpose]}</span> },
  {
    key: 'state',
    title: '环节',
    render: ({ stateLabel, marks }) => (
      <>
        <span className="state-tag">{stateLabel}</span>
        {marks.length > 0 && (
          <span className="state-tag queue__mark" title={marks.join('；')}>
            关联冲突
          </span>
        )}
      </>
    ),
  },
  {
    key: 'age',
    title: '已停留',
    render: ({ age }) => <span className="nowrap">{age === 0 ? '今天' : `${age} 个工作日`}</span>,
  },
  { key: 'due', title: '期限', render: (row) => <CaseDue of={row} /> },
  {
    key: 'outcome',
    title: '预评估',
    render: ({ outcome, points }) =>
      outcome === null ? (
        <span className="quiet">还没有提交</span>
      ) : (
        <span className="queue__outcome">
          <Outcome outcome={outcome} />
          {points && <b className="number">{pointsText(points)}</b>}
        </span>
      ),
  },
  { key: 'officer', title: '承办', render: ({ officerName }) => officerName ?? <span className="quiet">没有人</span> },
];

const orders = [
  { value: 'due', label: '先到期的在前' },
  { value: 'age', label: '停留最久的在前' },
  { value: 'points', label: '得分高的在前' },
  { value: 'submitted', label: '后提交的在前' },
];

/** Cases in the order of work; whatever they are narrowed by stands in the address. */
export function QueuePage() {
  const may = useMay();
  const acts = may('recognition.review') || may('recognition.decide') || may('recognition.manage');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { after, page, ...rest } = search;
  const filter = queueFilter(rest);
  const list = useQueue({ ...filter, after });
  const change = (to: Partial<QueueSearch>) => void navigate({ search: { ...rest, ...to } });
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const known = useKnown(list.data?.items);
  const chosen = [...keys].flatMap((id) => known.get(id) ?? []);
  const take = (rows: readonly Queued[]) => {
    for (const row of rows) known.set(row.id, row);
    setKeys(new Set([...keys, ...rows.map(({ id }) => id)]));
  };
  return (
    <>
      <PageHead title="申报队列" lead={<Lead />} />
      <div className="recognition">
        <div className="recognition__filters">
          <SearchField
            label="找申报"
            placeholder="企业名称、信用代码、回执编号"
            value={rest.q}
            onSearch={(q) => change({ q })}
          />
          <QueueFilters search={rest} change={change} />
          <Field label="先后">
            {(control) => (
              <Select
                {...control}
                value={filter.sort ?? 'due'}
                options={orders}
                onChange={(sort: string) => change({ sort: sort === 'due' ? undefined : sort })}
              />
            )}
          </Field>
        </div>
        {chosen.length > 0 && (
          <BulkBar
            chosen={chosen}
            clear={() => setKeys(new Set())}
            more={
              list.data && <ChooseAll filter={filter} count={list.data.count} chosen={chosen.length} choose={take} />
            }
          />
        )}
        <PagedTable
          caption="申报"
          {...(acts && { selection: { keys, change: setKeys, label: ({ enterpriseName }: Queued) => enterpriseName } })}
          columns={columns(rest)}
          rowKey={({ id }) => id}
          cards
          list={list}
          reading="正在读取申报"
          empty={
            <div className="panel">
              <EmptyState title="没有这样的申报">换个条件，或去掉条件再看。</EmptyState>
            </div>
          }
          page={Math.max(1, Number(page) || 1)}
          size={pageSize}
          unit="件"
          onGo={(place) => void navigate({ search: { ...rest, ...place } })}
        />
      </div>
    </>
  );
}

/** Every row that was shown so far, as it was seen: what is chosen stays chosen on the next page, on the version one saw. */
function useKnown(rows: readonly Queued[] | undefined): Map<string, Queued> {
  const known = useRef(new Map<string, Queued>());
  for (const row of rows ?? []) known.current.set(row.id, row);
  return known.current;
}

/** What waits for oneself, each opening its list. */
function Lead() {
  const may = useMay();
  const { data } = useWaitingCases(may('recognition.read'));
  const waiting = Object.entries(waitsWords).flatMap(([as, words]) => {
    const count = data?.[as as Waits] ?? null;
    return count === null ? [] : [{ as, words, count }];
  });
  if (waiting.length === 0) return <>天数都是工作日。</>;
  return (
    <>
      {waiting.map(({ as, words, count }, i) => (
        <span key={as}>
          {i > 0 && '，'}
          <Link to="/console/recognition/applications" search={{ waits: as }}>
            {words} {count} 件
          </Link>
        </span>
      ))}
      。天数都是工作日。
    </>
  );
}
