import { useNavigate } from '@tanstack/react-router';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PagedTable } from '../../shared/ui/PagedTable';
import { entryColumns, warningColumns } from './scale-columns';
import { rowsPerPage, useScaleList, useScaleWarnings } from './scale-list.queries';

interface Shown {
  asOf: string | undefined;
  region: string | undefined;
  after: string | undefined;
}

/** Turns the pages of either list. */
function usePages(page: number) {
  const navigate = useNavigate({ from: '/console/scale-list' });
  return {
    ...{ page, size: rowsPerPage, unit: '家' },
    onGo: (next: { after?: string; page?: string }) =>
      void navigate({ search: (now) => ({ ...now, after: undefined, page: undefined, ...next }), resetScroll: false }),
  };
}

/** Rows of the list itself. */
export function EntryRows({ state, shown, page }: { state: 'in' | 'entered' | 'left'; shown: Shown; page: number }) {
  return (
    <PagedTable
      list={useScaleList(state, shown)}
      reading="正在读取名单"
      empty={
        <EmptyState title={state === 'in' ? '名单是空的' : '这段时间没有'}>
          {state === 'in' && '在企业页的“佐证 · 规上名单”里登记升规日期，企业就会出现在这里。'}
        </EmptyState>
      }
      caption="规上名单"
      columns={entryColumns}
      rowKey={(row) => row.id}
      cards
      {...usePages(page)}
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
  return (
    <PagedTable
      list={useScaleWarnings(kind, year, shown)}
      reading="正在比对名单和数据"
      empty={
        <EmptyState title={year === undefined ? '还没有年度数据' : '没有要预警的企业'}>
          {year === undefined && '导入年度数据后，这里会列出数值与名单不一致的企业。'}
        </EmptyState>
      }
      caption={kind === 'rise' ? '可能升规的企业' : '可能退规的企业'}
      columns={year === undefined ? [] : warningColumns(year)}
      rowKey={(row) => row.enterpriseId}
      cards
      {...usePages(page)}
    />
  );
}
