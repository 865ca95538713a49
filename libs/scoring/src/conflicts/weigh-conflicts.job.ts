import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { choiceOf, spreadOf, type Voice } from '@tidu/figures';
import { systemClock, today } from '@tidu/kernel';
import { type JobContext, type JobHandler, throwIfStopped, type Transaction, workInSets } from '@tidu/platform';
import { type FactCatalogue, ReferenceService } from '@tidu/reference';
import { FactSheetBuilder } from '../facts/fact-sheet-builder';
import { type FactSheet, factValue, sheetOf, type SheetRow } from '../facts/sheet-reader';
import { StandardsService } from '../standards/standards.service';
import { findConflicts, type FoundConflict } from './find-conflicts';
import { type Alternative, ConflictWeigher, type Weighed } from './weigh';

export const weighConflictsTask = 'scoring.weighConflicts';

export interface WeighConflictsPayload {
  /** Accounting year (会计年度) of the sheets. */
  year: number;
}

export interface WeighConflictsResult {
  year: number;
  asOf: string;
  /** Conflicts found, and how many of them decide an outcome, points, nothing. */
  found: number;
  outcomes: number;
  points: number;
  without: number;
  /** Conflicts whose effect was not worked out, because the bound was reached. */
  unweighed: number;
  evaluations: number;
}

/** Enterprises a transaction. */
const chunkSize = 5_000;
/** Evaluations a job does at most: a few minutes' work. What is beyond is said to be not worked out. */
const mostEvaluations = 3_000_000;
const firstId = '00000000-0000-0000-0000-000000000000';
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

interface Work {
  catalogue: FactCatalogue;
  weigher: ConflictWeigher;
  result: WeighConflictsResult;
}

/** Finds where sources disagree about the sheets of a year and what each choice would decide (来源冲突的影响). */
@Injectable()
export class WeighConflictsJob implements JobHandler<WeighConflictsPayload> {
  readonly task = weighConflictsTask;

  constructor(
    private readonly reference: ReferenceService,
    private readonly standards: StandardsService,
    private readonly sheets: FactSheetBuilder,
    private readonly trail: AuditTrail,
  ) {}

  async run(context: JobContext<WeighConflictsPayload>): Promise<WeighConflictsResult> {
    const { payload, database, person, jobId, signal } = context;
    const { year } = payload;
    const asOf = today(systemClock);
    context.progress({ stage: '汇总事实表', done: 0, total: null });
    await this.sheets.refreshAll(person, { year, asOf, jobId, onProgress: () => throwIfStopped(signal) });
    const counts = { found: 0, outcomes: 0, points: 0, without: 0, unweighed: 0, evaluations: 0 };
    const work: Work = {
      catalogue: await this.reference.facts(),
      weigher: new ConflictWeigher(await this.standards.active()),
      result: { year, asOf, ...counts },
    };
    context.progress({ stage: '比较来源', done: 0 });
    for (let from: string | null = firstId; from !== null;) {
      throwIfStopped(signal);
      from = await database.write(person, (tx) => weighPart(tx, work, from ?? firstId, jobId));
      context.progress({ done: work.result.found, counted: work.result.found, warned: work.result.outcomes });
    }
    return context.commit(async (tx) => {
      const after = { ...work.result };
      await this.trail.record(tx, { action: 'scoring.weighConflicts', objectType: 'job_run', objectId: jobId, after });
      return work.result;
    });
  }
}

