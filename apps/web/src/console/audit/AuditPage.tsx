import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { formatCount } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PagedTable } from '../../shared/ui/PagedTable';
import { PageHead } from '../../shared/ui/PageHead';
import type { Column } from '../../shared/ui/columns';
import { FileExport } from '../jobs/FileExport';
import { actorWords } from './actor-words';
import { AuditFilters } from './AuditFilters';
import { EntryPanel } from './EntryPanel';
import { MassReadingLine } from './MassReadingLine';
import { SealingLine } from './SealingLine';
import { type AuditEntry, type AuditFilter, rowsPerPage, useAuditEntries, useExportTrail } from './audit.queries';
import { objectWords } from './object-words';
import './audit.css';

const route = getRouteApi('/console/audit');

/** Who did what, when, to what and why; whether the records are sealed. */
export function AuditPage() {
  const { after, page, job, entry, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useAuditEntries(filter, after);
  const start = useExportTrail();
  const [exporting, setExporting] = useState(job !== undefined);
  const go = (next: AuditFilter & { after?: string; page?: string; entry?: string; job?: string }) =>
    void navigate({ search: next, resetScroll: false });
  const total = list.data?.count;
  return (
    <>
      <PageHead
        title="审计"
        lead="谁在什么时候对什么做了什么、为什么；记录只增不改，每分钟封存。"
        actions={
          <Button onClick={() => setExporting(!exporting)} aria-expanded={exporting}>
            导出审计记录
          </Button>
        }
      />
      <SealingLine />
      <MassReadingLine />
      {exporting && (
        <FileExport
          title="导出审计记录"
          says={() => (
            <>
              将按现在的筛选写出
              {total ? `${formatCount(total.value)}${total.exact ? '' : ' 以上'}` : '全部'}
              条，连同前后内容、理由和在封存链上的位置。导出本身记入审计，文件带导出编号。
            </>
          )}
          start={start}
          onStart={(format) =>
            start.mutate({ format, filter }, { onSuccess: ({ jobId }) => go({ ...filter, job: jobId }) })
          }
          jobId={job}
          path="audit/exports"
          unit="条"
        />
      )}
      <AuditFilters key={JSON.stringify(filter)} filter={filter} onFilter={go} />
      {entry !== undefined && <EntryPanel id={entry} onClose={() => go({ ...filter, after, page, job })} />}
      <PagedTable
        caption="审计记录"
        columns={columns((id) => go({ ...filter, after, page, job, entry: id }))}
        rowKey={({ id }) => id}
        cards
        list={list}
        reading="正在读取审计记录"
        empty={
          <div className="panel">
            <EmptyState title="没有这样的审计记录">请放宽筛选，或核对起止日期。</EmptyState>
          </div>
        }
        page={Number(page ?? 1)}
        size={rowsPerPage}
        unit="条"
        onGo={(place) => go({ ...filter, ...place })}
      />
    </>
  );
}

const columns = (open: (id: string) => void): Column<AuditEntry>[] => [
  {
    key: 'action',
    title: '动作',
    lead: true,
    render: ({ id, actionLabel }) => (
      <button type="button" className="audit-open" onClick={() => open(id)}>
        {actionLabel}
      </button>
    ),
  },
  { key: 'at', title: '时间', number: true, render: ({ at }) => formatInstant(at) },
  { key: 'person', title: '行为人', render: actorWords },
  { key: 'object', title: '对象', render: ({ objectType }) => objectWords(objectType) },
  { key: 'reason', title: '理由', render: ({ reason }) => reason ?? <span className="quiet">没有填</span> },
  { key: 'sealed', title: '封存', render: ({ sealed }) => (sealed ? '已封存' : '待封存') },
];
