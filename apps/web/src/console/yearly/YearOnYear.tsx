import { getRouteApi } from '@tanstack/react-router';
import { Select } from 'antd';
import { DataTable } from '../../shared/ui/DataTable';
import { Field } from '../../shared/ui/Field';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import type { Column } from '../../shared/ui/columns';
import { Bars } from './Bars';
import { Changes } from './Changes';
import { type Movement, useMovements, useSnapshots, type WholeSnapshot } from './yearly.queries';
import { stateWords } from './yearly-words';

const route = getRouteApi('/console/yearly-rankings/$id');
const place = (rank: number | null) => (rank === null ? '不在名次内' : `第 ${rank} 名`);

const moved = ({ before, after }: Movement): string => {
  if (before === null) return '新进名次';
  if (after === null) return '退出名次';
  return after < before ? `升 ${before - after} 位` : `降 ${after - before} 位`;
};

const columns: Column<Movement>[] = [
  { key: 'name', title: '企业', lead: true, render: ({ name }) => name },
  {
    key: 'before',
    title: '原来',
    render: ({ before, beforeScore }) => `${place(before)}${beforeScore ? `，${beforeScore} 分` : ''}`,
  },
  {
    key: 'after',
    title: '现在',
    render: ({ after, afterScore }) => `${place(after)}${afterScore ? `，${afterScore} 分` : ''}`,
  },
  { key: 'moved', title: '变动', render: moved },
  { key: 'why', title: '原因', render: ({ why }) => why ?? '没有拆分（新进、退出，或只看得到一部分）' },
];

/** What moved against another snapshot: last year's, or the version before. */
export function YearOnYear({ snapshot }: { snapshot: WholeSnapshot }) {
  const { with: than } = route.useSearch();
  const navigate = route.useNavigate();
  const all = useSnapshots(snapshot.code, undefined);
  const { data, error } = useMovements(snapshot.id, than);
  const others = (all.data?.items ?? []).filter(({ id }) => id !== snapshot.id);
  return (
    <section className="panel stacked" aria-labelledby="year-on-year">
      <h2 id="year-on-year">同比与变动</h2>
      {others.length === 0 ? (
        <p className="quiet">这个排名还没有别的年度或版本可以比。</p>
      ) : (
        <Field label="与哪一份比">
          {(control) => (
            <Select
              {...control}
              allowClear
              placeholder="选一份"
              popupMatchSelectWidth={false}
              value={than ?? null}
              options={others.map(({ id, year, version, state }) => ({
                value: id,
                label: `${year} 年度第 ${version} 版（${stateWords[state]}）`,
              }))}
              onChange={(id: string | null) =>
                void navigate({ search: (before) => ({ ...before, with: id ?? undefined }), resetScroll: false })
              }
            />
          )}
        </Field>
      )}
      {error && <ProblemView error={error} />}
      {than !== undefined && !error && !data && <Loading what="正在比较两份排名" />}
      {data && (
        <>
          <Changes changes={data.changes} than="那一份的定义" />
          <p>
            名次上升 {data.counts.up} 家，下降 {data.counts.down} 家，新进 {data.counts.entered} 家，退出{' '}
            {data.counts.left} 家；变动大的在前，列出前 {data.items.length} 家。
          </p>
          <Bars bars={data.spread} caption="名次变动的幅度" step="幅度" />
          <DataTable
            caption="名次变动"
            columns={columns}
            rows={data.items}
            rowKey={({ creditCode }) => creditCode}
            cards
            compact
          />
        </>
      )}
    </section>
  );
}
