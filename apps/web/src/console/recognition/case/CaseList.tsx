import { Link } from '@tanstack/react-router';
import { Outcome } from '../../../shared/ui/Outcome';
import { leftWords } from '../recognition-words';
import type { QueueSearch } from '../queue-filter';
import type { Queued } from '../recognition.queries';

interface CaseListProps {
  rows: readonly Queued[];
  more: boolean;
  open: string;
  search: QueueSearch;
}

/** The cases of the queue one came from, the open one marked. */
export function CaseList({ rows, more, open, search }: CaseListProps) {
  return (
    <nav className="case-queue" aria-label="队列里的申报">
      <p className="quiet">
        <kbd>J</kbd> 下一件 <kbd>K</kbd> 上一件
      </p>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <Link
              to="/console/recognition/applications/$id"
              params={{ id: row.id }}
              search={search}
              aria-current={row.id === open ? 'page' : undefined}
            >
              <span className="case-queue__name">{row.enterpriseName}</span>
              <span className="case-queue__stand">
                <span>{row.stateLabel}</span>
                <span className={row.overdue ? 'case-queue__late' : 'quiet'}>{leftWords(row)}</span>
                {row.outcome && <Outcome outcome={row.outcome} />}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {more && (
        <p>
          <Link to="/console/recognition/applications" search={search}>
            后面还有，回到队列翻页
          </Link>
        </p>
      )}
    </nav>
  );
}
