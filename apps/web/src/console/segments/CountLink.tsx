import { Link } from '@tanstack/react-router';
import { formatCount } from '../../shared/format/amounts';

/** A number of enterprises that opens the list of exactly those; nothing opens nothing. */
export function CountLink({ count, segment }: { count: number; segment: string }) {
  if (count === 0) return <span className="quiet">0</span>;
  return (
    <Link to="/console/enterprises" search={{ segment }}>
      {formatCount(count)}
    </Link>
  );
}
