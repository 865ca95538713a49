import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DueText } from '../../shared/desk/DueText';
import { formatInstant } from '../../shared/format/times';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { TaskBeside } from './TaskBeside';
import { TaskActs } from './TaskActs';
import { type TaskDetail, useTask } from './tasks.queries';
import './tasks.css';

const route = getRouteApi('/console/tasks/$id');

const stepWords: Readonly<Record<TaskDetail['steps'][number]['act'], string>> = {
  create: '交办',
  handOver: '改派',
  pause: '暂停',
  resume: '恢复',
  redate: '重新计算时限',
  report: '报告落实',
  return: '核对为没有落实',
  settle: '办结',
  cancel: '取消',
};

/** One task: what, until when, who; what can be done; what became of it so far. */
export function TaskPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useTask(id);
  if (error)
    return (
      <>
        <PageHead title="任务" />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!data) return <Loading what="正在读取任务" />;
  const { task, steps } = data;
  return (
    <>
      <PageHead
        title={task.title}
        lead={
          <>
            <Link to="/console/tasks">任务</Link> · {task.kindName} · <DueText task={task} />
          </>
        }
      />
      <div className="desk">
        <Facts task={task} />
        <TaskActs key={task.version} task={task} />
        <TaskBeside key={`beside ${task.version}`} task={task} />
        <section className="panel" aria-labelledby="steps">
          <h2 id="steps">经过</h2>
          <ol className="desk-steps">
            {steps.map(({ id: step, act, at, personName, reason, ownerName, dueOn }) => (
              <li key={step}>
                <strong>{stepWords[act]}</strong> {formatInstant(at)}，{personName}
                {reason !== null && `：${reason}`}
                <div className="quiet">
                  承办 {ownerName}，时限 {dueOn}
                </div>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </>
  );
}

function Facts({ task }: { task: TaskDetail['task'] }) {
  const { note, enterpriseId, enterpriseName, ownerName, pausedOn, restWorkingDays, opens, evidence } = task;
  const rest = restWorkingDays ?? 0;
  const rows: [string, ReactNode][] = [
    ['承办', ownerName],
    [
      '企业',
      enterpriseId === null ? (
        '不关于哪家企业'
      ) : (
        <Link to="/console/enterprises/$id" params={{ id: enterpriseId }}>
          {enterpriseName}
        </Link>
      ),
    ],
    ...(note === null
      ? []
      : ([
          [
            '说明',
            <span key="note" className="desk-note">
              {note}
            </span>,
          ],
        ] as [string, ReactNode][])),
    ...(pausedOn === null
      ? []
      : ([['暂停', `${pausedOn} 起，恢复时${rest < 0 ? `仍逾期 ${-rest}` : `还有 ${rest}`} 个工作日`]] as [
          string,
          ReactNode,
        ][])),
    ['交办', `${formatInstant(task.createdAt)}，${task.createdByName}`],
    ...(task.endedAt === null
      ? []
      : ([
          [task.stateWords, `${formatInstant(task.endedAt)}，${task.endedByName ?? ''}：${task.endedReason ?? ''}`],
        ] as [string, ReactNode][])),
    ...(evidence === null ? [] : ([['佐证', evidence]] as [string, ReactNode][])),
  ];
  return (
    <section className="panel stacked" aria-labelledby="task-facts">
      <h2 id="task-facts">要办的事</h2>
      <dl className="desk-facts">
        {rows.map(([label, value]) => (
          <div key={label} className="desk-facts__row">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {opens !== null && (
        <p>
          <Link to={opens as '/console'}>去办理</Link>
        </p>
      )}
    </section>
  );
}
