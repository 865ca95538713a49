import { Drawer } from 'antd';
import { formatAmount, formatDecimal, readingUnit } from '../../shared/format/amounts';
import { DataTable } from '../../shared/ui/DataTable';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import type { Column } from '../../shared/ui/columns';
import { bandText, standingWords } from './yearly-words';
import { type BandFigure, useBand, type WholeSnapshot } from './yearly.queries';

const percent = (thousandths: number) => `${thousandths / 10}%`;
/** A figure grouped by threes; an amount in 元 is said in 万元 or 亿元 too. */
const spanText = (unit: string, from: string, to = from) => {
  const said = (text: (one: string) => string) => (from === to ? text(from) : `${text(from)} 至 ${text(to)}`);
  const larger = unit === '元' ? readingUnit(to) : null;
  return larger === null
    ? said(formatDecimal)
    : `${said(formatDecimal)}（${said((one) => formatAmount(one, larger))} ${larger}）`;
};
const settles = ({ unit, inFrom, inTo, outFrom, outTo }: BandFigure) =>
  [
    ...(inFrom === null ? [] : [`核实为 ${spanText(unit, inFrom, inTo ?? undefined)}：一定入围`]),
    ...(outFrom === null ? [] : [`核实为 ${spanText(unit, outFrom, outTo ?? undefined)}：一定不入围`]),
  ].join('；') || '单凭它定不了';

const columns: Column<BandFigure>[] = [
  {
    key: 'label',
    title: '数据',
    lead: true,
    render: ({ label, unit }) => `${label}${unit && unit !== '1' ? `（${unit}）` : ''}`,
  },
  {
    key: 'value',
    title: '现在',
    render: ({ value, unit, source }) => `${spanText(unit, value)}，${source ?? '来源未知'}`,
  },
  { key: 'range', title: '可能在', render: ({ unit, low, high }) => spanText(unit, low, high) },
  { key: 'settles', title: '能定什么', render: settles },
];

/** Which places one may have and which figure decides it. */
export function BandDrawer({
  snapshot,
  enterpriseId,
  onClose,
}: {
  snapshot: WholeSnapshot;
  enterpriseId: string;
  onClose: () => void;
}) {
  const { data, error } = useBand(snapshot.id, enterpriseId);
  const { bands } = snapshot;
  return (
    <Drawer
      open
      title={data ? `${data.name}的名次区间` : '名次区间'}
      mask={false}
      size={640}
      onClose={onClose}
      className="no-print"
    >
      {error ? (
        <ProblemView error={error} />
      ) : !data || !bands ? (
        <Loading what="正在算名次区间" />
      ) : (
        <div className="stacked">
          <dl className="facts-list">
            <dt>名次</dt>
            <dd>{data.rank === null ? '不参评' : `第 ${data.rank} 名`}</dd>
            {data.band && (
              <>
                <dt>数据变动时</dt>
                <dd>
                  {bandText(data.band.best, data.band.worst)}（{bands.kindWords}）
                </dd>
                <dt>权重变动时</dt>
                <dd>
                  {bandText(data.band.weightBest, data.band.weightWorst)}（每项权重各自上下 {percent(bands.weights)}
                  ；外界：不会超出，两端不一定取得到）
                </dd>
                {data.band.standing && (
                  <>
                    <dt>入围</dt>
                    <dd>{standingWords[data.band.standing]}</dd>
                  </>
                )}
              </>
            )}
          </dl>
          <h3>由哪项数字决定</h3>
          {data.figures.length === 0 ? (
            <p>它自己的数据都已定，名次区间由别的企业还没有核实的数据决定。</p>
          ) : (
            <>
              <p className="quiet">
                暂用数按上下 {percent(bands.provisional)}{' '}
                算，取整报来的数按取整的单位算。每项单独看，其余的数据都往最不利处取。
              </p>
              <DataTable
                caption="还可能变的数据"
                columns={columns.filter(({ key }) => key !== 'settles' || snapshot.places !== null)}
                rows={data.figures}
                rowKey={({ label }) => label}
                cards
                compact
              />
            </>
          )}
        </div>
      )}
    </Drawer>
  );
}
