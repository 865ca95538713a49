import { fontFamily } from '../../shared/theme';

export interface Bar {
  label: string;
  count: number;
}

const ink = '#16242f';
const soft = '#45545e';

/** Bars lying on their side: labels are words and stay readable on a phone. Still, so that it prints as it stands; counts are written at the bars. */
export const barsOption = (bars: readonly Bar[]) => ({
  animation: false,
  textStyle: { fontFamily, color: soft },
  grid: { left: 8, right: 44, top: 8, bottom: 8, containLabel: true },
  xAxis: { type: 'value' as const, show: false, min: 0 },
  yAxis: {
    ...{ type: 'category' as const, inverse: true, data: bars.map(({ label }) => label) },
    ...{ axisTick: { show: false }, axisLabel: { color: ink } },
  },
  series: [
    {
      ...{ type: 'bar' as const, silent: true, barCategoryGap: '28%', data: bars.map(({ count }) => count) },
      itemStyle: { color: '#0f5a73', borderColor: ink, borderWidth: 0.5 },
      label: { show: true, position: 'right' as const, color: ink },
    },
  ],
});
