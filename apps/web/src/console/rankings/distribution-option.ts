import { formatPoints } from '../../shared/format/amounts';
import { fontFamily } from '../../shared/theme';

export interface Bucket {
  from: number;
  to: number;
  settled: number;
  open: number;
}

const ink = '#16242f';
const soft = '#45545e';
const stripes = { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color: '#8a5a00' };

function bars(name: string, color: string, data: number[], decal: object | null) {
  return {
    ...{ name, type: 'bar' as const, stack: 'all', data, barCategoryGap: '12%', silent: true },
    itemStyle: { color, borderColor: ink, borderWidth: 0.5, ...(decal && { decal }) },
  };
}

/** The line a standard asks for, on an axis of its own: the bars stand on steps, the line between them. */
function lineAt(points: number) {
  const label = { formatter: `${formatPoints(points)} 分线`, position: 'end' as const, color: ink };
  return {
    ...{ type: 'bar' as const, xAxisIndex: 1, data: [] as number[], silent: true },
    markLine: {
      ...{ silent: true, symbol: 'none', animation: false, label, data: [{ xAxis: points }] },
      lineStyle: { color: ink, width: 2, type: 'solid' as const },
    },
  };
}

/**
 * What the chart draws. Still, so that it prints as it stands; the labels say the counts, no pointing needed.
 * @param line least points asked for, where the standard has such a line
 */
export function distributionOption(buckets: readonly Bucket[], line: number | null) {
  const sums = buckets.map(({ settled, open }) => settled + open);
  const settled = buckets.map((bucket) => bucket.settled);
  const open = buckets.map((bucket) => bucket.open);
  const label = {
    ...{ show: true, position: 'top' as const, color: ink },
    formatter: ({ dataIndex }: { dataIndex: number }) => (sums[dataIndex] ? String(sums[dataIndex]) : ''),
  };
  return {
    animation: false,
    textStyle: { fontFamily, color: soft },
    grid: { left: 48, right: 28, top: 32, bottom: 28 },
    xAxis: [
      {
        ...{ type: 'category' as const, name: '分', nameLocation: 'end' as const, axisTick: { alignWithLabel: true } },
        data: buckets.map(({ from, to }) => `${formatPoints(from)}–${formatPoints(to)}`),
        axisLabel: { color: soft, hideOverlap: true },
      },
      { type: 'value' as const, show: false, min: buckets[0]?.from ?? 0, max: buckets.at(-1)?.to ?? 100 },
    ],
    yAxis: { type: 'value' as const, name: '企业（家）', min: 0, minInterval: 1, axisLabel: { color: soft } },
    series: [
      bars('得分已定', '#0f5a73', settled, null),
      { ...bars('得分未定（按最低分）', '#f6dfae', open, stripes), label },
      ...(line === null ? [] : [lineAt(line)]),
    ],
  };
}
