import { Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { outcomeOrder, outcomeWords } from '../../shared/outcome-words';
import { CreditCode } from '../../shared/ui/CreditCode';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Outcome } from '../../shared/ui/Outcome';
import { PagedTable } from '../../shared/ui/PagedTable';
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
    {
      key: 'cause',
      title: '由哪一条引起',
      render: ({ change, alone, together }) =>
        change === 'same' ? <span className="quiet">没有变化</span> : causeWords(differences, alone, together),
    },
  ];
}

const sides = { old: '旧：', new: '新：' } as const;

interface RehearsalRowsProps {
  rehearsal: RehearsalDetail;
  filter: RowFilter;
  after: string | undefined;
  page: number;
  onGo: (next: RowFilter & { after?: string; page?: string }) => void;
}

/** Everybody whose outcome or points are others now; narrowed by outcomes, those that stay as well. */
export function RehearsalRows({ rehearsal, filter, after, page, onGo }: RehearsalRowsProps) {
  const list = useRehearsalRows(rehearsal.id, filter, after);
  const narrowed = Object.keys(filter).length > 0;
  const { differences } = rehearsal;
  return (
    <>
      <div className="rehearsal-rows__tools no-print">
        <Select
          aria-label="只看哪种变化"
          allowClear
          placeholder="全部变化"
          value={filter.change ?? null}
          options={[...changeOrder, ...(rehearsal.unchangedKept ? (['same'] as const) : [])].map((value) => ({
            value,
            label: changeWords[value],
          }))}
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
        {(['old', 'new'] as const).map((side) => (
          <Select
            key={side}
            aria-label={side === 'old' ? '只看旧结果' : '只看新结果'}
            allowClear
            placeholder={side === 'old' ? '旧结果' : '新结果'}
            value={filter[side] ?? null}
            options={outcomeOrder.map((value) => ({ value, label: `${sides[side]}${outcomeWords[value]}` }))}
            onChange={(outcome: RowFilter['old'] | null) => onGo({ ...filter, [side]: outcome ?? undefined })}
          />
        ))}
        <Input.Search
          key={filter.q ?? ''}
          allowClear
          aria-label="在名单里按名称或代码查找"
          placeholder="在名单里找名称或代码"
          maxLength={50}
          defaultValue={filter.q}
          onSearch={(text) => onGo({ ...filter, q: text.trim() || undefined })}
        />
        {narrowed && <Button onClick={() => onGo({})}>清除筛选</Button>}
      </div>
      <PagedTable
        list={list}
        reading="正在读取名单"
        empty={
          <div className="panel">
            <EmptyState title={narrowed ? '没有这样的企业' : '没有企业变化'}>
              {narrowed ? '请放宽上面的筛选。' : '两个办法对每家企业的结果和得分都相同。'}
            </EmptyState>
          </div>
        }
        caption={`${rehearsal.name}，名单`}
        columns={columnsOf(rehearsal)}
        rowKey={(row) => String(row.position)}
        cards
        tall
        page={page}
        size={rowsPerPage}
        unit="家"
        onGo={(place) => onGo({ ...filter, ...place })}
      />
    </>
  );
}
