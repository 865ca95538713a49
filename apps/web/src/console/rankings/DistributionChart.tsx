import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkLineComponent } from 'echarts/components';
import { type ECharts, init, use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { type Bucket, distributionOption } from './distribution-option';

register([AriaComponent, BarChart, GridComponent, MarkLineComponent, SVGRenderer]);

/** Bars of points, what is settled solid, what is open striped: tells apart in black and white too. */
export default function DistributionChart({ buckets, line }: { buckets: Bucket[]; line: number | null }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return undefined;
    const chart: ECharts = init(box.current, null, { renderer: 'svg' });
    chart.setOption(distributionOption(buckets, line));
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [buckets, line]);
  const all = buckets.reduce((sum, { settled, open }) => sum + settled + open, 0);
  return (
    <figure className="distribution__figure">
      <div ref={box} className="distribution__chart" role="img" aria-label={`${all} 家企业的得分分布图，数字见表`} />
      <figcaption>
        <i className="distribution__key distribution__key--settled" aria-hidden="true" /> 得分已定
        <i className="distribution__key distribution__key--open" aria-hidden="true" /> 得分未定，画在最低分处
      </figcaption>
    </figure>
  );
}
