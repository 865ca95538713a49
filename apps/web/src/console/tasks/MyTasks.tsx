import { Link } from '@tanstack/react-router';
import { DueText } from '../../shared/desk/DueText';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { useDeskSummary, useTasks } from './tasks.queries';
import './tasks.css';

/** How many of them the first page shows. */
const shown = 5;

/** What the person is to do, first what is due first; and what is told to them as leader. */
export function MyTasks() {
  const list = useTasks({}, shown);
  const escalated = useDeskSummary().data?.escalated ?? 0;
  const { data, error, refetch } = list;
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取任务" />;
  return (
    <>
      {data.items.length === 0 ? (
        <p className="quiet">您手上没有要办的任务。</p>
      ) : (
        <ul className="my-tasks" aria-label="我的任务">
          {data.items.map((task) => (
            <li key={task.id}>
              <span className="my-tasks__words">
                <Link to="/console/tasks/$id" params={{ id: task.id }}>
                  {task.title}
                </Link>
                {task.enterpriseName && <small>{task.enterpriseName}</small>}
              </span>
              <DueText task={task} />
            </li>
          ))}
        </ul>
      )}
      <p className="home-more">
        <Link to="/console/tasks">
          {data.items.length === 0 ? '看任务、交办任务' : `我的全部任务（${data.count.value}）`}
        </Link>
        {escalated > 0 && (
          <>
            {' '}
            ·{' '}
            <Link to="/console/tasks" search={{ owner: 'all', escalated: 'true' }}>
              报告到我这里的逾期 {escalated} 项
            </Link>
          </>
        )}
      </p>
    </>
  );
}
