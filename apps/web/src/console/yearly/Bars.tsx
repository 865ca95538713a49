import { Segmented } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { formatCount } from '../../shared/format/amounts';
import { DataTable } from '../../shared/ui/DataTable';
import { Loading } from '../../shared/ui/Loading';
import type { Bar } from './bars-option';

const BarsChart = lazy(() => import('./BarsChart'));

/** Counts as a picture, the table one click away. */
export function Bars({ bars, caption, step }: { bars: Bar[]; caption: string; step: string }) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  return (
    <figure className="yearly__bars">
      <figcaption>
        <b>{caption}</b>
        <Segmented
          aria-label={`${caption}的形式`}
          className="no-print"
          size="small"
          value={view}
          onChange={setView}
          options={[
            { value: 'chart', label: '图' },
            { value: 'table', label: '表' },
          ]}
        />
      </figcaption>
      {view === 'table' ? (
        <DataTable
          caption={caption}
          columns={[
            { key: 'label', title: step, lead: true, render: ({ label }: Bar) => label },
            { key: 'count', title: '家数', number: true, render: ({ count }: Bar) => formatCount(count) },
          ]}
          rows={bars}
          rowKey={({ label }) => label}
          compact
        />
      ) : (
        <Suspense fallback={<Loading what="正在画图" />}>
          <BarsChart bars={bars} label={caption} />
        </Suspense>
      )}
    </figure>
  );
}
