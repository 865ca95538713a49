import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import type { FactDefinition, FactValue } from '@tidu/criteria';
import { DomainError, shanghaiDay, systemClock } from '@tidu/kernel';
import { type JobContext, type JobHandler, throwIfStopped, type Transaction, workInSets } from '@tidu/platform';
import { type FactCatalogue, ReferenceService } from '@tidu/reference';
import { factColumn, sqlType } from '../facts/fact-place';
import { FactSheetBuilder } from '../facts/fact-sheet-builder';
import { factValue } from '../facts/sheet-reader';
import { type Dimension, dimensions, segmentOf } from './segment-rules';

export const segmentTask = 'scoring.segment';

export interface SegmentPayload {
  /** Accounting year whose current fact sheets are judged. */
  year: number;
}

export interface SegmentResult {
  year: number;
  enterprises: number;
}

const chunk = 10_000;
const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Divides the enterprises by the rules of `segments.yaml` (企业分类): the fact sheets of a year are brought up to date and judged. Part
 * by part, so that it can be stopped and begun again; lists see a new year only when all of it is there.
 */
@Injectable()
export class SegmentJob implements JobHandler<SegmentPayload> {
  readonly task = segmentTask;

  constructor(
    private readonly reference: ReferenceService,
    private readonly sheets: FactSheetBuilder,
    private readonly trail: AuditTrail,
  ) {}

  async run(context: JobContext<SegmentPayload>): Promise<SegmentResult> {
    const { database, person, jobId, signal } = context;
    const { year } = context.payload;
    const catalogue = await this.reference.facts();
    const rules = dimensions(catalogue.dictionary);
    context.progress({ stage: '整理事实表' });
    const asOf = shanghaiDay(systemClock.now());
    await this.sheets.refreshAll(person, { year, asOf, jobId, onProgress: () => throwIfStopped(signal) });
    const total = await database.read(person, (tx) => countSheets(tx, year));
    if (total === 0) throw noSheets(year);
    context.progress({ stage: '按规则分类', done: 0, total });
    let done = 0;
    for (let after: string | null = firstId; after !== null;) {
      throwIfStopped(signal);
      const from: string = after;
      const part = await database.write(person, async (tx) => {
        await workInSets(tx);
        return divideChunk(tx, { year, jobId, rules, catalogue, after: from });
      });
      done += part.count;
      after = part.last;
      context.progress({ done, counted: done });
    }
    return context.commit(async (tx) => {
      await workInSets(tx);
      await tx.rows(`delete from enterprise_segment where year = $1 and "jobId" <> $2`, [year, jobId]);
      await tx.rows(
        `update enterprise_segment set newest = not newest
         where newest <> (year = (select max(year) from enterprise_segment))`,
      );
      await this.trail.record(tx, {
        ...{ action: 'scoring.segment', objectType: 'job_run', objectId: jobId },
        after: { year, enterprises: done, rules: Object.fromEntries(rules.map(({ id, hash }) => [id, hash])) },
      });
      return { year, enterprises: done };
    });
  }
}

interface Chunk {
  year: number;
  jobId: string;
  rules: Dimension[];
  catalogue: FactCatalogue;
  after: string;
}

async function divideChunk(
  tx: Transaction,
  { year, jobId, rules, catalogue, after }: Chunk,
): Promise<{ count: number; last: string | null }> {
  const facts = [...new Set(rules.flatMap(({ evaluator }) => evaluator.slots))].map((code) =>
    catalogue.dictionary.get(code),
  );
  const sheets = await tx.rows<Record<string, unknown> & { id: string; asOf: string; version: number }>(
    `select s."enterpriseId" as id, s."asOf"::text as "asOf", s.version${facts.map((fact) => `, ${columnOf(fact, catalogue)} as "f_${fact.code}"`).join('')}
     from fact_sheet s where s.year = $1 and s."supersededAt" is null and s."enterpriseId" > $2
     order by s."enterpriseId" limit ${chunk}`,
    [year, after],
  );
  const byCode = new Map(facts.map((fact) => [fact.code, fact]));
  const valueOf = (sheet: Record<string, unknown>, code: string): FactValue =>
    factValue(byCode.get(code) as FactDefinition, sheet[`f_${code}`]);
  const rows = sheets.flatMap((sheet) =>
    rules.map((rule) => ({
      ...{ enterpriseId: sheet.id, asOf: sheet.asOf, sheetVersion: sheet.version },
      ...{ dimension: rule.id, rulesHash: rule.hash },
      segment: segmentOf(
        rule,
        rule.evaluator.slots.map((code) => valueOf(sheet, code)),
      ),
    })),
  );
  await tx.rows(
    `insert into enterprise_segment ("enterpriseId", dimension, year, segment, "asOf", "sheetVersion", "rulesHash", "jobId")
     select "enterpriseId", dimension, $2, segment, "asOf", "sheetVersion", "rulesHash", $3
     from json_to_recordset($1) as given("enterpriseId" uuid, dimension text, segment text, "asOf" date, "sheetVersion" smallint, "rulesHash" text)
     on conflict ("enterpriseId", dimension, year) do update set segment = excluded.segment, "asOf" = excluded."asOf",
       "sheetVersion" = excluded."sheetVersion", "rulesHash" = excluded."rulesHash", "jobId" = excluded."jobId", "assignedAt" = now()`,
    [JSON.stringify(rows), year, jobId],
  );
  return { count: sheets.length, last: sheets.length < chunk ? null : (sheets.at(-1)?.id ?? null) };
}

const columnOf = (fact: FactDefinition, { district }: FactCatalogue) =>
  factColumn('s', fact, district.has(fact.code), sqlType(fact));

async function countSheets(tx: Transaction, year: number): Promise<number> {
  const sql = 'select count(*)::int as n from fact_sheet where year = $1 and "supersededAt" is null';
  return (await tx.row<{ n: number }>(sql, [year]))?.n ?? 0;
}

const noSheets = (year: number) =>
  new DomainError('invalid', 'SCORING.NO_SHEETS', `${year} 年度没有任何企业的数据，无法分类。请先导入该年度的数据。`);
