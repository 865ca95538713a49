import { Injectable } from '@nestjs/common';
import { isUuid, type WorkingCalendar } from '@tidu/kernel';
import {
  type ActingPerson,
  badCursor,
  countLimit,
  Database,
  decodeCursor,
  type Page,
  pageOf,
  type Transaction,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { procedureOf } from '../rules/procedures';
import { type Batch, batchColumns, batchTables, findBatch, type BatchState } from './batch';
import { type WindowDays, windowDays } from './window-days';

export interface BatchFilter {
  state?: BatchState;
  title?: string;
  year?: number;
  limit?: number;
  after?: string;
}

/** How many applications of a batch stand in a state, of those the person sees. */
export interface StateCount {
  state: string;
  label: string;
  holder: string;
  count: number;
}

/** A batch as people see it. */
export interface BatchView extends Batch {
  window: WindowDays;
  procedureName: string;
  /** In the order of the procedure; states in which nothing stands are left out. */
  counts: StateCount[];
}

/** Reads of batches: everybody of the staff sees them all, and of applications those of their scope. */
@Injectable()
export class BatchesQueries {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  /** Those that close last in front. */
  async list(person: ActingPerson, { state, title, year, limit = 20, after }: BatchFilter): Promise<Page<BatchView>> {
    const where = `($1::text is null or b.state = $1) and ($2::text is null or b.title = $2) and ($3::int is null or b.year = $3)`;
    const values = [state ?? null, title ?? null, year ?? null];
    const [day, id] = after === undefined ? [null, null] : placeOf(after);
    const calendar = await this.reference.workingCalendar();
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<Batch & { place: string }>(
        `select ${batchColumns}, (extract(epoch from b."closesAt") * 1000000)::bigint::text as place from ${batchTables}
         where ${where} and ($4::bigint is null or ((extract(epoch from b."closesAt") * 1000000)::bigint, b.id) < ($4::bigint, $5::uuid))
         order by b."closesAt" desc, b.id desc limit $6`,
        [...values, day, id, limit + 1],
      );
      const counted = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select from recognition_batch b where ${where} limit ${countLimit}) c`,
        values,
      );
      const views = await viewsOf(tx, rows, calendar);
      const page = pageOf(rows, {
        ...{ limit, counted: counted?.n ?? 0, place: ({ place, id: last }) => [place, last] },
        view: (row) => views.get(row.id),
      });
      return { ...page, items: page.items.flatMap((one) => one ?? []) };
    });
  }

  /** @throws DomainError `RECOGNITION.BATCH_NOT_FOUND`. */
  async one(person: ActingPerson, id: string): Promise<BatchView> {
    const calendar = await this.reference.workingCalendar();
    return this.database.read(person, async (tx) => {
      const batch = await findBatch(tx, id);
      return (await viewsOf(tx, [batch], calendar)).get(id) ?? Promise.reject(new Error(`batch ${id} has no view`));
    });
  }
}

async function viewsOf(
  tx: Transaction,
  batches: readonly Batch[],
  calendar: WorkingCalendar,
): Promise<Map<string, BatchView>> {
  const counted = await tx.rows<{ batchId: string; state: string; count: number }>(
    `select "batchId", state, count(*)::int as count from application where "batchId" = any($1) group by 1, 2`,
    [batches.map(({ id }) => id)],
  );
  return new Map(
    batches.map((batch) => {
      const { name: procedureName, states } = procedureOf(batch.procedure);
      const counts = [...states.values()].flatMap(({ code: state, label, holder }) => {
        const found = counted.find((one) => one.batchId === batch.id && one.state === state);
        return found ? [{ state, label, holder, count: found.count }] : [];
      });
      return [batch.id, { ...batch, window: windowDays(batch, calendar, new Date()), procedureName, counts }];
    }),
  );
}

function placeOf(after: string): [string, string] {
  const [at = '', id = ''] = decodeCursor(after, 2).map(String);
  if (!/^-?\d{1,18}$/.test(at) || !isUuid(id)) throw badCursor();
  return [at, id];
}
