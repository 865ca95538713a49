import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { MET as met, type OutcomeCode } from '@tidu/criteria';
import { type Day, shanghaiDay, systemClock } from '@tidu/kernel';
import { type JobContext, type JobHandler, throwIfStopped, type Transaction, workInSets } from '@tidu/platform';
import { type FactCatalogue, ReferenceService } from '@tidu/reference';
import { FactSheetBuilder } from '@tidu/scoring';
import { CatalogueService } from '../catalogue/catalogue.service';
import { refused } from '../measures.errors';
import { Matcher } from './judge';
import { countSheets, firstId, type SheetRow, sheetRows } from './sheet-rows';

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

/** Enterprises read at a time; the next are on their way meanwhile, so that twice as many are in memory. */
const chunk = 3_000;
// of an imported name every reading is a call, and this is read millions of times
const MET = met;

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
    const matcher = new Matcher(known);
    const catalogue = await this.reference.facts();
    const tallies = known.map((): OutcomeTally => [0, 0, 0, 0, 0]);
    const total = await database.read(person, (tx) => countSheets(tx));
    context.progress({ stage: '逐家匹配', done: 0, total });
    // what a run that was broken off had written
    await database.write(person, (tx) => tx.rows('delete from measure_match where "runId" = $1', [jobId]));
    let enterprises = 0;
    let writing = Promise.resolve();
    for (let after: string | null = firstId; after !== null;) {
      throwIfStopped(signal);
      const from: string = after;
      // the next ones are read while those before are written
      const [read] = await Promise.all([
        database.read(person, (tx) => readPart(tx, catalogue, matcher.facts, from)),
        writing,
      ]);
      const found = matchPart(matcher, read, tallies);
      writing = database.write(person, (tx) => writeMatches(tx, jobId, found));
      // told where it is waited for
      writing.catch(() => undefined);
      enterprises += read.rows.length;
      after = read.rows.length < chunk ? null : (read.rows.at(-1)?.id ?? null);
      context.progress({ done: enterprises, counted: enterprises });
    }
    await writing;
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
  rows: SheetRow[];
  paid: Map<string, Map<string, bigint>>;
}

async function readPart(
  tx: Transaction,
  catalogue: FactCatalogue,
  facts: readonly string[],
  after: string,
): Promise<Part> {
  const rows = await sheetRows(tx, catalogue, facts, { after, limit: chunk });
  return {
    rows,
    paid: await paidBefore(
      tx,
      rows.map(({ id }) => id),
    ),
  };
}

/** Who qualifies for anything, a row each: measures and amounts side by side. */
interface Match extends Pick<SheetRow, 'id' | 'year' | 'asOf' | 'version'> {
  met: string;
  amounts: string;
}

function matchPart(matcher: Matcher, { rows, paid }: Part, tallies: readonly OutcomeTally[]): Match[] {
  const [outcomes, amounts]: [OutcomeCode[], (bigint | null)[]] = [[], []];
  const found: Match[] = [];
  for (const { id, regionCode, values, year, asOf, version } of rows) {
    matcher.judge({ regionCode, values, paid: paid.get(id) }, outcomes, amounts);
    let [met, own] = ['', ''];
    for (let k = 0; k < outcomes.length; k++) {
      const outcome = outcomes[k] as OutcomeCode;
      (tallies[k] as OutcomeTally)[outcome - 1]!++;
      if (outcome !== MET) continue;
      const separator = met === '' ? '' : ',';
      met += `${separator}${k + 1}`;
      own += `${separator}${amounts[k] ?? 'null'}`;
    }
    if (met !== '') found.push({ id, year, asOf, version, met: `{${met}}`, amounts: `{${own}}` });
  }
  return found;
}

async function writeMatches(tx: Transaction, runId: string, found: readonly Match[]): Promise<void> {
  await tx.rows(`set local statement_timeout = 0`);
  await tx.rows(
    `insert into measure_match ("runId", "enterpriseId", year, "asOf", "sheetVersion", met, amounts)
     select $1, g.id, g.year, g.day, g.version, g.met::smallint[], g.amounts::bigint[]
     from unnest($2::uuid[], $3::int[], $4::date[], $5::int[], $6::text[], $7::text[]) g(id, year, day, version, met, amounts)`,
    [
      ...[runId, found.map(({ id }) => id), found.map(({ year }) => year), found.map(({ asOf }) => asOf)],
      ...[found.map(({ version }) => version), found.map(({ met }) => met), found.map(({ amounts: own }) => own)],
    ],
  );
}

/** What these enterprises were paid, by enterprise and measure; by second records of them too. */
async function paidBefore(tx: Transaction, ids: readonly string[]): Promise<Map<string, Map<string, bigint>>> {
  const found = new Map<string, Map<string, bigint>>();
  const rows = await tx.rows<{ enterpriseId: string; measureCode: string; paid: string }>(
    `with member as materialized (select "memberId", "survivorId" from enterprise_member)
     select f.holder as "enterpriseId", c."measureCode", sum(c.amount)::text as paid
     from (select a.id as holder, a.id as member from unnest($1::uuid[]) a(id)
         where not exists (select from member s where s."memberId" = a.id)
       union all select s."survivorId", s."memberId" from member s where s."survivorId" = any($1::uuid[])) f
     join measure_case c on c."enterpriseId" = f.member and c.held = 'paid' group by 1, 2`,
    [ids],
  );
  for (const { enterpriseId, measureCode, paid } of rows) {
    const own = found.get(enterpriseId) ?? new Map<string, bigint>();
    found.set(enterpriseId, own.set(measureCode, BigInt(paid)));
  }
  return found;
}
