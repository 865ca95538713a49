import { useNavigate, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { DataTable } from '../../shared/ui/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { Pager } from '../../shared/ui/Pager';
import { ProblemView } from '../../shared/ui/ProblemView';
import type { Column } from '../../shared/ui/columns';
import { useMay } from '../../shared/session/session';
import { entryColumns, warningColumns } from './scale-columns';
import { ScaleActForm } from './ScaleActForm';
import { rowsPerPage, useScaleList, useScaleWarnings } from './scale-list.queries';

interface Shown {
  asOf: string | undefined;
  region: string | undefined;
  after: string | undefined;
}

/** Rows of the list itself. */
export function EntryRows({ state, shown, page }: { state: 'in' | 'entered' | 'left'; shown: Shown; page: number }) {
  const { data, error, refetch, isPlaceholderData } = useScaleList(state, shown);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取名单" />;
  if (data.items.length === 0)
    return (
      <EmptyState title={state === 'in' ? '名单是空的' : '这段时间没有'}>
        {state === 'in' && '导入统计部门的名单，或在“可能升规”里登记升规，企业就会出现在这里。'}
      </EmptyState>
    );
  return (
    <Rows
      caption="规上名单"
      columns={entryColumns}
      data={data}
      rowKey={(row) => (state === 'in' ? row.enterpriseId : row.id)}
      act={state === 'in' ? 'leave' : undefined}
      page={page}
      stale={isPlaceholderData}
    />
  );
}

interface WarningRowsProps {
  kind: 'rise' | 'fall';
  year: number | undefined;
  shown: Shown;
  page: number;
}

/** Rows of the early warning. */
export function WarningRows({ kind, year, shown, page }: WarningRowsProps) {
  const { data, error, refetch, isPlaceholderData } = useScaleWarnings(kind, year, shown);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在比对名单和数据" />;
  if (year === undefined || data.items.length === 0)
    return (
      <EmptyState title={year === undefined ? '还没有年度数据' : '没有要预警的企业'}>
        {year === undefined && '导入年度数据后，这里会列出数值与名单不一致的企业。'}
      </EmptyState>
    );
  return (
    <Rows
      caption={kind === 'rise' ? '可能升规的企业' : '可能退规的企业'}
      columns={warningColumns(year)}
      data={data}
      rowKey={(row) => row.enterpriseId}
      act={kind === 'rise' ? 'enter' : 'leave'}
      page={page}
      stale={isPlaceholderData}
    />
  );
}

interface RowsProps<Row> {
  caption: string;
  columns: Column<Row>[];
  data: { items: Row[]; next: string | null; count: { value: number; exact: boolean } };
  /** Of the enterprise, where something can be recorded of several. */
  rowKey: (row: Row) => string;
  act?: 'enter' | 'leave' | undefined;
  page: number;
  stale: boolean;
}

const nobody: ReadonlySet<string> = new Set();

function Rows<Row extends { name: string }>(props: RowsProps<Row>) {
  const { caption, columns, data, rowKey, page, stale } = props;
  const act = useMay()('enterprises.evidence') ? props.act : undefined;
  const [selected, setSelected] = useState(nobody);
  const { history } = useRouter();
  const navigate = useNavigate({ from: '/console/scale-list' });
  const go = (next: { after?: string; page?: string }) =>
    void navigate({ search: (now) => ({ ...now, after: undefined, page: undefined, ...next }), resetScroll: false });
  return (
    <div className={stale ? 'is-stale' : undefined} aria-busy={stale}>
      {act && <ScaleActForm act={act} selected={selected} onDone={() => setSelected(nobody)} />}
      <DataTable
        {...{ caption, columns, rowKey }}
        rows={data.items}
        cards
        {...(act && { selection: { keys: selected, change: setSelected, label: ({ name }: Row) => name } })}
      />
      <Pager
        page={page}
        shown={data.items.length}
        limit={rowsPerPage}
        count={data.count}
        next={data.next}
        unit="家"
        onFirst={() => go({})}
        onBack={() => history.back()}
        onNext={(next) => go({ after: next, page: String(page + 1) })}
      />
    </div>
  );
}
