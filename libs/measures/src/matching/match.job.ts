import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { MET } from '@tidu/criteria';
import { type Day, shanghaiDay, systemClock } from '@tidu/kernel';
import { type JobContext, type JobHandler, throwIfStopped, type Transaction, workInSets } from '@tidu/platform';
import { type FactCatalogue, ReferenceService } from '@tidu/reference';
import { FactSheetBuilder } from '@tidu/scoring';
import { CatalogueService } from '../catalogue/catalogue.service';
import { refused } from '../measures.errors';
import { Matcher } from './judge';
import { countSheets, firstId, sheetRows } from './sheet-rows';

export const matchTask = 'measures.match';

export interface MatchPayload {
  /** Day by which measures and facts are read; absent: today. */
  asOf?: Day;
}

/** What a matching found. */
export interface MatchResult {
  asOf: Day;
  enterprises: number;
  measures: number;
  /** Pairs of enterprise and measure that qualify. */
  eligible: number;
}

/** Outcomes of one measure, by code of the outcome less 1: met, manual, unknown, unmet, not applicable. */
export type OutcomeTally = [number, number, number, number, number];

const chunk = 10_000;

/**
 * All enterprises in business with all measures in force (政策匹配): the sheets of the newest year are brought up to date,
 * then judged part by part. Nothing is seen of it before all of it is there; begun again it finds the same.
 */
@Injectable()
export class MatchJob implements JobHandler<MatchPayload> {
  readonly task = matchTask;

  constructor(
    private readonly reference: ReferenceService,
    private readonly sheets: FactSheetBuilder,
    private readonly catalogue: CatalogueService,
    private readonly trail: AuditTrail,
  ) {}

  async run(context: JobContext<MatchPayload>): Promise<MatchResult> {
    const { database, person, jobId, signal, payload } = context;
    const asOf = payload.asOf ?? shanghaiDay(systemClock.now());
    context.progress({ stage: '整理事实表' });
    const { year } = (await database.read(person, (tx) =>
      tx.row<{ year: number | null }>(
        `select coalesce((select max(year) from figures where "supersededAt" is null),
           (select max(year) from fact_sheet where "supersededAt" is null))::int as year`,
      ),
    )) ?? { year: null };
    if (year === null) throw refused('NO_SHEETS', '登记簿里还没有任何企业的年度数据，无法匹配。请先导入数据。');
    await this.sheets.refreshAll(person, { year, asOf, jobId, onProgress: () => throwIfStopped(signal) });
    const known = await database.read(person, (tx) => this.catalogue.inForce(tx, asOf));
    if (known.length === 0) throw refused('NO_MEASURES', '没有施行中的扶持措施，无法匹配。请先在扶持措施里发布。');
    const part: Part = {
      matcher: new Matcher(known),
      catalogue: await this.reference.facts(),
      runId: jobId,
      after: firstId,
    };
    const tallies = known.map((): OutcomeTally => [0, 0, 0, 0, 0]);
    const total = await database.read(person, (tx) => countSheets(tx));
    context.progress({ stage: '逐家匹配', done: 0, total });
    // what a run that was broken off had written
    await database.write(person, (tx) => tx.rows('delete from measure_match where "runId" = $1', [jobId]));
    let enterprises = 0;
    for (let after: string | null = firstId; after !== null;) {
      throwIfStopped(signal);
      const from: string = after;
      const done = await database.write(person, async (tx) => {
        await tx.rows(`set local statement_timeout = 0`);
        return matchPart(tx, { ...part, after: from }, tallies);
      });
      enterprises += done.count;
      after = done.last;
      context.progress({ done: enterprises, counted: enterprises });
    }
    const result = {
      asOf,
      enterprises,
      measures: known.length,
      eligible: tallies.reduce((sum, [met]) => sum + met, 0),
    };
    return context.commit(async (tx) => {
      await workInSets(tx);
      await tx.rows('update measure_match_run set newest = false where newest');
      await tx.rows(
        `insert into measure_match_run (id, "asOf", "measureIds", enterprises, counts, newest, "personName")
         values ($1, $2, $3, $4, $5, true, $6)`,
        [jobId, asOf, known.map(({ row }) => row.id), enterprises, JSON.stringify(tallies), person.name],
      );
      await tx.rows('delete from measure_match where "runId" <> $1', [jobId]);
      await this.trail.record(tx, {
        ...{ action: 'measures.match', objectType: 'job_run', objectId: jobId, after: result },
      });
      return result;
    });
  }
}

interface Part {
  matcher: Matcher;
  catalogue: FactCatalogue;
  runId: string;
  after: string;
}

async function matchPart(
  tx: Transaction,
  { matcher, catalogue, runId, after }: Part,
  tallies: OutcomeTally[],
): Promise<{ count: number; last: string | null }> {
  const rows = await sheetRows(tx, catalogue, matcher.facts, { after, limit: chunk });
  const paid = await paidBefore(
    tx,
    rows.map(({ id }) => id),
  );
  const [outcomes, amounts]: [number[], (bigint | null)[]] = [[], []];
  const results = rows.map(({ id, regionCode, values }) => {
    matcher.judge({ regionCode, values, paid: paid.get(id) }, outcomes, amounts);
    outcomes.forEach((outcome, k) => {
      const tally = tallies[k];
      if (tally) tally[outcome - MET] = (tally[outcome - MET] ?? 0) + 1;
    });
    return [`{${outcomes.join(',')}}`, `{${amounts.map((one) => one ?? 'null').join(',')}}`];
  });
  await tx.rows(
    `insert into measure_match ("runId", "enterpriseId", year, "asOf", "sheetVersion", outcomes, amounts)
     select $1, g.id, g.year, g.day, g.version, g.outcomes::smallint[], g.amounts::bigint[]
     from unnest($2::uuid[], $3::int[], $4::date[], $5::int[], $6::text[], $7::text[]) g(id, year, day, version, outcomes, amounts)`,
    [
      ...[runId, rows.map(({ id }) => id), rows.map(({ year }) => year), rows.map(({ asOf }) => asOf)],
      ...[rows.map(({ version }) => version), results.map(([one]) => one), results.map(([, two]) => two)],
    ],
  );
  return { count: rows.length, last: rows.length < chunk ? null : (rows.at(-1)?.id ?? null) };
}

/** What these enterprises were paid, by enterprise and measure; by second records of them too. */
async function paidBefore(tx: Transaction, ids: readonly string[]): Promise<Map<string, Map<string, bigint>>> {
  const found = new Map<string, Map<string, bigint>>();
  const rows = await tx.rows<{ enterpriseId: string; measureCode: string; paid: string }>(
    `select coalesce(s."survivorId", c."enterpriseId") as "enterpriseId", c."measureCode", sum(c.amount)::text as paid
     from measure_case c left join enterprise_member s on s."memberId" = c."enterpriseId"
     where c.held = 'paid' and coalesce(s."survivorId", c."enterpriseId") = any($1::uuid[]) group by 1, 2`,
    [ids],
  );
  for (const { enterpriseId, measureCode, paid } of rows) {
    const own = found.get(enterpriseId) ?? new Map<string, bigint>();
    found.set(enterpriseId, own.set(measureCode, BigInt(paid)));
  }
  return found;
}
