import { displayFact, type FactDictionary, OUTCOME_LABELS, plainFact } from '@tidu/criteria';
import type { ReportRow } from '@tidu/desk';
import { shanghaiDay } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import type { Region } from '@tidu/reference';
import type { OutcomeText, StandardsService } from '@tidu/scoring';
import { type Purpose, purposeWords } from '../applications/application';
import { evaluateRevision } from '../applications/case-evaluation';
import { type Revision, revisionColumns } from '../applications/revision';
import type { Batch } from '../batches/batch';
import { placesOf } from '../ranking/place';
import { procedureOf } from '../rules/procedures';
import { factField } from './batch-fields';

/** A case as the report's list shows it. */
export interface ReportedCase {
  applicationId: string;
  enterpriseId: string;
  revisionId: string;
  /** Null: it is out of the running. */
  place: number | null;
  name: string;
  creditCode: string;
  regionCode: string;
  purpose: Purpose;
  state: string;
  receiptNumber: string | null;
  submittedAt: Date;
  review: string | null;
  outcome: OutcomeText;
  /** Ten-thousandths of a point. */
  minPoints: number | null;
  maxPoints: number | null;
}

/** The submitted cases of a batch in these states, by place; only those in sight. */
export async function reportedCases(tx: Transaction, batch: Batch, states: readonly string[]): Promise<ReportedCase[]> {
  const rows = await tx.rows<Omit<ReportedCase, 'place'>>(
    `select a.id as "applicationId", a."enterpriseId", a."revisionId", e.name, e."creditCode", e."regionCode", a.purpose, a.state,
       a."receiptNumber", r."submittedAt", r.outcome, r."minPoints"::float8 as "minPoints", r."maxPoints"::float8 as "maxPoints",
       (select s.reason from application_step s where s."applicationId" = a.id and s.action = 'pass' order by s.id desc limit 1) as review
     from application a join enterprise e on e.id = a."enterpriseId" join application_revision r on r.id = a."revisionId"
     where a."batchId" = $1 and a.state = any ($2)`,
    [batch.id, states],
  );
  const places = new Map(
    (await placesOf(tx, batch.id, procedureOf(batch.procedure))).map((one) => [one.applicationId, one.place]),
  );
  return rows
    .map((row) => ({ ...row, place: places.get(row.applicationId) ?? null }))
    .sort((a, b) => (a.place ?? Infinity) - (b.place ?? Infinity) || (a.applicationId < b.applicationId ? -1 : 1));
}

/** How many cases of the batch are in the running and out of the person's sight. */
export async function outOfSight(tx: Transaction, batch: Batch): Promise<number> {
  const places = await placesOf(tx, batch.id, procedureOf(batch.procedure));
  const seen = await tx.row<{ n: number }>('select count(*)::int as n from application where id = any ($1)', [
    places.map(({ applicationId }) => applicationId),
  ]);
  return places.length - (seen?.n ?? 0);
}

/** What rows of a batch say beyond the cases themselves. */
export interface RowContext {
  regions: { get(code: string): Region | undefined };
  dictionary: FactDictionary;
  standards: StandardsService;
  /** Whether a column takes a fact: facts of the last submission, with what the bureau judged, are read then. */
  facts: boolean;
}

/** The rows of a report, in the order of the cases. */
export async function reportRows(
  tx: Transaction,
  batch: Batch,
  cases: readonly ReportedCase[],
  context: RowContext,
): Promise<ReportRow[]> {
  const states = procedureOf(batch.procedure).states;
  const facts = context.facts
    ? await factsOf(tx, batch, cases, context)
    : new Map<string, [string, string | number][]>();
  return cases.map((one, i) => {
    const values: Record<string, string | number | null> = {
      ...{ position: i + 1, name: one.name, creditCode: one.creditCode, regionCode: one.regionCode },
      regionName: context.regions.get(one.regionCode)?.name ?? one.regionCode,
      ...{ purpose: purposeWords[one.purpose], place: one.place, state: states.get(one.state)?.label ?? one.state },
      ...{ receiptNumber: one.receiptNumber, submittedOn: shanghaiDay(one.submittedAt), review: one.review },
      ...{ outcome: OUTCOME_LABELS[one.outcome], minPoints: points(one.minPoints), maxPoints: points(one.maxPoints) },
    };
    const known = Object.entries(values).filter((entry): entry is [string, string | number] => entry[1] !== null);
    return new Map([...known, ...(facts.get(one.applicationId) ?? [])]);
  });
}

const points = (value: number | null) => (value === null ? null : String(value / 10_000));

async function factsOf(
  tx: Transaction,
  batch: Batch,
  cases: readonly ReportedCase[],
  { dictionary, standards }: RowContext,
): Promise<Map<string, [string, string | number][]>> {
  const revisions = await tx.rows<Revision>(`select ${revisionColumns} from application_revision where id = any ($1)`, [
    cases.map(({ revisionId }) => revisionId),
  ]);
  const byId = new Map(revisions.map((one) => [one.id, one]));
  const judged = await judgedOf(tx, batch.year, cases);
  const found = new Map<string, [string, string | number][]>();
  for (const { applicationId, enterpriseId, revisionId } of cases) {
    const revision = byId.get(revisionId);
    if (!revision) throw new Error(`application ${applicationId} has no revision ${revisionId}`);
    const standard = await standards.release(revision.releaseId);
    const { facts } = evaluateRevision(standard, dictionary, revision, judged.get(enterpriseId) ?? []);
    found.set(
      applicationId,
      [...facts].flatMap(([code, value]): [string, string | number][] => {
        const fact = dictionary.find(code);
        if (!fact || value === null) return [];
        const plain = plainFact(fact, value);
        const isNumber = typeof value === 'number' || typeof value === 'bigint';
        return [[factField(code), isNumber && typeof plain === 'string' ? plain : displayFact(fact, value)]];
      }),
    );
  }
  return found;
}

/** Standing judgements of the batch's year by enterprise, of all its records; its own before a second one's. */
async function judgedOf(
  tx: Transaction,
  year: number,
  cases: readonly ReportedCase[],
): Promise<Map<string, { fact: string; value: boolean }[]>> {
  const rows = await tx.rows<{ id: string; fact: string; value: string }>(
    `select distinct on (e.id, j.fact) e.id, j.fact, j.value from unnest($1::uuid[]) e (id)
     join judgement j on j."enterpriseId" in (select enterprise_family(e.id)) and j.year = $2 and j."revokedAt" is null
     order by e.id, j.fact, j."enterpriseId" = e.id desc, j."judgedAt" desc`,
    [cases.map(({ enterpriseId }) => enterpriseId), year],
  );
  const judged = new Map<string, { fact: string; value: boolean }[]>();
  for (const { id, fact, value } of rows)
    judged.set(id, [...(judged.get(id) ?? []), { fact, value: value === 'true' }]);
  return judged;
}
