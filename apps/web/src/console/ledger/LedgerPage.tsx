import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { DueText } from '../../shared/desk/DueText';
import { formatCount } from '../../shared/format/amounts';
import { useMay } from '../../shared/session/session';
import type { Column } from '../../shared/ui/columns';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Field } from '../../shared/ui/Field';
import { PagedTable } from '../../shared/ui/PagedTable';
import { PageHead } from '../../shared/ui/PageHead';
import { SearchField } from '../../shared/ui/SearchField';
import {
  ledgerLists,
  type LedgerState,
  pageSize,
  type Promised,
  type PromiseSource,
  sourceWords,
  useLedger,
  useLedgerCounts,
} from './ledger.queries';
import { NewPromiseForm } from './NewPromiseForm';
import '../tasks/tasks.css';
import './ledger.css';

const route = getRouteApi('/console/ledger');

const columns: Column<Promised>[] = [
  {
    key: 'title',
    title: '承诺',
    lead: true,
    render: ({ id, title, sourceName, sourceNote, madeOn }) => (
      <>
        <Link to="/console/tasks/$id" params={{ id }} className="row-link">
          {title}
        </Link>
        <div className="quiet">
          {sourceName}：{sourceNote}，{madeOn}
        </div>
      </>
    ),
  },
  { key: 'enterprise', title: '企业', render: (one) => one.enterpriseName ?? '不专对一家' },
  { key: 'owner', title: '责任人', render: (one) => <span className="desk__word">{one.ownerName}</span> },
  { key: 'due', title: '完成时限', render: (one) => <DueText task={one} /> },
  {
    key: 'state',
    title: '进展',
    render: ({ state, stateWords, reported, escalated, evidence }) => (
      <>
        <span className="desk__word">{reported ? '待核对' : state === 'done' ? '已落实' : stateWords}</span>
        {escalated && <div className="ledger__late">已上报负责人</div>}
        {evidence !== null && <div className="quiet">{evidence}</div>}
      </>
    ),
  },
];

/** Promises with owner, due day and evidence: under way, said to be done, found done. Every number opens its list. */
export function LedgerPage() {
  const { state, source, enterprise, q, after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const [recording, setRecording] = useState(false);
  const filter = {
    ...{ enterprise, q, after },
    state: state !== undefined && state in ledgerLists ? (state as LedgerState) : undefined,
    source: source !== undefined && source in sourceWords ? (source as PromiseSource) : undefined,
  };
  const list = useLedger(filter);
  const counts = useLedgerCounts().data;
  const change = (to: object) => void navigate({ search: { state, source, enterprise, q, ...to } });
  return (
    <>
      <PageHead
        title="承诺台账"
        lead={
          <>
            部署有责任人和期限，检查由另一个人，落实要有佐证或企业确认。
            <Link to="/console/bulletin">月度通报</Link>
          </>
        }
        actions={
          may('desk.act') &&
          !recording && (
            <Button type="primary" onClick={() => setRecording(true)}>
              记一项承诺
            </Button>
          )
        }
      />
      <div className="desk">
        {recording && <NewPromiseForm close={() => setRecording(false)} />}
        <nav className="ledger__counts" aria-label="按进展">
          {Object.entries(ledgerLists).map(([key, label]) => (
            <Link
              key={key}
              to="/console/ledger"
              search={{ state: key === 'all' ? undefined : key, source }}
              activeProps={{}}
              activeOptions={{ exact: true }}
              aria-current={key === (filter.state ?? 'all') ? 'page' : undefined}
            >
              <span>{label}</span>
              <strong>{counts ? `${formatCount(counts[key as LedgerState])} 项` : '…'}</strong>
            </Link>
          ))}
        </nav>
        <div className="desk__filters">
          <SearchField
            label="找承诺"
            placeholder="承诺里的字"
            value={q}
            onSearch={(text) => change({ q: text || undefined })}
          />
          <Field label="从哪里来">
            {(control) => (
              <Select
                {...control}
                value={filter.source ?? ''}
                options={[
                  { value: '', label: '不限' },
                  ...Object.entries(sourceWords).map(([value, label]) => ({ value, label })),
                ]}
                onChange={(value: string) => change({ source: value || undefined })}
              />
            )}
          </Field>
        </div>
        <PagedTable
          caption="承诺台账"
          columns={columns}
          rowKey={({ id }) => id}
          cards
          list={list}
          reading="正在读取台账"
          empty={
            <div className="panel">
              <EmptyState title="没有这样的承诺">
                会议、走访、文件、答复里答应的事，记进来就有人提醒、有人核对。
              </EmptyState>
            </div>
          }
          page={Math.max(1, Number(page) || 1)}
          size={pageSize}
          unit="项"
          onGo={(place) => void navigate({ search: { state, source, enterprise, q, ...place } })}
        />
      </div>
    </>
  );
}
