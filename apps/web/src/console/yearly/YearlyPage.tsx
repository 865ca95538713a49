import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { formatCount } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { May } from '../../shared/session/May';
import { DataTable } from '../../shared/ui/DataTable';
import { DemoMark } from '../../shared/ui/DemoMark';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { PagedTable } from '../../shared/ui/PagedTable';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import type { Column } from '../../shared/ui/columns';
import { type Definition, rowsPerPage, type Snapshot, useDefinitions, useSnapshots } from './yearly.queries';
import { stateWords } from './yearly-words';
import './yearly.css';

const route = getRouteApi('/console/yearly-rankings');

const snapshotColumns: Column<Snapshot>[] = [
  {
    key: 'title',
    title: '排名',
    lead: true,
    render: (one) => (
      <>
        <Link to="/console/yearly-rankings/$id" params={{ id: one.id }} className="row-link">
          {one.title}
        </Link>{' '}
        {one.demo && <DemoMark />} {one.own && <span className="yearly__own">本局自定</span>}
      </>
    ),
  },
  { key: 'year', title: '年度', number: true, render: (one) => one.year },
  { key: 'version', title: '版本', render: (one) => `第 ${one.version} 版${one.reason ? '（更正）' : ''}` },
  { key: 'state', title: '状态', render: (one) => stateWords[one.state] },
  { key: 'total', title: '企业', unit: '家', number: true, render: (one) => formatCount(one.total) },
  { key: 'excluded', title: '不参评', unit: '家', number: true, render: (one) => formatCount(one.excluded) },
  {
    key: 'made',
    title: '生成',
    render: (one) => (
      <>
        {formatInstant(one.createdAt)}
        <div className="quiet">{one.createdByName}</div>
      </>
    ),
  },
];

const definitionColumns: Column<Definition>[] = [
  {
    key: 'title',
    title: '定义',
    lead: true,
    render: (one) => (
      <Link to="/console/yearly-rankings/definitions/$id" params={{ id: one.id }} className="row-link">
        {one.title}
      </Link>
    ),
  },
  { key: 'version', title: '版本', render: (one) => `第 ${one.version} 版` },
  { key: 'year', title: '年度', number: true, render: (one) => one.year },
  { key: 'asOf', title: '评价日', render: (one) => one.asOf },
  { key: 'own', title: '性质', render: (one) => (one.own ? '本局自定' : '按上级文件') },
  {
    key: 'state',
    title: '状态',
    render: (one) => (one.publishedAt ? `${one.publishedByName ?? ''}已发布` : '还没有发布'),
  },
  { key: 'by', title: '写的人', render: (one) => one.proposedByName },
];

/** Yearly rankings made so far, and the definitions they are made by. */
export function YearlyPage() {
  const { after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const go = useNavigate();
  const definitions = useDefinitions();
  return (
    <>
      <PageHead
        title="年度排名"
        lead="按写定的口径排名：先看数据齐不齐，再预览，由另一个人复核冻结，导出报送；冻结以后不再改变，有错做更正版。"
        actions={
          <May what="rankings.create">
            <Button onClick={() => void go({ to: '/console/yearly-rankings/definitions/new' })}>写新的定义</Button>
          </May>
        }
      />
      <div className="yearly">
        <section aria-labelledby="snapshots">
          <h2 id="snapshots" className="section-title">
            排名
          </h2>
          <PagedTable
            list={useSnapshots(undefined, after)}
            reading="正在读取年度排名"
            empty={
              <div className="panel">
                <EmptyState title="还没有年度排名">打开下面一个已发布的定义，看过数据就绪以后生成。</EmptyState>
              </div>
            }
            caption="年度排名"
            columns={snapshotColumns}
            rowKey={({ id }) => id}
            cards
            page={Math.max(1, Number(page) || 1)}
            size={rowsPerPage}
            unit="份"
            longOnly
            onGo={(place) => void navigate({ search: place, resetScroll: false })}
          />
        </section>
        <section aria-labelledby="definitions">
          <h2 id="definitions" className="section-title">
            排名定义
          </h2>
          {definitions.error ? (
            <ProblemView error={definitions.error} retry={() => void definitions.refetch()} />
          ) : definitions.data ? (
            <DataTable
              caption="排名定义"
              columns={definitionColumns}
              rows={definitions.data.items}
              rowKey={({ id }) => id}
              cards
            />
          ) : (
            <Loading what="正在读取排名定义" />
          )}
        </section>
      </div>
    </>
  );
}
