import { type Day, uuidv7 } from '@tidu/kernel';
import { staleVersion, type Transaction } from '@tidu/platform';
import { taskEnded, taskNotFound } from '../desk.errors';

export const taskStates = ['open', 'done', 'cancelled'] as const;
export type TaskState = (typeof taskStates)[number];
export const stateWords: Readonly<Record<TaskState, string>> = { open: '在办', done: '已办结', cancelled: '已取消' };

export const stepActs = [
  'create',
  'handOver',
  'pause',
  'resume',
  'redate',
  'report',
  'return',
  'settle',
  'cancel',
] as const;
export type StepAct = (typeof stepActs)[number];

/** What a task is about: a row of another room. */
export interface About {
  /** Its table. */
  objectType: string;
  objectId: string;
}

/** A task as it is kept. */
export interface Task extends About {
  id: string;
  kind: string;
  title: string;
  note: string | null;
  enterpriseId: string | null;
  /** Null: the enterprise itself. */
  ownerId: string | null;
  ownerName: string;
  /** Who neither sees nor holds it. */
  keptFrom: string | null;
  dueOn: Day;
  dueProvisional: boolean;
  countedFrom: Day | null;
  workingDays: number | null;
  pausedOn: Day | null;
  restWorkingDays: number | null;
  state: TaskState;
  endedAt: string | null;
  endedByName: string | null;
  endedReason: string | null;
  evidence: string | null;
  version: number;
  createdAt: string;
  createdBy: string;
  createdByName: string;
  changedAt: string;
  changedByName: string;
}

/** Columns of a task `t` with its owner `p`, from `taskTables`. */
export const taskColumns = `t.id, t.kind, t.title, t.note, t."objectType", t."objectId", t."enterpriseId", t."ownerId",
  coalesce(p."displayName", '企业') as "ownerName", t."keptFrom", t."dueOn"::text as "dueOn", t."dueProvisional",
  t."countedFrom"::text as "countedFrom", t."workingDays", t."pausedOn"::text as "pausedOn", t."restWorkingDays",
  t.state, t."endedAt", t."endedByName", t."endedReason", t.evidence, t.version, t."createdAt", t."createdBy",
  t."createdByName", t."changedAt", t."changedByName"`;
export const taskTables = `desk_task t left join person p on p.id = t."ownerId"`;

/** The task. @throws DomainError `DESK.TASK_NOT_FOUND`. */
export async function findTask(tx: Transaction, id: string): Promise<Task> {
  const found = await tx.row<Task>(`select ${taskColumns} from ${taskTables} where t.id = $1`, [id]);
  if (!found) throw taskNotFound();
  return found;
}

/**
 * The open task, locked until the transaction ends.
 * @throws DomainError `DESK.TASK_NOT_FOUND`, `DESK.TASK_ENDED`, `PLATFORM.STALE` where another version stands.
 */
export async function lockTask(tx: Transaction, id: string, version?: number): Promise<Task> {
  await tx.rows('select from desk_task where id = $1 for update', [id]);
  const task = await findTask(tx, id);
  const { changedByName: who, changedAt: at } = task;
  if (version !== undefined && version !== task.version) throw staleVersion('任务', { version: task.version, who, at });
  if (task.state !== 'open') throw taskEnded(stateWords[task.state]);
  return task;
}

/** Columns that an act may set. */
type Settable =
  | 'ownerId'
  | 'dueOn'
  | 'dueProvisional'
  | 'countedFrom'
  | 'workingDays'
  | 'pausedOn'
  | 'restWorkingDays'
  | 'state'
  | 'endedReason'
  | 'evidence';

/** Changes the locked task and notes the step. */
export async function changeTask(
  tx: Transaction,
  task: Task,
  act: StepAct,
  set: Partial<Pick<Task, Settable>> & { calendarVersion?: number | null },
  reason: string | null,
): Promise<Task> {
  const names = Object.keys(set);
  const ended = set.state === undefined ? '' : `, "endedAt" = now(), "endedBy" = $3, "endedByName" = $2`;
  const assigned = names.map((name, i) => `, "${name}" = $${i + 4}`).join('');
  await tx.rows(
    `update desk_task set version = version + 1, "changedAt" = now(), "changedByName" = $2 ${ended} ${assigned}
     where id = $1 and $3::uuid is not null`,
    [task.id, tx.person.name, tx.person.id, ...Object.values(set)],
  );
  const changed = await findTask(tx, task.id);
  await noteStep(tx, changed, act, reason);
  return changed;
}

/** One step more in what became of the task. */
export async function noteStep(tx: Transaction, task: Task, act: StepAct, reason: string | null): Promise<void> {
  await tx.rows(
    `insert into desk_step (id, "taskId", "enterpriseId", act, "personId", "personName", reason, "ownerName", "dueOn")
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[uuidv7(), task.id, task.enterpriseId, act, tx.person.id, tx.person.name],
      ...[reason, task.ownerName, task.dueOn],
    ],
  );
}
