import { Injectable } from '@nestjs/common';
import { type Day, isDay, isUuid, type WorkingCalendar } from '@tidu/kernel';
import {
  type ActingPerson,
  badCursor,
  countLimit,
  Database,
  decodeCursor,
  type Page,
  pageOf,
  todayOf,
  type Transaction,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { type DeskEnterprise, EnterpriseBook } from '../book/enterprise-book';
import type { PromiseSource } from '../ledger/ledger-rules';
import { deskKinds, pageOf as opened } from '../rules/desk-kinds';
import { lastOverdueBy, restOf } from './due';
import { findTask, stateWords, type StepAct, type Task, taskColumns, taskTables } from './task';
import { actsOf, type TaskAct } from './tasks.service';

export interface TaskFilter {
  kind?: string;
  /** Absent: open ones. */
  state?: 'open' | 'paused' | 'done' | 'cancelled' | 'all';
  /** Due on this day or before. */
  due?: Day;
  overdue?: boolean;
  /** Overdue long enough for the leader to be told. */
  escalated?: boolean;
  enterprise?: string;
  /** An account, `enterprise`: those held by enterprises, `all`, absent: one's own. */
  owner?: string;
  /** Whether somebody says that it is done, and nobody has checked. */
  reported?: boolean;
  /** Of promises: where they came from. */
  source?: PromiseSource;
  q?: string;
  limit?: number;
  after?: string;
}

/** A task as people see it. */
export interface TaskView extends Omit<Task, 'countedFrom' | 'workingDays' | 'createdBy'> {
  kindName: string;
  enterpriseName: string | null;
  stateWords: string;
  /** Working days left, negative so many as it is overdue; null where it is paused or ended. */
  left: number | null;
  overdue: boolean;
  escalated: boolean;
  /** Whether a day on the way was counted without a notice (暂定). */
  leftProvisional: boolean;
  opens: string | null;
  portalOpens: string | null;
  acts: TaskAct[];
}

/** What became of a task, step by step. */
export interface StepView {
  id: string;
  act: StepAct;
  at: string;
  personName: string;
  reason: string | null;
  ownerName: string;
  dueOn: Day;
}

/** How much there is to do for somebody. */
export interface TaskCounts {
  open: number;
  dueToday: number;
  overdue: number;
  escalated: number;
}

/** A task that waits to be checked. */
const isReported = `exists (select from desk_report r where r."taskId" = t.id and r.state = 'waiting')`;
/** A task whose clock runs. */
const runs = `t.state = 'open' and t."pausedOn" is null`;

/** Reads of tasks; row security says which, and that an enterprise's people see only their enterprise's own. */
@Injectable()
export class TasksQueries {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly book: EnterpriseBook,
  ) {}

  /** By due day, what is due first in front. */
  async list(person: ActingPerson, filter: TaskFilter): Promise<Page<TaskView>> {
    const { limit = 20, after } = filter;
    const calendar = await this.reference.workingCalendar();
    return this.database.read(person, async (tx) => {
      const today = await todayOf(tx);
      const [matching, values] = await this.conditions(tx, person, filter, today, calendar);
      const from = after === undefined ? [null, null] : placeOf(after);
      const [rows, counted] = await Promise.all([
        tx.rows<Task>(
          `select ${taskColumns} from ${taskTables} where ${matching}
             and ($7::date is null or (t."dueOn", t.id) > ($7::date, $8::uuid)) order by t."dueOn", t.id limit $9`,
          [...values, ...from, limit + 1],
        ),
        tx.row<{ n: number }>(
          `select count(*)::int as n from (select from ${taskTables} where ${matching} limit ${countLimit}) c`,
          values,
        ),
      ]);
      const known = await this.book.of(
        tx,
        rows.map(({ enterpriseId }) => enterpriseId),
      );
      return pageOf(rows, {
        ...{ limit, counted: counted?.n ?? 0, place: ({ dueOn, id }) => [dueOn, id] },
        view: (task) => viewOf(person, task, today, calendar, known),
      });
    });
  }

  /** One task and its steps, the oldest first. @throws DomainError `DESK.TASK_NOT_FOUND`. */
  async one(person: ActingPerson, id: string): Promise<{ task: TaskView; steps: StepView[] }> {
    const calendar = await this.reference.workingCalendar();
    return this.database.read(person, async (tx) => {
      const task = await findTask(tx, id);
      const [today, known, steps] = [
        await todayOf(tx),
        await this.book.of(tx, [task.enterpriseId]),
        await tx.rows<StepView>(
          `select id, act, at, "personName", reason, "ownerName", "dueOn"::text as "dueOn"
           from desk_step where "taskId" = $1 order by id limit 200`,
          [id],
        ),
      ];
      return { task: viewOf(person, task, today, calendar, known), steps };
    });
  }

  /** Of one's own open tasks; of others', those the leader is told of. */
  async counts(person: ActingPerson): Promise<TaskCounts> {
    const calendar = await this.reference.workingCalendar();
    return this.database.read(person, async (tx) => {
      const today = await todayOf(tx);
      const leads = person.permissions === 'all' || person.permissions.has('desk.lead');
      const [matching, values] = await this.conditions(tx, person, { escalated: true, owner: 'all' }, today, calendar);
      const [own, others] = await Promise.all([
        tx.row<Omit<TaskCounts, 'escalated'>>(
          `select count(*)::int as open, (count(*) filter (where ${runs} and t."dueOn" = $2))::int as "dueToday",
             (count(*) filter (where ${runs} and t."dueOn" < $2))::int as overdue
           from desk_task t where t.state = 'open' and t."ownerId" = $1`,
          [person.id, today],
        ),
        leads
          ? tx.row<{ n: number }>(
              `select count(*)::int as n from (select from ${taskTables} where ${matching} limit ${countLimit}) c`,
              values,
            )
          : null,
      ]);
      return { open: 0, dueToday: 0, overdue: 0, ...own, escalated: others?.n ?? 0 };
    });
  }

  /** The condition of a list and its six values: what is about an enterprise is about every record of it. */
  private async conditions(
    tx: Transaction,
    person: ActingPerson,
    filter: TaskFilter,
    today: Day,
    calendar: WorkingCalendar,
  ): Promise<[string, unknown[]]> {
    const of = filter.enterprise === undefined ? null : await this.book.records(tx, filter.enterprise);
    return conditions(person, filter, of, today, calendar);
  }
}

