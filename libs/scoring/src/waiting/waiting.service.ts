import { Injectable } from '@nestjs/common';
import { type ClauseExplanation, explain, MANUAL, outcomeName } from '@tidu/criteria';
import { standingRows } from '@tidu/enterprises';
import { DomainError, isUuid } from '@tidu/kernel';
import { type ActingPerson, countLimit, Database, decodeCursor, pageOf, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { pointsView } from '../cards/score-cards.service';
import type { WaitingDto, WaitingFactDto, WaitingListDto, WaitingQuery } from '../console/waiting.console.dto';
import { type FactSheet, readSheets } from '../facts/sheet-reader';
import { type PublishedStandard, StandardsService } from '../standards/standards.service';

interface Run {
  id: string;
  releaseId: string;
  standardId: string;
  standardName: string;
  year: number;
  asOf: string;
  purpose: 'application' | 'renewal';
}

interface Row {
  enterpriseId: string;
  enterpriseName: string;
  creditCode: string;
  outcome: number;
  pointsMin: number | null;
  pointsMax: number | null;
  sheetAsOf: string;
  sheetVersion: number;
}

interface Held {
  id: string;
  enterpriseId: string;
  fact: string;
  judgedByName: string;
  judgedAt: Date;
}

/** Cards that wait for a judgement (等待判断): in the newest run of a standard, which clauses, for which facts, and why. */
@Injectable()
export class WaitingService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly standards: StandardsService,
  ) {}

  /**
   * One page of a run's cards by enterprise. `decisive`: nothing but judgements is lacking; `all`: also those where a
   * clause waits while others lack facts or are not met.
   * @throws DomainError `SCORING.RUN_NOT_FOUND` when the run is none that was published.
   */
  async list(person: ActingPerson, query: WaitingQuery): Promise<WaitingListDto> {
    const { limit = 20, only = 'decisive' } = query;
    const place = query.after === undefined ? null : readPlace(query.after);
    const catalogue = await this.reference.facts();
    const found = await this.database.read(person, async (tx) => {
      const run = await findRun(tx, query);
      if (!run) return null;
      const { rows, count } = await cardsOf(tx, run, { only, q: query.q ?? null, place, limit });
      const keys = rows.slice(0, limit).map(({ enterpriseId, sheetAsOf, sheetVersion }) => ({
        ...{ enterpriseId, year: run.year, asOf: sheetAsOf, version: sheetVersion },
      }));
      const sheets = await readSheets(tx, catalogue, keys);
      return {
        run,
        rows,
        count,
        sheets,
        held: await judgementsOf(
          tx,
          run.year,
          keys.map(({ enterpriseId }) => enterpriseId),
        ),
      };
    });
    if (!found) return { items: [], next: null, count: { value: 0, exact: true } };
    const { run, rows, sheets, held } = found;
    const standard = await this.standards.release(run.releaseId);
    const page = pageOf(rows, {
      ...{ limit, counted: found.count, place: ({ enterpriseId }) => [enterpriseId] },
      view: (row) => {
        const sheet = sheets.find(({ enterpriseId }) => enterpriseId === row.enterpriseId);
        return sheet ? [view(row, run, { standard, sheet, held })] : [];
      },
    });
    return { ...page, items: page.items.flat() };
  }
}

/** The run asked for; without one that in which most waits, of the newest of every standard, year and purpose. */
async function findRun(tx: Transaction, { run }: WaitingQuery): Promise<Run | null> {
  const select = `select r.id, r."releaseId", r."standardId", s.name as "standardName", r.year::int as year,
    r."asOf"::text as "asOf", r.purpose from scoring_run r join standard_release s on s.id = r."releaseId" where r.state = 'published'`;
  if (run === undefined)
    return tx.row<Run>(
      `${select} and not exists (select from scoring_run n where n.state = 'published' and n."standardId" = r."standardId"
         and n.purpose = r.purpose and n.year = r.year and n."publishedAt" > r."publishedAt")
       order by coalesce((r.counts->>'manual')::int, 0) desc, r."publishedAt" desc, r."standardId" limit 1`,
    );
  const found = await tx.row<Run>(`${select} and r.id = $1`, [run]);
  if (found) return found;
  throw new DomainError('notFound', 'SCORING.RUN_NOT_FOUND', '没有这次评价，或它已被清除。请在列表里另选一次。');
}

