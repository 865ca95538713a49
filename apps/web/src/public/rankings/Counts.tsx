import { formatCount } from '../../shared/format/amounts';
import type { Column } from '../../shared/ui/columns';
import { DataTable } from '../../shared/ui/DataTable';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { type CountLine, usePublicCounts } from './rankings.queries';

const shown = (count: number | null) => (count === null ? '不公布' : formatCount(count));

/** How many of each place and industry stand in which class; small numbers are not published, nor what would give them away. */
export function Counts({ id }: { id: string }) {
  const { data, error, refetch } = usePublicCounts(id);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取家数" />;
  const columnsOf = (title: string): Column<CountLine>[] => [
    { key: 'label', title, lead: true, render: ({ label }) => label },
    ...data.columns.map(({ code, label }, i): Column<CountLine> => ({
      ...{ key: code, title: label, number: true, render: ({ counts }) => shown(counts[i] ?? null) },
    })),
    { key: 'total', title: '合计', number: true, render: ({ total }) => shown(total) },
  ];
  const all: CountLine = { code: null, label: '合计', counts: data.totals, total: data.total };
  const table = (title: string, caption: string, lines: CountLine[]) => (
    <DataTable
      caption={caption}
      columns={columnsOf(title)}
      rows={[...lines, all]}
      rowKey={({ code, label }) => code ?? label}
      cards
      compact
    />
  );
  return (
    <>
      <p className="quiet">
        各地区、各行业不足 5 家的不公布，由它们能推出来的也不公布；合计从名单里数得出来，照实列出。
      </p>
      {data.regions.length > 0 && table('地区', '各地区的家数', data.regions)}
      {data.industries.length > 0 && table('行业', '各行业的家数', data.industries)}
      {data.regions.length + data.industries.length === 0 && table('范围', '各等次的家数', [])}
    </>
  );
}