function conditions(
  person: ActingPerson,
  { kind, state = 'open', due, overdue, escalated, owner = 'mine', q, reported, source }: TaskFilter,
  of: readonly string[] | null,
  today: Day,
  calendar: WorkingCalendar,
): [string, unknown[]] {
  const parts = [
    '($1::text is null or t.kind = $1)',
    '($2::date is null or t."dueOn" <= $2)',
    '($3::uuid[] is null or t."enterpriseId" = any ($3))',
    '($4::uuid is null or t."ownerId" = $4)',
    `($5::text is null or t.title ilike $5)`,
    `$6::date is not null`,
    ...(state === 'all'
      ? []
      : [state === 'paused' ? `t.state = 'open' and t."pausedOn" is not null` : `t.state = '${state}'`]),
    ...(owner === 'enterprise' ? ['t."ownerId" is null'] : []),
    ...(overdue === undefined ? [] : [overdue ? `${runs} and t."dueOn" < $6` : `not (${runs} and t."dueOn" < $6)`]),
    ...(escalated === undefined ? [] : [`${escalated ? '' : 'not '}(${runs} and ${isEscalated(today, calendar)})`]),
  ];
  if (reported !== undefined) parts.push(`${reported ? '' : 'not '}${isReported}`);
  // one of a closed list, nobody's input
  if (source !== undefined)
    parts.push(`exists (select from desk_promise p where p."taskId" = t.id and p.source = '${source}')`);
  const account = owner === 'mine' ? person.id : isUuid(owner) ? owner : null;
  const text = q === undefined || q === '' ? null : `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  return [parts.join(' and '), [kind ?? null, due ?? null, of, account, text, today]];
}

/** SQL: whether a running task is overdue as long as its kind says. Kinds and days are ours, nobody's input. */
export function isEscalated(today: Day, calendar: WorkingCalendar): string {
  const kinds = [...deskKinds().tasks.values()].map(
    ({ code, escalateAfter }) => `when '${code}' then '${lastOverdueBy(calendar, today, escalateAfter)}'::date`,
  );
  return `t."dueOn" <= case t.kind ${kinds.join(' ')} end`;
}

/** The task with what follows from the day and from who looks. */
function viewOf(
  person: ActingPerson,
  { createdBy, countedFrom, workingDays, ...task }: Task,
  today: Day,
  calendar: WorkingCalendar,
  known: ReadonlyMap<string, DeskEnterprise>,
): TaskView {
  const kind = deskKinds().tasks.get(task.kind);
  const running = task.state === 'open' && task.pausedOn === null;
  const rest = restOf(calendar, today, task.dueOn);
  const at = (template: string | null | undefined) => opened(template ?? null, task.enterpriseId, task.objectId);
  return {
    ...task,
    ...{ kindName: kind?.name ?? task.kind, enterpriseName: known.get(task.enterpriseId ?? '')?.name ?? null },
    stateWords: task.pausedOn === null ? stateWords[task.state] : '已暂停',
    ...{ left: running ? rest.count : null, leftProvisional: running && (rest.provisional || task.dueProvisional) },
    ...{
      overdue: running && task.dueOn < today,
      escalated: running && -rest.count >= (kind?.escalateAfter ?? Infinity),
    },
    ...{ opens: at(kind?.opens), portalOpens: at(kind?.portalOpens) },
    acts: actsOf(person, { ...task, createdBy, countedFrom, workingDays }),
  };
}

function placeOf(after: string): [string, string] {
  const [day = '', id = ''] = decodeCursor(after, 2).map(String);
  if (!isDay(day) || !isUuid(id)) throw badCursor();
  return [day, id];
}
