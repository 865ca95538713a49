import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, unwrap } from '../../shared/api/client';
import { formatCount } from '../../shared/format/amounts';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { Unknown } from '../../shared/ui/Unknown';
import { addressOf } from '../enterprises/view-setup';

/** The numbers of the register with their definitions; each opens the list it counts. */
export function Indicators() {
  const { data, error, refetch } = useQuery({
    queryKey: ['indicators'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/indicators', { signal })),
  });
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在数企业" />;
  return (
    <ul className="indicators" aria-label="指标">
      {data.items.map(({ code, label, count, meaning, source, frequency, owner, filter }) => (
        <li key={code} className="indicator">
          <Link to="/console/enterprises" search={addressOf(filter)}>
            {label}
            <b className="number">{count === null ? <Unknown /> : formatCount(count)}</b>
          </Link>
          <details>
            <summary>
              口径<span className="visually-hidden">：{label}</span>
            </summary>
            <p>
              {meaning}。{count === null && '还没有录入过这类记录，所以未知。'}
            </p>
            <p>
              来源：{source}；更新：{frequency}；负责：{owner}
            </p>
          </details>
        </li>
      ))}
    </ul>
  );
}
