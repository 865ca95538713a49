import { type Clock, dueWords } from './due-words';
import './due-text.css';

/** Until when, and how far that is: the day, the working days left, and whether both may still move (暂定). */
export function DueText({ task }: { task: Clock & { overdue: boolean } }) {
  const running = task.state === 'open' && task.pausedOn === null;
  const kind = task.overdue ? 'late' : running && task.left !== null && task.left <= 1 ? 'soon' : 'calm';
  return (
    <span className="due">
      <span className={`due__words due__words--${kind}`}>{dueWords(task)}</span>
      <span className="due__day">
        {task.dueOn}
        {task.dueProvisional && <abbr title="这一年的节假日安排还没有公布，公布后重新计算">暂定</abbr>}
      </span>
    </span>
  );
}
