import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { DataTable } from '../../shared/ui/DataTable';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { Unknown } from '../../shared/ui/Unknown';
import type { Column } from '../../shared/ui/columns';
import { type Pair, usePair } from './yearly.queries';

const route = getRouteApi('/console/yearly-rankings/$id');
type Line = Pair['indicators'][number];

/** Why A is above B (追问): from the snapshot, with what has changed since. */
export function Beside({ id }: { id: string }) {
  const { a, b } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error } = usePair(id, a, b);
  return (
    <section className="panel stacked" aria-labelledby="beside">
      <h2 id="beside">甲为什么排在乙前面</h2>
      {a === undefined || b === undefined ? (
        <p className="quiet">在名单里按“比较”先后选两家，这里逐项并列，按冻结时的数据回答；此后变了的数据另行列出。</p>
      ) : error ? (
        <ProblemView error={error} />
      ) : !data ? (
        <Loading what="正在比较" />
      ) : (
        <Answer pair={data} />
      )}
      {a !== undefined && (
        <div className="acts no-print">
          <Button
            onClick={() =>
              void navigate({ search: (before) => ({ ...before, a: undefined, b: undefined }), resetScroll: false })
            }
          >
            重新选
          </Button>
        </div>
      )}
    </section>
  );
}

const cell = ({ value, points, flags }: Line['a']) =>
  points === null ? (
    <Unknown />
  ) : (
    <>
      {points} 分<div className="quiet">{[value === null ? '没有数值' : `数值 ${value}`, ...flags].join('，')}</div>
    </>
  );

type PillarLine = Pair['pillars'][number];

/** Pillars of both, before the indicators they are made of. */
function Pillars({ pair: { a, b, pillars } }: { pair: Pair }) {
  const columns: Column<PillarLine>[] = [
    { key: 'label', title: '支柱', lead: true, render: ({ label, weight }) => `${label}（权重 ${weight}）` },
    { key: 'a', title: `甲：${a.name}`, number: true, render: (line) => line.a ?? <Unknown /> },
    { key: 'b', title: `乙：${b.name}`, number: true, render: (line) => line.b ?? <Unknown /> },
    { key: 'lead', title: '折算到总分甲多', unit: '分', number: true, render: ({ lead }) => lead ?? <Unknown /> },
  ];
  return <DataTable caption="支柱并列" columns={columns} rows={pillars} rowKey={({ label }) => label} cards />;
}

function Answer({ pair }: { pair: Pair }) {
  const { a, b, indicators, pillars, why } = pair;
  const columns: Column<Line>[] = [
    { key: 'label', title: '指标', lead: true, render: ({ label, weight }) => `${label}（权重 ${weight}）` },
    { key: 'a', title: `甲：${a.name}`, number: true, render: (line) => cell(line.a) },
    { key: 'b', title: `乙：${b.name}`, number: true, render: (line) => cell(line.b) },
    {
      key: 'lead',
      title: pillars.length > 0 ? '折算到总分甲多' : '甲比乙多',
      unit: '分',
      number: true,
      render: ({ lead }) => lead ?? <Unknown />,
    },
  ];
  const drift = indicators.flatMap((line) => [
    ...line.a.drift.map((one) => ({ ...one, who: a.name, label: line.label })),
    ...line.b.drift.map((one) => ({ ...one, who: b.name, label: line.label })),
  ]);
  return (
    <>
      <p>
        <b>{why}</b>
      </p>
      {pillars.length > 0 && <Pillars pair={pair} />}
      <DataTable caption="逐项并列" columns={columns} rows={indicators} rowKey={({ label }) => label} cards />
      {drift.length === 0 ? (
        <p className="quiet">两家用到的数据，现在与冻结时相同。</p>
      ) : (
        <>
          <h3>冻结以后变了的数据（不影响这份排名）</h3>
          <ul className="plain-list stacked">
            {drift.map(({ who, label, fact, before, after }) => (
              <li key={`${who} ${label} ${fact}`}>
                {who}，{fact}：冻结时 {before ?? '未知'}，现在 {after ?? '未知'}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
