import '../../shared/desk/due-text.css';
import { leftWords } from './recognition-words';
import type { Queued } from './recognition.queries';

/** Until when a case is to be dealt with, and how far that is. */
export function CaseDue({ of }: { of: Pick<Queued, 'dueOn' | 'left' | 'overdue' | 'dueProvisional'> }) {
  if (of.dueOn === null) return <span className="quiet">没有规定期限</span>;
  const kind = of.overdue ? 'late' : of.left !== null && of.left <= 1 ? 'soon' : 'calm';
  return (
    <span className="due">
      <span className={`due__words due__words--${kind}`}>{leftWords(of)}</span>
      <span className="due__day">
        {of.dueOn}
        {of.dueProvisional && <abbr title="这一年的节假日安排还没有公布，公布后重新计算">暂定</abbr>}
      </span>
    </span>
  );
}
