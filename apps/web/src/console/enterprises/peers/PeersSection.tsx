import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../../../shared/api/client';
import { formatCount } from '../../../shared/format/amounts';
import { EmptyState } from '../../../shared/ui/EmptyState';
import { Loading } from '../../../shared/ui/Loading';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { Unknown } from '../../../shared/ui/Unknown';
import type { SectionProps } from '../section-props';
import { SegmentHistory } from './SegmentHistory';
import './peers.css';

const groupWords = { industry: '同行业小类', division: '同行业大类', region: '同区县', niche: '同细分市场' };

/** Where the enterprise stands among its like, and in which segments it stood. */
export function PeersSection({ enterprise }: SectionProps) {
  return (
    <>
      <section className="panel" aria-labelledby="peers">
        <h2 id="peers">同类位次</h2>
        <Peers id={enterprise.id} />
      </section>
      <section className="panel" aria-labelledby="segment-history">
        <h2 id="segment-history">历年分类</h2>
        <SegmentHistory id={enterprise.id} />
      </section>
    </>
  );
}

function Peers({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['peers', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/enterprises/{id}/peers', { params: { path: { id } }, signal })),
  });
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在比较同类" />;
  if (data.year === null)
    return <EmptyState title="还没有事实表">导入年度数据并做过预评估后，这里列出在同类里的位置。</EmptyState>;
  return (
    <>
      <p className="quiet">
        {data.year} 年度。数字是低于本企业的同类所占的百分比，越大越靠前（资产负债率越大负债越重）；有数据的同类不足 5
        家不比。
      </p>
      <div className="peers" tabIndex={0} role="region" aria-label="同类位次表">
        {/* written out, because browsers drop the roles of a table that is shown as cards */}
        <table role="table">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">
                指标
              </th>
              <th role="columnheader" scope="col" className="is-number">
                本企业
              </th>
              {data.groups.map(({ group, label }) => (
                <th key={group} role="columnheader" scope="col">
                  {groupWords[group]}
                  <span className="peers__group">{label}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {data.items.map(({ id: indicator, label, display, places }) => (
              <tr key={indicator} role="row">
                <th role="rowheader" scope="row">
                  {label}
                </th>
                <td role="cell" className="is-number" data-label="本企业">
                  {display ?? <Unknown />}
                </td>
                {places.map(({ group, percentile, count }) => (
                  <td key={group} role="cell" data-label={groupWords[group]}>
                    {percentile === null ? (
                      <span className="quiet">{display === null ? <Unknown /> : `只有 ${count} 家，不比`}</span>
                    ) : (
                      <Place percentile={percentile} count={count} />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** The place as a number and a mark on a line of ten steps; the line repeats the number for the eye only. */
function Place({ percentile, count }: { percentile: string; count: number }) {
  const steps = Math.round(Number(percentile) / 10);
  return (
    <span className="peers__place">
      <b className="number">{percentile}</b>
      <meter className="peers__meter" min={0} max={10} value={steps} aria-hidden="true" />
      <span className="quiet">{formatCount(count)} 家</span>
    </span>
  );
}