async function cardsOf(
  tx: Transaction,
  run: Run,
  { only, q, place, limit }: { only: 'decisive' | 'all'; q: string | null; place: string | null; limit: number },
): Promise<{ rows: Row[]; count: number }> {
  const waits =
    only === 'decisive' ? `c.outcome = ${MANUAL}` : `position('\\x0${MANUAL}'::bytea in c."clauseOutcomes") > 0`;
  const where = `c."runId" = $1 and ${waits}
    and ($2::text is null or lower(e.name) like '%' || lower($2) || '%' or e."creditCode" like upper($2) || '%')`;
  const from = 'from score_card c join enterprise e on e.id = c."enterpriseId"';
  const values = [run.id, q?.replaceAll(/[\\%_]/g, '\\$&') ?? null];
  const rows = await tx.rows<Row>(
    `select c."enterpriseId", e.name as "enterpriseName", e."creditCode", c.outcome, c."pointsMin", c."pointsMax",
       c."sheetAsOf"::text as "sheetAsOf", c."sheetVersion" ${from}
     where ${where} and ($3::uuid is null or c."enterpriseId" > $3) order by c."enterpriseId" limit ${limit + 1}`,
    [...values, place],
  );
  const counted = await tx.row<{ n: number }>(
    `select count(*)::int as n from (select 1 ${from} where ${where} limit ${countLimit}) x`,
    values,
  );
  return { rows, count: counted?.n ?? 0 };
}

function judgementsOf(tx: Transaction, year: number, enterpriseIds: string[]): Promise<Held[]> {
  return tx.rows<Held>(
    `select id, "of" as "enterpriseId", fact, "judgedByName", "judgedAt"
     from ${standingRows('judgement', {
       where: 'r.year = $1 and r."revokedAt" is null',
       within: (column) => `${column} = any($2::uuid[])`,
     })} j order by own desc, "judgedAt" desc`,
    [year, enterpriseIds],
  );
}

function view(
  row: Row,
  run: Run,
  { standard, sheet, held }: { standard: PublishedStandard; sheet: FactSheet; held: readonly Held[] },
): WaitingDto {
  const { enterpriseId, enterpriseName, creditCode } = row;
  const explained = explain(standard.evaluator, sheet.facts, { purpose: run.purpose, date: run.asOf });
  const clauses = new Map(explained.clauses.map((clause) => [clause.id, clause]));
  const facts = explained.missing
    .filter(({ judged }) => judged)
    .map(({ code, label, clauses: waiting }): WaitingFactDto => {
      const judgement = held.find((one) => one.enterpriseId === enterpriseId && one.fact === code);
      return {
        ...{ fact: code, label, meaning: standard.evaluator.dictionary.get(code).meaning },
        clauses: waiting.flatMap((id) => clauseView(clauses.get(id))),
        judged: judgement
          ? { id: judgement.id, judgedByName: judgement.judgedByName, judgedAt: judgement.judgedAt.toISOString() }
          : null,
      };
    });
  const { id: runId, standardId, standardName, year, asOf, purpose } = run;
  return {
    ...{ runId, standardId, standardName, year, asOf, purpose },
    ...{ enterpriseId, enterpriseName, creditCode, outcome: outcomeName(row.outcome), points: pointsView(row), facts },
    others: explained.clauses.flatMap((clause) => undecided(clause, facts)),
    lacking: explained.missing.filter(({ judged }) => !judged).map(({ label }) => label),
  };
}

/** A clause that needs a person for another reason than a fact nobody judged: arithmetic that has no result, say. */
function undecided(clause: ClauseExplanation, facts: readonly WaitingFactDto[]): WaitingDto['others'] {
  const known = facts.some(({ clauses }) => clauses.some(({ id }) => id === clause.id));
  if (clause.outcome !== 'manual' || clause.children.length > 0 || known) return [];
  return clauseView(clause).map((view) => ({ ...view, reason: clause.reason }));
}

const clauseView = (clause: ClauseExplanation | undefined): WaitingFactDto['clauses'] =>
  clause === undefined ? [] : [{ id: clause.id, label: clause.label, text: clause.text, article: clause.article }];

function readPlace(after: string): string {
  const [id] = decodeCursor(after, 1);
  if (typeof id === 'string' && isUuid(id)) return id;
  throw new DomainError('invalid', 'PLATFORM.BAD_CURSOR', 'after：翻页位置无效，请从第一页重新开始。');
}
