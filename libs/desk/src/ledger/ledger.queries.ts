import { Injectable } from '@nestjs/common';
import type { Day } from '@tidu/kernel';
import { type ActingPerson, Database, type Page } from '@tidu/platform';
import { findTask } from '../tasks/task';
import { type TaskFilter, TasksQueries, type TaskView } from '../tasks/tasks.queries';
import { ledgerRules, type PromiseSource } from './ledger-rules';
import { filesOf, originOf, type PromiseOrigin, type Report, reportsOf, type TaskFile } from './reports';

/** deployed 部署: under way; checking 检查: said to be done; settled 落实: found done. */
export const ledgerStates = ['deployed', 'checking', 'settled', 'overdue', 'escalated', 'all'] as const;
export type LedgerState = (typeof ledgerStates)[number];

export interface LedgerFilter {
  state?: LedgerState;
  source?: PromiseSource;
  enterprise?: string;
  q?: string;
  limit?: number;
  after?: string;
}

/** A promise as it stands in the ledger. */
export interface PromiseView extends TaskView {
  source: PromiseSource;
  sourceName: string;
  sourceNote: string;
  madeOn: Day;
  /** Whether somebody says that it is done, and nobody has checked. */
  reported: boolean;
}

/** What hangs on a task beside it: files, reports, where it came from. */
export interface TaskBeside {
  files: TaskFile[];
  reports: Report[];
  origin: PromiseOrigin | null;
}

const asTasks: Readonly<Record<LedgerState, TaskFilter>> = {
  deployed: { state: 'open', reported: false },
  checking: { state: 'open', reported: true },
  settled: { state: 'done' },
  overdue: { state: 'open', overdue: true },
  escalated: { state: 'open', escalated: true },
  all: { state: 'all' },
};

/** The ledger is the tasks that are promises: the same rows, rights and days. */
@Injectable()
export class LedgerQueries {
  constructor(
    private readonly database: Database,
    private readonly tasks: TasksQueries,
  ) {}

  async list(person: ActingPerson, { state = 'all', ...filter }: LedgerFilter): Promise<Page<PromiseView>> {
    const page = await this.tasks.list(person, { ...filter, ...asTasks[state], kind: 'desk.promise', owner: 'all' });
    const ids = page.items.map(({ id }) => id);
    const rows = await this.database.read(person, (tx) =>
      tx.rows<PromiseOrigin & { taskId: string; reported: boolean }>(
        `select p."taskId", p.source, p."sourceNote", p."madeOn"::text as "madeOn",
           exists (select from desk_report r where r."taskId" = p."taskId" and r.state = 'waiting') as reported
         from desk_promise p where p."taskId" = any ($1)`,
        [ids],
      ),
    );
    const known = new Map(rows.map((row) => [row.taskId, row]));
    return { ...page, items: page.items.flatMap((task) => promiseOf(task, known.get(task.id))) };
  }

  /** How many stand where; each number is that of its list. */
  async counts(person: ActingPerson): Promise<Record<LedgerState, number>> {
    const found = await Promise.all(
      ledgerStates.map(async (state) => [state, (await this.list(person, { state, limit: 1 })).count.value] as const),
    );
    return Object.fromEntries(found) as Record<LedgerState, number>;
  }

  /** @throws DomainError `DESK.TASK_NOT_FOUND`. */
  beside(person: ActingPerson, taskId: string): Promise<TaskBeside> {
    return this.database.read(person, async (tx) => {
      await findTask(tx, taskId);
      const [files, reports, origin] = [
        await filesOf(tx, taskId),
        await reportsOf(tx, taskId),
        await originOf(tx, taskId),
      ];
      return { files, reports, origin };
    });
  }
}

function promiseOf(task: TaskView, row: (PromiseOrigin & { reported: boolean }) | undefined): PromiseView[] {
  if (!row) return [];
  const source = row.source as PromiseSource;
  const { sourceNote, madeOn, reported } = row;
  return [{ ...task, source, sourceName: ledgerRules().sources[source], sourceNote, madeOn, reported }];
}
