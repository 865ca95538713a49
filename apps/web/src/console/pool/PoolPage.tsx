import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import { May } from '../../shared/session/May';
import type { Column } from '../../shared/ui/columns';
import { CreditCode } from '../../shared/ui/CreditCode';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Field } from '../../shared/ui/Field';
import { PageHead } from '../../shared/ui/PageHead';
import { PagedTable } from '../../shared/ui/PagedTable';
import { SearchField } from '../../shared/ui/SearchField';
import { titleWords } from '../words';
import { EnterPool } from './EnterPool';
import {
  pageSize,
  type PoolEntry,
  type PoolFilter,
  type PoolState,
  type TitleCode,
  type Track,
  trackWords,
  usePool,
} from './pool.queries';
import { Proposals } from './Proposals';
import './pool.css';

const route = getRouteApi('/console/pool');

const states: Readonly<Record<PoolState, string>> = { in: '在库', left: '已出库', all: '全部' };

const columns: Column<PoolEntry>[] = [
  {
    key: 'enterprise',
    title: '企业',
    lead: true,
    render: ({ id, enterpriseName, creditCode }) => (
      <>
        <Link to="/console/pool/$id" params={{ id }} className="row-link">
          {enterpriseName}
        </Link>
        <div className="quiet">
          <CreditCode code={creditCode} />
        </div>
      </>
    ),
  },
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
  { key: 'year', title: '目标年度', number: true, render: ({ year }) => year },
  { key: 'officer', title: '责任人', render: ({ officerName }) => officerName },
  {
    key: 'plan',
    title: '计划',
    render: ({ steps, done, overdue }) =>
      steps === 0 ? '还没有计划' : `${steps} 步，完成 ${done} 步${overdue > 0 ? `，逾期 ${overdue} 步` : ''}`,
  },
  {
    key: 'state',
    title: '入库',
    render: ({ entered, leftOn, leftReason }) =>
      leftOn === null ? (entered === 'rule' ? '按规则' : '人工') : `${leftOn} 出库：${leftReason ?? ''}`,
  },
];

/** The cultivation pool: who is in it for what, and who might come in. */
export function PoolPage() {
  const search = route.useSearch();
  const { view, year, officer, q, after, page, job } = search;
  const navigate = route.useNavigate();
  const [entering, setEntering] = useState(false);
  const title = search.title !== undefined && search.title in titleWords ? (search.title as TitleCode) : undefined;
  const track = search.track !== undefined && search.track in trackWords ? (search.track as Track) : undefined;
  const state = search.state !== undefined && search.state in states ? (search.state as PoolState) : undefined;
  const kept = {
    ...{ ...(view && { view }), ...(title && { title }), ...(track && { track }), ...(state && { state }) },
    ...{ ...(year && { year }), ...(officer && { officer }), ...(q && { q }) },
  };
  const change = (to: Record<string, string | undefined>) => void navigate({ search: { ...kept, ...to } });
  const go = (place: object) => void navigate({ search: { ...kept, ...place } });
  const select = (
    label: string,
    key: string,
    value: string | undefined,
    words: Readonly<Record<string, string>>,
    all?: string,
  ) => (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          value={value ?? ''}
          options={[
            ...(all ? [{ value: '', label: all }] : []),
            ...Object.entries(words).map(([code, word]) => ({ value: code, label: word })),
          ]}
          onChange={(next: string) => change({ [key]: next || undefined })}
        />
      )}
    </Field>
  );
  return (
    <>
      <PageHead
        title="培育库"
        lead="骨干看规模，中小看专长，同一家可以两条线都在。按规则逐家预演，差得少的建议入库；入库后按差一步清单定计划，逐年看进展。"
        actions={
          <May what="recognition.manage">
            {!entering && view !== 'proposals' && (
              <Button type="primary" onClick={() => setEntering(true)}>
                人工入库
              </Button>
            )}
          </May>
        }
      />
      <div className="pool">
        {entering && <EnterPool close={() => setEntering(false)} />}
        <Segmented
          aria-label="看什么"
          className="no-print"
          options={[
            { value: 'entries', label: '在库企业' },
            { value: 'proposals', label: '入库建议' },
          ]}
          value={view === 'proposals' ? 'proposals' : 'entries'}
          onChange={(next) =>
            void navigate({ search: { ...(title && { title }), ...(next === 'proposals' && { view: next }) } })
          }
        />
        <div className="pool__filters">
          {select('目标称号', 'title', title, titleWords, '全部称号')}
          {select('哪条线', 'track', track, trackWords, '两条线')}
          {view !== 'proposals' && (
            <>
              {select('状态', 'state', state ?? 'in', states)}
              <SearchField label="找企业" placeholder="名称里的字" value={q} onSearch={(text) => change({ q: text })} />
            </>
          )}
        </div>
        {view === 'proposals' ? (
          <Proposals
            key={`${title ?? ''} ${track ?? ''} ${after ?? ''}`}
            filter={{ ...(title && { title }), ...(track && { track }), ...(after && { after }) }}
            {...{ page, go, job }}
          />
        ) : (
          <Entries filter={filterOf({ title, track, state, year, officer, q, after })} {...{ page, go }} />
        )}
      </div>
    </>
  );
}

interface Asked {
  title: TitleCode | undefined;
  track: Track | undefined;
  state: PoolState | undefined;
  year: string | undefined;
  officer: string | undefined;
  q: string | undefined;
  after: string | undefined;
}

function filterOf({ title, track, state, year, officer, q, after }: Asked): PoolFilter {
  return {
    ...{
      ...(title && { title }),
      ...(track && { track }),
      ...(state && { state }),
      ...(q && { q }),
      ...(after && { after }),
    },
    ...(year !== undefined && /^\d{4}$/.test(year) && { year: Number(year) }),
    ...(officer && { officer }),
  };
}

function Entries({ filter, page, go }: { filter: PoolFilter; page: string | undefined; go: (place: object) => void }) {
  const list = usePool(filter);
  return (
    <PagedTable
      caption="在库企业"
      columns={columns}
      rowKey={({ id }) => id}
      cards
      list={list}
      reading="正在读取培育库"
      empty={
        <div className="panel">
          <EmptyState title="没有这样的企业">换个条件，或到“入库建议”里看差得少的企业。</EmptyState>
        </div>
      }
      page={Math.max(1, Number(page) || 1)}
      size={pageSize}
      unit="条"
      onGo={go}
    />
  );
}
