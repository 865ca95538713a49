import { Injectable } from '@nestjs/common';
import { restOf } from '@tidu/desk';
import { countWorkingDays, type Day, isUuid, type WorkingCalendar } from '@tidu/kernel';
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
import type { OutcomeText } from '@tidu/scoring';
import { type Related, type RelationFound, relationsOf } from '../relations/relations';
import type { Holder } from '../rules/procedure';
import { procedureOf } from '../rules/procedures';
import { type Purpose } from './application';
import { type Queued, queuedColumns, queuedTables, type Sort, sorts } from './queue-sql';
import { mayWaitSql, placesHeld, placesWaiting, type Waits, waitsFor } from './waits';

/** What the queue is narrowed by. */
export interface QueueFilter {
  batch?: string;
  state?: string;
  holder?: Holder;
  purpose?: Purpose;
  /** An account, `mine`, or `none`: nobody has it. */
  officer?: string;
  outcome?: OutcomeText;
  overdue?: boolean;
  /** GB/T 2260, a prefix. */
  region?: string;
  /** Letters of the enterprise's name, its code, or a receipt number. */
  q?: string;
  /** What waits for the person as this. */
  waits?: Waits;
  enterprise?: string;
  sort?: Sort;
  limit?: number;
  after?: string;
}

/** A row of the queue as people see it. */
export interface QueueRow extends Omit<Queued, 'at' | 'sinceDay' | 'title' | 'level'> {
  stateLabel: string;
  holder: Holder;
  /** Working days it has stood there. */
  age: number;
  /** Working days left, negative so many as it is overdue; null: no rule says. */
  left: number | null;
  overdue: boolean;
  /** Rules about related firms that are met (关联企业冲突), in their own words; none once it is settled. */
  marks: string[];
}

/** Cases in the order of work; row security says which. */
@Injectable()
export class QueueQueries {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  async list(person: ActingPerson, filter: QueueFilter): Promise<Page<QueueRow>> {
    const { limit = 20, after, sort = 'due' } = filter;
    const calendar = await this.reference.workingCalendar();
    const { key, order } = sorts[sort];
    return this.database.read(person, async (tx) => {
      const today = await todayOf(tx);
      const [where, values] = conditions(person, filter, today);
      const place = after === undefined ? [null, null] : placeOf(after);
      const [n, behind] = [values.length, order === 'asc' ? '>' : '<'];
      const rows = await tx.rows<Queued>(
        `select ${queuedColumns}, ${key} as at from ${queuedTables} where ${where}
           and ($${n + 1}::text is null or (${key}, a.id) ${behind} ($${n + 1}, $${n + 2}::uuid))
         order by ${key} ${order}, a.id ${order} limit $${n + 3}`,
        [...values, ...place, limit + 1],
      );
      const counted = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select from ${queuedTables} where ${where} limit ${countLimit}) c`,
        values,
      );
      const related = await marksOf(tx, rows);
      return pageOf(rows, {
        ...{ limit, counted: counted?.n ?? 0, place: ({ at, id }) => [at, id] },
        view: (row) => queueRow(row, related.get(row.id)?.found ?? [], today, calendar),
      });
    });
  }

  /** How many cases wait for the person, as each of what they may act as; null: they may not. */
  async waiting(person: ActingPerson): Promise<Record<Waits, number | null>> {
    return this.database.read(person, async (tx) => {
      const counts: Record<Waits, number | null> = { reviewer: null, approver: null, recorder: null };
      const today = await todayOf(tx);
      for (const waits of waitsFor) {
        if (!mayActAs(person, waits)) continue;
        const [where, values] = conditions(person, { waits }, today);
        const row = await tx.row<{ n: number }>(
          `select count(*)::int as n from (select from ${queuedTables} where ${where} limit ${countLimit}) c`,
          values,
        );
        counts[waits] = row?.n ?? 0;
      }
      return counts;
    });
  }
}

/** By which permission staff act as what. */
export const actingBy = { reviewer: 'recognition.review', approver: 'recognition.decide', recorder: 'recognition.manage' } as const; // prettier-ignore

export function mayActAs({ permissions }: ActingPerson, as: Waits): boolean {
  return permissions === 'all' || permissions.has(actingBy[as]);
}

/** What is found of those that are not settled. */
function marksOf(tx: Transaction, rows: readonly Queued[]): Promise<Map<string, Related>> {
  const open = rows.filter(({ procedure, state }) => procedureOf(procedure).states.get(state)?.holder !== 'nobody');
  return relationsOf(
    tx,
    open.map(({ id: key, enterpriseId, title, level }) => ({ key, enterpriseId, title, level })),
  );
}

function queueRow(
  { at: _at, title: _title, level: _level, sinceDay, ...row }: Queued,
  found: readonly RelationFound[],
  today: Day,
  calendar: WorkingCalendar,
): QueueRow {
  const state = procedureOf(row.procedure).states.get(row.state);
  return {
    ...row,
    ...{ stateLabel: state?.label ?? row.state, holder: state?.holder ?? 'bureau' },
    age: countWorkingDays(calendar, sinceDay, today).count,
    left: row.dueOn === null ? null : restOf(calendar, today, row.dueOn).count,
    overdue: row.dueOn !== null && row.dueOn < today,
    marks: found.map(({ rule }) => rule.words),
  };
}

/** The condition of the queue and its values. */
function conditions(person: ActingPerson, filter: QueueFilter, today: Day): [string, unknown[]] {
  const { batch, state, holder, purpose, officer, outcome, overdue, region, q, waits, enterprise } = filter;
  const [parts, values]: [string[], unknown[]] = [['true'], []];
  const add = (part: (n: string) => string, value: unknown) => {
    if (value === undefined) return;
    values.push(value);
    parts.push(part(`$${values.length}`));
  };
  add((n) => `a."batchId" = ${n}`, batch);
  add((n) => `a.state = ${n}`, state);
  add((n) => `a.purpose = ${n}`, purpose);
  add((n) => `a."enterpriseId" = ${n}`, enterprise);
  add((n) => `a."officerId" = ${n}`, officer === 'mine' ? person.id : officer === 'none' ? undefined : officer);
  if (officer === 'none') parts.push('a."officerId" is null');
  add((n) => `r.outcome = ${n}`, outcome);
  add((n) => `a."dueOn" < ${n}`, overdue === true ? today : undefined);
  add((n) => `(a."dueOn" is null or a."dueOn" >= ${n})`, overdue === false ? today : undefined);
  add((n) => `e."regionCode" like ${n} || '%'`, region?.replace(/(00)+$/, ''));
  add((n) => `(e.name ilike ${n} or e."creditCode" ilike ${n} or a."receiptNumber" ilike ${n})`, q && like(q));
  add((n) => `b.procedure || '.' || a.state = any(${n})`, holder && placesHeld(holder));
  add((n) => `b.procedure || '.' || a.state = any(${n})`, waits && placesWaiting(waits));
  if (waits) parts.push(mayWaitSql(waits));
  return [parts.join(' and '), values];
}

const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

function placeOf(after: string): [string, string] {
  const [at = '', id = ''] = decodeCursor(after, 2).map(String);
  if (!/^[\d :.-]{1,40}$/.test(at) || !isUuid(id)) throw badCursor();
  return [at, id];
}
