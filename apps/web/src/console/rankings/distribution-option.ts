import { formatPoints } from '../../shared/format/amounts';
import { fontFamily } from '../../shared/theme';

interface Bucket {
  from: number;
  to: number;
  settled: number;
  open: number;
}

/** What the chart draws. Still, so that it prints as it stands; the labels say the counts, no pointing needed. */
export function distributionOption(buckets: readonly Bucket[]) {
  const series = (name: string, color: string, data: number[], decal: object | null) => ({
    ...{ name, type: 'bar' as const, stack: 'all', data, barCategoryGap: '12%', silent: true },
    itemStyle: { color, borderColor: '#16242f', borderWidth: 0.5, ...(decal && { decal }) },
  });
  const sums = buckets.map(({ settled, open }) => settled + open);
  const stripes = { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color: '#8a5a00' };
  return {
    animation: false,
    textStyle: { fontFamily, color: '#45545e' },
    grid: { left: 48, right: 28, top: 32, bottom: 28 },
    xAxis: {
      ...{ type: 'category' as const, name: '分', nameLocation: 'end' as const, axisTick: { alignWithLabel: true } },
      data: buckets.map(({ from, to }) => `${formatPoints(from)}–${formatPoints(to)}`),
      axisLabel: { color: '#45545e', hideOverlap: true },
    },
    yAxis: { type: 'value' as const, name: '企业（家）', min: 0, minInterval: 1, axisLabel: { color: '#45545e' } },
    series: [
      series(
        '得分已定',
        '#0f5a73',
        buckets.map(({ settled }) => settled),
        null,
      ),
      {
        ...series(
          '得分未定（按最低分）',
          '#f6dfae',
          buckets.map(({ open }) => open),
          stripes,
        ),
        label: {
          ...{ show: true, position: 'top' as const, color: '#16242f' },
          formatter: ({ dataIndex }: { dataIndex: number }) => (sums[dataIndex] ? String(sums[dataIndex]) : ''),
        },
      },
    ],
  };
}
