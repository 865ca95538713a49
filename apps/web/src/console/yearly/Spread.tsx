import { useMemo } from 'react';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { Bars } from './Bars';
import { useSpread, type WholeSnapshot } from './yearly.queries';

/** How totals and classes spread. */
export function Spread({ snapshot }: { snapshot: WholeSnapshot }) {
  const { data, error, refetch } = useSpread(snapshot.id);
  const totals = useMemo(
    () => (data?.buckets ?? []).map(({ from, to, count }) => ({ label: `${from}–${to}`, count })).reverse(),
    [data],
  );
  const classes = useMemo(
    () => snapshot.classes.map(({ code, label, count }) => ({ label: `${code} ${label}`, count })),
    [snapshot.classes],
  );
  return (
    <section className="panel stacked" aria-labelledby="spread">
      <h2 id="spread">分布</h2>
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading what="正在读取分布" />
      ) : (
        <div className="yearly__charts">
          <Bars bars={totals} caption="总分，参评的企业" step="总分" />
          {classes.length > 0 && <Bars bars={classes} caption="等次" step="等次" />}
        </div>
      )}
      {data?.line != null && <p className="quiet">线内最低的总分是 {data.line}。</p>}
    </section>
  );
}
