import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { WriteFiguresService } from '@tidu/figures';
import { type JobContext, type JobHandler, throwIfStopped, type Transaction, workInSets } from '@tidu/platform';
import { areaText } from '../area';
import { findAreaList } from './area-list';
import { changesSql } from './area-lists.queries';
import { requireReady } from './ready';

export const writeAreasTask = 'rankings.writeAreas';

export interface WriteAreasPayload {
  listId: string;
  /** Why, though something stands in the way; null: nothing does. */
  reason: string | null;
}

export interface WriteAreasResult {
  listId: string;
  enterprises: number;
  /** Enterprises whom an earlier list of the year gave an area and this one doesn't: it was taken away. */
  removed: number;
  /** 亩, decimal text. */
  area: string;
}

interface Change {
  enterpriseId: string;
  before: string | null;
  after: string | null;
}

/**
 * Writes the areas of a list as figures of source zone, all or none, by the way every declaration takes. What an earlier
 * list of the year gave and this one doesn't is taken away. The sum of the figures is the sum of the shares.
 */
@Injectable()
export class WriteAreasJob implements JobHandler<WriteAreasPayload> {
  readonly task = writeAreasTask;

  constructor(
    private readonly figures: WriteFiguresService,
    private readonly trail: AuditTrail,
  ) {}

  run(context: JobContext<WriteAreasPayload>): Promise<WriteAreasResult> {
    const { payload, jobId } = context;
    return context.commit(async (tx) => {
      await workInSets(tx);
      await tx.rows(`select pg_advisory_xact_lock(hashtextextended('area_writing', 0))`);
      const reason = await requireReady(tx, payload.listId, payload.reason);
      const { id, year, title } = await findAreaList(tx, payload.listId);
      const changes = await tx.rows<Change>(
        `select "enterpriseId", before::text as before, after::text as after from (${changesSql}) x order by 1`,
        [id, year],
      );
      const document = `${title}（${id.slice(-12)}）`.slice(0, 200);
      await tx.rows('set local enable_nestloop = on'); // a thousand enterprises are looked up one by one
      await this.declare(tx, context, changes, { year, document, reason });
      const given = changes.filter(({ after }) => after !== null);
      const sum = given.reduce((all, { after }) => all + BigInt(after ?? 0), 0n);
      await requireSum(tx, year, given, sum);
      await tx.rows(
        `insert into area_writing ("listId", reason, enterprises, area, "jobId", "writtenByName") values ($1, $2, $3, $4, $5, $6)`,
        [id, reason, given.length, String(sum), jobId, tx.person.name],
      );
      await tx.rows(
        `insert into area_written ("listId", "enterpriseId", area) select $1, w.id, w.area
         from jsonb_to_recordset($2::jsonb) as w (id uuid, area bigint)`,
        [id, JSON.stringify(given.map(({ enterpriseId, after }) => ({ id: enterpriseId, area: after })))],
      );
      const result = {
        listId: id,
        enterprises: given.length,
        removed: changes.length - given.length,
        area: areaText(sum),
      };
      await this.trail.record(tx, {
        ...{ action: 'parcels.writeAreas', objectType: 'area_list', objectId: id, after: { year, ...result } },
        ...(reason !== null && { reason }),
      });
      return result;
    });
  }

  private async declare(
    tx: Transaction,
    { signal, progress }: JobContext<WriteAreasPayload>,
    changes: readonly Change[],
    { year, document, reason }: { year: number; document: string; reason: string | null },
  ): Promise<void> {
    const written = {
      ...{ year, source: 'zone' as const, document, reason: reason ?? '按公示无异议的用地面积写入' },
      values: ({ after }: Change) => [{ code: 'landArea', value: after === null ? null : areaText(after) }],
    };
    await this.figures.declareAll(tx, changes, written, (done) => {
      throwIfStopped(signal);
      progress({ stage: '写入用地面积', done, total: changes.length, counted: done });
    });
  }
}

/** What was written is what the shares say, whatever became of single enterprises on the way. */
async function requireSum(tx: Transaction, year: number, given: readonly Change[], sum: bigint): Promise<void> {
  const row = await tx.row<{ sum: string }>(
    `select coalesce(sum("landArea"), 0)::bigint::text as sum from figures where year = $1 and source = 'zone'
       and "supersededAt" is null and "enterpriseId" = any ($2::uuid[])`,
    [year, given.map(({ enterpriseId }) => enterpriseId)],
  );
  if (BigInt(row?.sum ?? 0) !== sum) throw new Error(`areas written add up to ${row?.sum ?? 0}, shares to ${sum}`);
}
