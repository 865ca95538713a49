import type { Column } from '../../shared/ui/columns';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PagedTable } from '../../shared/ui/PagedTable';
import { EnterpriseCell } from '../enterprises/EnterpriseCell';
import { type Absent, pageSize, useAbsent } from './official-lists.queries';

const columns: Column<Absent>[] = [
  {
    key: 'name',
    title: '企业',
    lead: true,
    render: ({ enterpriseId, name, creditCode }) => (
      <EnterpriseCell id={enterpriseId} name={name} creditCode={creditCode} />
    ),
  },
  { key: 'reasons', title: '为什么应当在', render: ({ reasons }) => reasons.join('；') },
];

interface AbsentRowsProps {
  id: string;
  after: string | undefined;
  page: string | undefined;
  go: (place: { after?: string; page?: string }) => void;
}

/** Ours, expected on the list, and not on it. */
export function AbsentRows({ id, after, page, go }: AbsentRowsProps) {
  const list = useAbsent(id, after, true);
  return (
    <PagedTable
      caption="本区应有而不在名单上的企业"
      columns={columns}
      rowKey={({ enterpriseId }) => enterpriseId}
      cards
      list={list}
      reading="正在读取"
      empty={
        <div className="panel">
          <EmptyState title="没有应在而不在的">正在上级审核的、曾有这个称号的本区企业，都在名单上。</EmptyState>
        </div>
      }
      page={Math.max(1, Number(page) || 1)}
      size={pageSize}
      unit="家"
      longOnly
      onGo={go}
    />
  );
}
