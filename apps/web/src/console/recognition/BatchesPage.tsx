import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { May } from '../../shared/session/May';
import type { Column } from '../../shared/ui/columns';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PagedTable } from '../../shared/ui/PagedTable';
import { PageHead } from '../../shared/ui/PageHead';
import { titleWords } from '../words';
import { BatchForm } from './BatchForm';
import { type Batch, pageSize, useBatches } from './recognition.queries';
import { batchStateWords, levelWords, windowWords } from './recognition-words';
import './recognition.css';

const route = getRouteApi('/console/recognition/batches');

const columns: Column<Batch>[] = [
  {
    key: 'name',
    title: '批次',
    lead: true,
    render: ({ id, name, title, level }) => (
      <span className="queue__lead">
        <Link to="/console/recognition/batches/$id" params={{ id }} className="row-link">
          {name}
        </Link>
        <small className="quiet">
          {levelWords[level]} · {titleWords[title] ?? title}
        </small>
      </span>
    ),
  },
  { key: 'state', title: '状态', render: ({ state }) => <span className="state-tag">{batchStateWords[state]}</span> },
  { key: 'window', title: '申报窗口', render: (batch) => windowWords(batch) },
  {
    key: 'count',
    title: '申报',
    render: ({ id, counts }) => {
      const all = counts.reduce((sum, { count }) => sum + count, 0);
      return (
        <Link to="/console/recognition/applications" search={{ batch: id }}>
          <b className="number">{all}</b> 件
        </Link>
      );
    },
  },
  { key: 'quota', title: '名额', render: ({ quota }) => (quota === null ? '不限' : `${quota} 个`) },
  { key: 'officer', title: '承办', render: ({ officerName }) => officerName },
];

/** Every batch, those that close last in front. */
export function BatchesPage() {
  const { state, after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const [making, setMaking] = useState(false);
  const shown = state !== undefined && state in batchStateWords ? (state as Batch['state']) : undefined;
  const list = useBatches(shown, after);
  return (
    <>
      <PageHead
        title="申报批次"
        lead="一个批次是一个称号、一个年度、一段时间；新申报和复核各用哪个标准，在这里逐个确认。"
        actions={
          !making && (
            <May what="recognition.manage">
              <Button type="primary" onClick={() => setMaking(true)}>
                设立批次
              </Button>
            </May>
          )
        }
      />
      <div className="recognition">
        {making && (
          <section className="panel stacked" aria-labelledby="new-batch">
            <h2 id="new-batch">设立批次</h2>
            <BatchForm
              close={() => setMaking(false)}
              done={(id) => void navigate({ to: '/console/recognition/batches/$id', params: { id } })}
            />
          </section>
        )}
        <Segmented
          aria-label="状态"
          value={shown ?? ''}
          options={[
            { value: '', label: '全部' },
            ...Object.entries(batchStateWords).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(value: string) => void navigate({ search: value === '' ? {} : { state: value } })}
        />
        <PagedTable
          caption="申报批次"
          columns={columns}
          rowKey={({ id }) => id}
          cards
          list={list}
          reading="正在读取批次"
          empty={
            <div className="panel">
              <EmptyState title="没有批次">设立批次并公布之后，企业才能在企业服务里申报。</EmptyState>
            </div>
          }
          page={Math.max(1, Number(page) || 1)}
          size={pageSize}
          unit="个"
          onGo={(place) => void navigate({ search: { ...(shown && { state: shown }), ...place } })}
        />
      </div>
    </>
  );
}
