import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError, systemClock, today } from '@tidu/kernel';
import { type JobContext, type JobHandler, throwIfStopped, type Transaction, workInSets } from '@tidu/platform';
import { type FactCatalogue, ReferenceService } from '@tidu/reference';
import { FactSheetBuilder } from '@tidu/scoring';
import { installedTolerances } from '../band/tolerances';
import { type DefinitionBody, factsOf } from '../definitions/body';
import { publishedDefinition, type StoredDefinition } from '../definitions/definitions.store';
import { factsUsed, type SealedColumn, sealedColumns } from '../evaluate/cells';
import type { FactsUsed } from '../evaluate/measure';
import { Ranker } from '../evaluate/ranker';
import { requireFrozen } from '../snapshots/snapshots.store';
import { SourceReader } from './source-reader';
import type { SourceRow } from './source-row';
import { SnapshotWriter, type Written } from './snapshot-writer';
import { type RunUsed, scopeSql, sourceSql } from './source-sql';

export const runRankingTask = 'rankings.run';

export interface RunRankingPayload {
  definitionId: string;
  /** The frozen snapshot it corrects, and why. */
  replacesId?: string;
  reason?: string;
}

export interface RunRankingResult {
  snapshotId: string;
  total: number;
  excluded: number;
  tied: number;
}

interface Plan {
  definition: StoredDefinition;
  catalogue: FactCatalogue;
  runs: RunUsed[];
  replaced: { id: string; seriesId: string; version: number } | null;
}

/**
 * Ranks by a definition (年度排名) and keeps the result as a preview, until somebody else freezes it. Everything is read
 * from one state of the data (repeatable read), three times over. Rows count once the snapshot that names them is there:
 * half a ranking never is. Memory grows by some two hundred bytes a row.
 */
@Injectable()
export class RunRankingJob implements JobHandler<RunRankingPayload> {
  readonly task = runRankingTask;

  constructor(
    private readonly reference: ReferenceService,
    private readonly sheets: FactSheetBuilder,
    private readonly trail: AuditTrail,
  ) {}

  async run(context: JobContext<RunRankingPayload>): Promise<RunRankingResult> {
    const plan = await this.plan(context);
    await this.refresh(context, plan.definition.body);
    return context.database.snapshot(context.person, async (tx) => {
      await workInSets(tx);
      const { body } = plan.definition;
      const { demo, total } = await countScope(tx, body);
      const facts = factsUsed(body, plan.catalogue.dictionary);
      const ranker = new Ranker(body, facts, total, installedTolerances());
      const source = await SourceReader.open(tx, sourceSql(tx, body, { ...plan, demo }));
      const read = (stage: string) => readSource(context, source, { stage, total });
      if (ranker.needsExtremes) for await (const { inputs } of read('读取指标')) ranker.first(inputs);
      for await (const { inputs } of read('计分排序')) ranker.second(inputs);
      const columns = sealedColumns(body, facts, { bands: true });
      const writer = await this.write(context, plan, { ranker, total, columns, rows: read('写入快照') });
      return context
        .commit((out) => this.keep(out, context, { ...plan, demo, writer, ranker, facts }))
        .catch(async (error: unknown) => {
          await this.discard(context).catch(() => undefined); // the next try does it first
          throw error;
        });
    });
  }

  /**
   * Writes the rows before the snapshot that names them: until then nobody reads them, and the job can still be stopped.
   * The snapshot's id is the job's, so that a second try finds what the first one left.
   */
  private async write(
    context: JobContext<RunRankingPayload>,
    { definition }: Plan,
    { rows, ...options }: { ranker: Ranker; total: number; columns: SealedColumn[]; rows: AsyncIterable<SourceRow> },
  ): Promise<Written> {
    await this.discard(context);
    return context.database.write(context.person, async (out) => {
      await workInSets(out);
      const waived = await waivedEnterprises(out, definition.id);
      const writer = new SnapshotWriter(out, { id: context.jobId, ...options });
      for await (const row of rows) await writer.add(row, waived.has(row.enterpriseId));
      return writer.end();
    });
  }

  private discard({ database, person, jobId }: JobContext<RunRankingPayload>): Promise<unknown> {
    return database.write(person, async (tx) => {
      await workInSets(tx);
      return tx.rows('select discard_ranking_rows($1)', [jobId]);
    });
  }

  private async plan({ database, person, payload }: JobContext<RunRankingPayload>): Promise<Plan> {
    requireWholeScope(person);
    const catalogue = await this.reference.facts();
    return database.read(person, async (tx) => {
      const definition = await publishedDefinition(tx, payload.definitionId);
      const { body } = definition;
      if (body.asOf > today(systemClock)) throw tooEarly(body.asOf);
      const replaced = payload.replacesId === undefined ? null : await requireFrozen(tx, payload.replacesId);
      if (replaced && replaced.code !== definition.code) throw otherRanking();
      return { definition, catalogue, replaced, runs: await runsFor(tx, body) };
    });
  }

  /** The sheets of the day of assessment are brought up to date first: what is measured is what is known. */
  private async refresh({ person, jobId, signal, progress }: JobContext<RunRankingPayload>, body: DefinitionBody) {
    const { year, asOf, indicators } = body;
    if (factsOf(body).length === 0) return;
    const looksBack = indicators.some(({ measure, gap }) => measure.kind === 'growth' || gap === 'lastYear');
    for (const one of looksBack ? [year - 1, year] : [year]) {
      progress({ stage: `整理 ${one} 年度事实表` });
      await this.sheets.refreshAll(person, { year: one, asOf, jobId, onProgress: () => throwIfStopped(signal) });
    }
  }