/** Replaces what is kept for the next part of the register; returns its last id, null at the end. */
async function weighPart(tx: Transaction, work: Work, from: string, jobId: string): Promise<string | null> {
  await workInSets(tx);
  const end = await tx.row<{ id: string }>(
    `select id from enterprise where id > $1 order by id offset ${chunkSize - 1} limit 1`,
    [from],
  );
  const to = end?.id ?? lastId;
  const { year } = work.result;
  const conflicts = await findConflicts(tx, work.catalogue, { sheetYear: year, from, to });
  const sheets = await currentSheets(tx, work.catalogue, year, conflicts);
  const rows = conflicts.flatMap((conflict) => {
    const sheet = sheets.get(conflict.enterpriseId);
    return sheet ? [weighed(work, conflict, sheet, jobId)] : [];
  });
  await tx.rows('delete from figure_conflict where "sheetYear" = $1 and "enterpriseId" > $2 and "enterpriseId" <= $3', [
    ...[year, from, to],
  ]);
  await tx.rows(
    `insert into figure_conflict ("enterpriseId", "sheetYear", fact, year, "baseFact", said, records, believed, effect, effects, spread, "jobId")
     select "enterpriseId", "sheetYear", fact, year, "baseFact", said, records, believed, effect, effects, spread, "jobId"
     from json_populate_recordset(null::figure_conflict, $1)`,
    [JSON.stringify(rows)],
  );
  return end?.id ?? null;
}

/** The current sheets of the enterprises in these conflicts. */
async function currentSheets(
  tx: Transaction,
  catalogue: FactCatalogue,
  year: number,
  conflicts: readonly FoundConflict[],
): Promise<Map<string, FactSheet>> {
  const ids = [...new Set(conflicts.map(({ enterpriseId }) => enterpriseId))];
  const rows = await tx.rows<SheetRow>(
    `select s.*, s."asOf"::text as "asOf", encode(s.hash, 'hex') as hash from fact_sheet s
     where s.year = $1 and s."supersededAt" is null and s."enterpriseId" = any($2::uuid[])`,
    [year, ids],
  );
  return new Map(rows.map((row) => [row.enterpriseId, sheetOf(row, catalogue)]));
}

function weighed({ weigher, result }: Work, conflict: FoundConflict, sheet: FactSheet, jobId: string) {
  const { enterpriseId, fact, baseFact, year, said, records } = conflict;
  const alternatives = alternativesOf(conflict, sheet);
  const within = result.evaluations + weigher.cost(fact.code, alternatives.length) <= mostEvaluations;
  const found: Weighed | null = within ? weigher.weigh(sheet.facts, fact.code, alternatives) : null;
  count(result, found);
  return {
    ...{ enterpriseId, sheetYear: result.year, fact: fact.code, year, baseFact, said, records, jobId },
    ...{ believed: believedVoice(conflict, sheet), spread: spreadOf(fact, said) },
    ...{ effect: found?.effect ?? null, effects: found?.effects ?? [] },
  };
}

/** The values of a conflict as the evaluator takes them, by who says them. */
function valuesOf({ fact, said }: FoundConflict): Alternative[] {
  return Object.entries(said).map(([voice, text]): Alternative => {
    const stored: unknown = fact.type === 'boolean' ? text === 'true' : text;
    return { source: voice as Voice, value: factValue(fact, stored) };
  });
}

/** Who is believed in the sheet: its source, in the record that says what stands there. */
function believedVoice(conflict: FoundConflict, sheet: FactSheet): string {
  const { code } = conflict.fact;
  const source = sheet.origin(code)?.source.code ?? '';
  const value = sheet.facts.get(code) ?? null;
  const same = valuesOf(conflict).filter((one) => choiceOf(one.source).source === source && one.value === value);
  return same[0]?.source ?? source;
}

/** What the sources that are not believed say, where it is another value. */
function alternativesOf(conflict: FoundConflict, sheet: FactSheet): Alternative[] {
  const believed = sheet.facts.get(conflict.fact.code) ?? null;
  return valuesOf(conflict).filter(({ value }) => value !== believed);
}

function count(result: WeighConflictsResult, found: Weighed | null): void {
  result.found++;
  result.evaluations += found?.evaluations ?? 0;
  if (found === null) result.unweighed++;
  else if (found.effect === 2) result.outcomes++;
  else if (found.effect === 1) result.points++;
  else result.without++;
}
