import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { CreditCode } from '../../shared/ui/CreditCode';
import { EmptyState } from '../../shared/ui/EmptyState';
import { ListTools } from '../../shared/ui/ListTools';
import { PagedTable } from '../../shared/ui/PagedTable';
import { Unknown } from '../../shared/ui/Unknown';
import { type Column, shownColumns } from '../../shared/ui/columns';
import { useListChoice } from '../../shared/ui/use-list-choice';
import { type RowFilter, rowsPerPage, type SnapshotRow, useSnapshotRows, type WholeSnapshot } from './yearly.queries';
import { BandDrawer } from './BandDrawer';
import { bandText, lineWords } from './yearly-words';

const route = getRouteApi('/console/yearly-rankings/$id');
const onlyWords = {
  flagged: '只看带标记的',
  excluded: '只看不参评的',
  vetoed: '只看一票否决的',
  undecided: '只看数据还不能定的',
} as const;

/** What is known of a row besides its figures: marks, vetoes, why it has no place. */
export const remarksOf = ({ flags, vetoes, excluded }: SnapshotRow): string =>
  [...flags, ...vetoes.map((veto) => `一票否决：${veto}`), ...(excluded ? [excluded] : [])].join('；');

export function rowColumns(snapshot: WholeSnapshot, showBand?: (enterpriseId: string) => void): Column<SnapshotRow>[] {
  const classNames = new Map(snapshot.classes.map(({ code, label }) => [code, label]));
  return [
    { key: 'rank', title: '名次', number: true, render: ({ rank }) => (rank === null ? '不参评' : <b>{rank}</b>) },
    {
      key: 'name',
      title: '企业名称',
      lead: true,
      render: (row) => (
        <Link to="/console/enterprises/$id" params={{ id: row.enterpriseId }} className="row-link">
          {row.name}
        </Link>
      ),
    },
    { key: 'code', title: '统一社会信用代码', render: ({ creditCode }) => <CreditCode code={creditCode} /> },
    { key: 'score', title: '总分', number: true, render: ({ score }) => score ?? <Unknown /> },
    ...(snapshot.classes.length > 0
      ? [
          {
            key: 'class',
            title: '等次',
            render: ({ class: own }: SnapshotRow) => (own === null ? '不分等' : `${own} ${classNames.get(own) ?? ''}`),
          },
        ]
      : []),
    ...(snapshot.places === null
      ? []
      : [{ key: 'line', title: '入围线', render: ({ line }: SnapshotRow) => (line ? lineWords[line] : '不参评') }]),
    ...(snapshot.bands
      ? [
          {
            key: 'band',
            title: '名次区间（数据）',
            number: true,
            render: ({ band, name, enterpriseId }: SnapshotRow) =>
              band === null ? (
                '不参评'
              ) : showBand ? (
                <Button
                  size="small"
                  type="link"
                  onClick={() => showBand(enterpriseId)}
                  aria-label={`${bandText(band.best, band.worst)}${band.standing === 'undecided' ? ' 未定' : ''}，${name}的名次区间`}
                >
                  {bandText(band.best, band.worst)}
                  {band.standing === 'undecided' && ' 未定'}
                </Button>
              ) : (
                bandText(band.best, band.worst)
              ),
          },
          {
            key: 'weights',
            title: `名次区间（权重 ±${snapshot.bands.weights / 10}%）`,
            number: true,
            render: ({ band }: SnapshotRow) => (band === null ? '不参评' : bandText(band.weightBest, band.weightWorst)),
          },
        ]
      : []),
    ...snapshot.pillars.map((label, i): Column<SnapshotRow> => ({
      key: `p${i}`,
      title: `支柱：${label}`,
      number: true,
      render: ({ pillars }) => <b>{pillars[i] ?? <Unknown />}</b>,
    })),
    ...(snapshot.hasExtra
      ? [
          {
            key: 'extra',
            title: '加分',
            number: true,
            render: ({ extra }: SnapshotRow) =>
              extra ? <span title={extra.labels.join('、')}>{extra.points}</span> : <Unknown />,
          },
        ]
      : []),
    ...snapshot.indicators.map((label, i): Column<SnapshotRow> => ({
      key: `i${i}`,
      title: `${label}得分`,
      number: true,
      render: ({ cells }) => cells[i]?.points ?? <Unknown />,
    })),
    { key: 'remarks', title: '标记', render: (row) => remarksOf(row) || '没有' },
  ];
}

/** The list, in its order. */
export function SnapshotRows({ snapshot }: { snapshot: WholeSnapshot }) {
  const { q, line, only, after, page, a, b } = route.useSearch();
  const navigate = route.useNavigate();
  const [shown, setShown] = useState<string>();
  const [choice, changeChoice] = useListChoice('yearly-rows');
  const filter: RowFilter = {
    ...(q && { q }),
    ...(line !== undefined && line in lineWords && { line: line as RowFilter['line'] }),
    ...(only !== undefined && only in onlyWords && { only: only as RowFilter['only'] }),
  };
  const go = (next: RowFilter & { after?: string; page?: string }) =>
    void navigate({
      search: ({ q: _q, line: _line, only: _only, after: _after, page: _page, ...kept }) => ({ ...kept, ...next }),
      resetScroll: false,
    });
  const compare = (row: SnapshotRow) =>
    void navigate({
      search: (before) =>
        a === undefined || b !== undefined
          ? { ...before, a: row.enterpriseId, b: undefined }
          : { ...before, b: row.enterpriseId },
      resetScroll: false,
    });
  const columns: Column<SnapshotRow>[] = [
    ...rowColumns(snapshot, setShown),
    {
      key: 'compare',
      title: '比较',
      render: (row) => (
        <Button size="small" className="no-print" onClick={() => compare(row)} aria-label={`比较${row.name}`}>
          {a === row.enterpriseId && b === undefined ? '已选为甲' : '比较'}
        </Button>
      ),
    },
  ];
  const narrowed = Object.keys(filter).length > 0;
  return (
    <>
      <div className="yearly__tools no-print">
        <Select
          aria-label="只看哪些"
          allowClear
          placeholder="全部"
          value={filter.only ?? null}
          options={Object.entries(onlyWords).map(([value, label]) => ({ value, label }))}
          onChange={(value: RowFilter['only'] | null) => go({ ...filter, only: value ?? undefined })}
        />
        <Input.Search
          key={q ?? ''}
          allowClear
          aria-label="在名单里按名称或代码查找"
          placeholder="在名单里找名称或代码"
          maxLength={50}
          defaultValue={q}
          onSearch={(text) => go({ ...filter, q: text.trim() || undefined })}
        />
        <ListTools columns={columns} choice={choice} onChange={changeChoice} />
      </div>
      <PagedTable
        list={useSnapshotRows(snapshot.id, filter, after)}
        reading="正在读取名单"
        empty={
          <div className="panel">
            <EmptyState title={narrowed ? '名单里没有找到' : '您的范围里没有企业'}>
              请改换条件，或检查名称、代码有没有写错。
            </EmptyState>
          </div>
        }
        caption={`${snapshot.title}，名单`}
        columns={shownColumns(columns, choice)}
        rowKey={({ position }) => String(position)}
        compact={choice.compact}
        cards
        tall
        page={Math.max(1, Number(page) || 1)}
        size={rowsPerPage}
        unit="家"
        onGo={(place) => go({ ...filter, ...place })}
      />
      {shown !== undefined && (
        <BandDrawer key={shown} snapshot={snapshot} enterpriseId={shown} onClose={() => setShown(undefined)} />
      )}
    </>
  );
}
