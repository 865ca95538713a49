import { Link } from '@tanstack/react-router';
import { readWayBack } from './back';

/** Back to the work list from which one came, filters and page as they were; nothing when one came from elsewhere. */
export function BackLink({ back }: { back: string | undefined }) {
  const way = readWayBack(back);
  if (way === null) return null;
  if (way.definition !== undefined)
    return (
      <Link to="/console/yearly-rankings/definitions/$id" params={{ id: way.definition }} search={way.search}>
        回到{way.label}清单
      </Link>
    );
  return (
    <Link to={way.to} search={way.search}>
      回到{way.label}清单
    </Link>
  );
}
