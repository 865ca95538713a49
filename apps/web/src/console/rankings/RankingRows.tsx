import { pointsText } from '@tidu/criteria';
import { Link, useNavigate } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { outcomeOrder, outcomeWords } from '../../shared/outcome-words';
import { CreditCode } from '../../shared/ui/CreditCode';
import { EmptyState } from '../../shared/ui/EmptyState';
import { ListTools } from '../../shared/ui/ListTools';
import { OpenFlag, Outcome } from '../../shared/ui/Outcome';
import { PagedTable } from '../../shared/ui/PagedTable';
import { type Column, shownColumns } from '../../shared/ui/columns';
import { useListChoice } from '../../shared/ui/use-list-choice';
import { type Ranking, type RankingRow, type RankingRowFilter, rowsPerPage, useRankingRows } from './rankings.queries';

function columnsOf(ranking: Ranking): Column<RankingRow>[] {
  return [
    { key: 'rank', title: '名次', number: true, render: (row) => <b>{row.rank}</b> },
    {
      key: 'name',
      title: '企业名称',
      lead: true,
      render: (row) => (
        <Link
          to="/console/enterprises/$id"
          params={{ id: row.enterpriseId }}
          search={{ run: ranking.runId }}
          className="row-link"
        >
          {row.name}
        </Link>
      ),
    },
    { key: 'code', title: '统一社会信用代码', render: (row) => <CreditCode code={row.creditCode} /> },
    { key: 'outcome', title: '结果', render: (row) => <Outcome outcome={row.outcome} /> },
    ...(ranking.hasPoints
      ? [
          {
            key: 'points',
            title: '得分',
            number: true,
            render: (row: RankingRow) => row.points && pointsText(row.points),
          },
        ]
      : []),
    { key: 'met', title: '满足', unit: '条', number: true, render: (row) => row.met },
    { key: 'unknown', title: '缺数据', unit: '条', number: true, render: (row) => row.unknown },
    { key: 'open', title: '是否已定', render: (row) => (row.open ? <OpenFlag /> : '已定') },
    { key: 'region', title: '所在地', optional: true, render: (row) => row.regionWords },
  ];
}

interface RankingRowsProps {
  ranking: Ranking;
  filter: RankingRowFilter;
  after: string | undefined;
  page: number;
}

/** The list itself, in its frozen order. */
export function RankingRows({ ranking, filter, after, page }: RankingRowsProps) {
  const navigate = useNavigate({ from: '/console/rankings/$id' });
  const [choice, changeChoice] = useListChoice('ranking-rows');
  const list = useRankingRows(ranking.id, filter, after);
  const narrowed = Object.keys(filter).length > 0;
  const columns = columnsOf(ranking);
  const go = (next: RankingRowFilter & { after?: string; page?: string }) =>
    void navigate({ search: ({ job }) => ({ job, ...next }), resetScroll: false });
  return (
    <>
      <div className="ranking-rows__tools no-print">
        <Select
          aria-label="只看哪种结果"
          allowClear
          placeholder="全部结果"
          value={filter.outcome ?? null}
          options={outcomeOrder.map((value) => ({ value, label: outcomeWords[value] }))}
          onChange={(outcome: RankingRow['outcome'] | null) => go({ ...filter, outcome: outcome ?? undefined })}
        />
        <Input.Search
          key={filter.q ?? ''}
          allowClear
          aria-label="在名单里按名称或代码查找"
          placeholder="在名单里找名称或代码"
          maxLength={50}
          defaultValue={filter.q}
          onSearch={(text) => go({ ...filter, q: text.trim() || undefined })}
        />
        <ListTools columns={columns} choice={choice} onChange={changeChoice} />
      </div>
      <PagedTable
        list={list}
        reading="正在读取名单"
        empty={
          <div className="panel">
            <EmptyState title={narrowed ? '名单里没有找到' : '名单是空的'}>
              {narrowed ? '请改选结果，或检查名称、代码有没有写错。' : '没有企业符合这份排名的范围。'}
            </EmptyState>
          </div>
        }
        caption={`${ranking.name}，名单`}
        columns={shownColumns(columns, choice)}
        rowKey={(row) => String(row.position)}
        compact={choice.compact}
        cards
        tall
        page={page}
        size={rowsPerPage}
        unit="家"
        onGo={(place) => go({ ...filter, ...place })}
      />
    </>
  );
}
