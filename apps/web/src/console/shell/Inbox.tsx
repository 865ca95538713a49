import { Link } from '@tanstack/react-router';
import { useMay } from '../../shared/session/session';
import { useDeskSummary } from '../tasks/tasks.queries';

/** How many messages wait, in the bar of every page. */
export function Inbox() {
  const may = useMay();
  const { data } = useDeskSummary(may('desk.read'));
  if (!may('desk.read')) return null;
  const unread = data?.unread ?? 0;
  return (
    <Link to="/console/messages" className="shell__inbox" title="收件箱">
      收件箱{unread > 0 && <b aria-label={`${unread} 条没有读`}>{unread > 99 ? '99+' : unread}</b>}
    </Link>
  );
}
