import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent } from 'echarts/components';
import { type ECharts, init, use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { type Bar, barsOption } from './bars-option';

register([AriaComponent, BarChart, GridComponent, SVGRenderer]);

/** The picture alone; the same numbers are in the table beside it. */
export default function BarsChart({ bars, label }: { bars: readonly Bar[]; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return undefined;
    const chart: ECharts = init(box.current, null, { renderer: 'svg' });
    chart.setOption(barsOption(bars));
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [bars]);
  return <div ref={box} style={{ height: 26 * bars.length + 24 }} role="img" aria-label={`${label}，数字见表`} />;
}
