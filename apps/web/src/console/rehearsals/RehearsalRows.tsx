import { Link, useRouter } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { CreditCode } from '../../shared/ui/CreditCode';
import { DataTable } from '../../shared/ui/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { Outcome } from '../../shared/ui/Outcome';
import { Pager } from '../../shared/ui/Pager';
import { ProblemView } from '../../shared/ui/ProblemView';
import type { Column } from '../../shared/ui/columns';
import { causeWords, changeOrder, changeSigns, changeWords } from './changes';
import { pointsText } from './points-text';
import {
  type RehearsalDetail,
  type RehearsalRow,
  type RowFilter,
  rowsPerPage,
  useRehearsalRows,
} from './rehearsals.queries';

function columnsOf({ differences, old, new: next }: RehearsalDetail): Column<RehearsalRow>[] {
  const points = (key: 'oldPoints' | 'newPoints', title: string): Column<RehearsalRow> => ({
    ...{ key, title, number: true },
    render: (row) => pointsText(row[key]),
  });
  return [
    {
      key: 'name',
      title: '企业名称',
      lead: true,
      render: ({ enterpriseId, name }) => (
        <Link to="/console/enterprises/$id" params={{ id: enterpriseId }} className="row-link">
          {name}
        </Link>
      ),
    },
    { key: 'code', title: '统一社会信用代码', render: ({ creditCode }) => <CreditCode code={creditCode} /> },
    {
      key: 'change',
      title: '变化',
      render: ({ change }) => (
        <span className={`change--${change}`}>
          <i className="change-sign" aria-hidden="true">
            {changeSigns[change]}
          </i>
          {changeWords[change]}
        </span>
      ),
    },
    { key: 'old', title: '旧结果', render: ({ oldOutcome }) => <Outcome outcome={oldOutcome} /> },
    { key: 'new', title: '新结果', render: ({ newOutcome }) => <Outcome outcome={newOutcome} /> },
    ...(old.hasPoints ? [points('oldPoints', '旧得分')] : []),
    ...(next.hasPoints ? [points('newPoints', '新得分')] : []),
    { key: 'cause', title: '由哪一条引起', render: ({ alone, together }) => causeWords(differences, alone, together) },
  ];
}

interface RehearsalRowsProps {
  rehearsal: RehearsalDetail;
  filter: RowFilter;
  after: string | undefined;
  page: number;
  onGo: (next: RowFilter & { after?: string; page?: string }) => void;
}

/** Everybody whose outcome or points are others now. */
export function RehearsalRows({ rehearsal, filter, after, page, onGo }: RehearsalRowsProps) {
  const { history } = useRouter();
  const { data, error, refetch, isPlaceholderData } = useRehearsalRows(rehearsal.id, filter, after);
  const { differences } = rehearsal;
  return (
    <>
      <div className="rehearsal-rows__tools no-print">
        <Select
          aria-label="只看哪种变化"
          allowClear
          placeholder="全部变化"
          value={filter.change ?? null}
          options={changeOrder.map((value) => ({ value, label: changeWords[value] }))}
          onChange={(change: RowFilter['change'] | null) => onGo({ ...filter, change: change ?? undefined })}
        />
        <Select
          aria-label="只看哪一条引起"
          allowClear
          placeholder="全部条款"
          popupMatchSelectWidth={false}
          value={filter.clause ?? null}
          options={differences.filter(({ id }) => id !== '').map(({ id, label }) => ({ value: id, label }))}
          onChange={(clause: string | null) => onGo({ ...filter, clause: clause ?? undefined })}
        />
        <Input.Search
          key={filter.q ?? ''}
          allowClear
          aria-label="在名单里按名称或代码查找"
          placeholder="在名单里找名称或代码"
          maxLength={50}
          defaultValue={filter.q}
          onSearch={(text) => onGo({ ...filter, q: text.trim() || undefined })}
        />
      </div>
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading what="正在读取名单" />
      ) : data.items.length === 0 ? (
        <div className="panel">
          <EmptyState title={Object.keys(filter).length > 0 ? '没有这样的企业' : '没有企业变化'}>
            {Object.keys(filter).length > 0 ? '请放宽上面的筛选。' : '两个办法对每家企业的结果和得分都相同。'}
          </EmptyState>
        </div>
      ) : (
        <div className={isPlaceholderData ? 'is-stale' : undefined} aria-busy={isPlaceholderData}>
          <DataTable
            caption={`${rehearsal.name}，名单`}
            columns={columnsOf(rehearsal)}
            rows={data.items}
            rowKey={(row) => String(row.position)}
            cards
            tall
          />
          <Pager
            page={page}
            shown={data.items.length}
            limit={rowsPerPage}
            count={data.count}
            next={data.next}
            unit="家"
            onFirst={() => onGo(filter)}
            onBack={() => history.back()}
            onNext={(next) => onGo({ ...filter, after: next, page: String(page + 1) })}
          />
        </div>
      )}
    </>
  );
}