  private async keep(
    tx: Transaction,
    { jobId, payload, progress }: JobContext<RunRankingPayload>,
    { definition, runs, replaced, demo, writer, ranker, facts }: Plan & Made,
  ): Promise<RunRankingResult> {
    const { total, excluded, counts, flagged, rowsRoot, blocks, columns, id } = writer;
    const { tied } = ranker.places();
    const bands = ranker.bandsMade();
    const cohort = { extremes: ranker.cohort(), placed: ranker.places().placed, runs, facts, ...(bands && { bands }) };
    await tx.rows(
      `insert into ranking_snapshot (id, "definitionId", "seriesId", version, "replacesId", reason, demo, total, excluded,
         flagged, places, tied, counts, cohort, columns, "rowsRoot", blocks, "readAt", "jobId", "createdByName")
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, now(), $18, $19)`,
      [
        ...[id, definition.id, replaced?.seriesId ?? id, (replaced?.version ?? 0) + 1, replaced?.id ?? null],
        ...[replaced ? (payload.reason ?? '') : null, demo, total, excluded, flagged, definition.body.places, tied],
        ...[counts, cohort, JSON.stringify(columns), rowsRoot, blocks, jobId, tx.person.name],
      ],
    );
    progress({ done: total, counted: total });
    await this.trail.record(tx, {
      ...{ action: 'rankings.run', objectType: 'ranking_snapshot', objectId: id },
      after: { definitionId: definition.id, hash: definition.hash, total, excluded, tied, rowsRoot },
      ...(replaced && { before: { snapshotId: replaced.id }, reason: payload.reason }),
    });
    return { snapshotId: id, total, excluded, tied };
  }
}

interface Made {
  demo: boolean;
  writer: Written;
  ranker: Ranker;
  facts: FactsUsed;
}

/** The newest published run of each standard whose score is taken. @throws DomainError `RANKINGS.NO_RUN`. */
async function runsFor(tx: Transaction, body: DefinitionBody): Promise<RunUsed[]> {
  const runs: RunUsed[] = [];
  for (const { id, label, measure } of body.indicators) {
    if (measure.kind !== 'score') continue;
    const found = await tx.row<Omit<RunUsed, 'indicator'>>(
      `select id as "runId", "standardId", "releaseHash" from scoring_run
       where "standardId" = $1 and year = $2 and purpose = $3 and state = 'published' order by "asOf" <= $4::date desc,
         "publishedAt" desc limit 1`,
      [measure.standard, body.year, measure.purpose, body.asOf],
    );
    if (!found)
      throw new DomainError(
        'conflict',
        'RANKINGS.NO_RUN',
        `指标“${label}”要用标准 ${measure.standard} 的得分，${body.year} 年度还没有按它做过预评估。请先做预评估，再排名。`,
      );
    runs.push({ indicator: id, ...found });
  }
  return runs;
}

/** Registered enterprises in the scope; where there are none, the invented ones (演示企业). */
export async function countScope(tx: Transaction, body: DefinitionBody): Promise<{ demo: boolean; total: number }> {
  for (const demo of [false, true]) {
    const row = await tx.row<{ count: number }>(
      `select count(*)::int as count from enterprise e where ${scopeSql(tx, body, demo)}`,
    );
    if (row && row.count > 0) return { demo, total: row.count };
  }
  throw new DomainError('conflict', 'RANKINGS.EMPTY', '按这个定义的范围没有企业可排，请核对范围后另存新版本。');
}

async function waivedEnterprises(tx: Transaction, definitionId: string): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string }>(
    'select distinct "enterpriseId" as id from ranking_waiver where "definitionId" = $1',
    [definitionId],
  );
  return new Set(rows.map(({ id }) => id));
}

async function* readSource(
  { signal, progress }: Pick<JobContext<object>, 'signal' | 'progress'>,
  source: SourceReader,
  { stage, total }: { stage: string; total: number },
): AsyncGenerator<SourceRow> {
  progress({ stage, done: 0, total });
  let done = 0;
  for await (const rows of source.read()) {
    throwIfStopped(signal);
    yield* rows;
    done += rows.length;
    progress({ done });
  }
  if (done !== total) throw new Error(`read ${done} rows of ${total} within one snapshot`);
}

function requireWholeScope({ scope }: { scope: { everything: boolean } }): void {
  if (scope.everything) return;
  throw new DomainError(
    'forbidden',
    'RANKINGS.WHOLE_SCOPE',
    '年度排名要看到定义范围内的全部企业，您的范围不是全部。请由范围为全部的人生成。',
  );
}

const tooEarly = (day: string) =>
  new DomainError(
    'conflict',
    'RANKINGS.TOO_EARLY',
    `评价日 ${day} 还没有到，不能排名。请到那一天再生成，或另存评价日更早的版本。`,
  );
export const otherRanking = () =>
  new DomainError('invalid', 'RANKINGS.OTHER_RANKING', '更正只能用同一个排名的定义，请选择同一代码的版本。');
