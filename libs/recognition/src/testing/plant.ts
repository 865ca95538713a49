import {
  canonicalJson,
  compileStandard,
  createRelease,
  evaluate,
  FactDictionary,
  readFacts,
  sha256Hex,
  type StandardDocument,
} from '@tidu/criteria';
import { uuidv7 } from '@tidu/kernel';
import { type Database, systemActor, type Transaction } from '@tidu/platform';

type Facts = Record<string, string | number | boolean>;

/** What a standard for innovative SMEs asks (工信部企业〔2022〕63号), met. */
export const goodFacts: Facts = {
  ...{ registeredInChina: true, enterpriseSize: 'small', abnormalOperation: false, seriousDishonesty: false },
  ...{ prohibitedProduct: false, majorIncident3y: false, strategicEmerging: true, ipClass1SelfDeveloped: 1 },
  ...{ rdExpense: '5000000', revenue: '80000000', mainRevenue: '70000000', mainRevenueY1: '60000000' },
  ...{ totalAssets: '90000000', totalLiabilities: '30000000' },
};

/** An application as it stands once it was submitted, by the tables alone: for who looks at what staff do with it. */
export interface Planted {
  batchId: string;
  enterpriseId: string;
  facts?: Facts;
  evidence?: object[];
  /** Working days past since it came; default 0. */
  dueOn?: string;
  /** Of whoever submitted. */
  submittedBy?: string;
}

/** Plants one application that was submitted; returns its id. */
export function plantApplication(database: Database, planted: Planted): Promise<string> {
  return database.write(systemActor, (tx) => plantIn(tx, planted));
}

export async function plantIn(
  tx: Transaction,
  { batchId, enterpriseId, facts = goodFacts, evidence = [], ...more }: Planted,
) {
  const { submittedBy = uuidv7(), dueOn } = more;
  const [id, revisionId, asOf, who] = [uuidv7(), uuidv7(), '2026-11-28', '企业财务'];
  const named = await tx.row<{ name: string; creditCode: string; regionCode: string }>(
    'select name, "creditCode", "regionCode" from enterprise where id = $1',
    [enterpriseId],
  );
  const batch = await tx.row<{
    id: string;
    name: string;
    title: string;
    level: string;
    year: number;
    officerId: string;
  }>('select id, name, title, level, year, "officerId" from recognition_batch where id = $1', [batchId]);
  const content = {
    ...{ facts, answers: {}, evidence, commitment: '以上内容真实、准确，如有虚假愿承担责任。', enterprise: named },
    origins: Object.fromEntries(
      Object.keys(facts).map((code) => [code, { source: 'enterprise', sourceLabel: '企业申报', asOf, by: who }]),
    ),
    confirmedBy: { name: '法定代表人', role: '法定代表人', at: '2026-11-28T10:00:00+08:00' },
    batch: batch && { id: batch.id, name: batch.name, title: batch.title, level: batch.level, year: batch.year },
  };
  const { releaseId, outcome, min, max } = await judged(tx, batchId, facts, asOf);
  await tx.rows(
    `insert into application (id, "batchId", purpose, "enterpriseId", state, "officerId", "dueOn", "countedFrom", "workingDays",
       "calendarVersion", "createdBy", "createdByName", "changedByName")
     values ($1, $2, 'application', $3, 'submitted', $4, $5, '2026-11-28', 10, 1, $6, $7, $7)`,
    [id, batchId, enterpriseId, batch?.officerId, dueOn ?? '2026-12-11', submittedBy, who],
  );
  await tx.rows(
    `insert into application_revision (id, "applicationId", "enterpriseId", number, "releaseId", purpose, "asOf", content, hash,
       outcome, "minPoints", "maxPoints", "submittedBy", "submittedByName", "confirmedByName", "confirmedAt")
     values ($1, $2, $3, 1, $4, 'application', $5, $6, $7, $8, $9, $10, $11, $12, '法定代表人', now())`,
    [
      ...[revisionId, id, enterpriseId, releaseId, asOf, JSON.stringify(content), sha256Hex(canonicalJson(content))],
      ...[outcome, min, max, submittedBy, who],
    ],
  );
  await tx.rows(
    `update application set "revisionId" = $2, "receiptNumber" = $3, "submittedAt" = now(), "submittedBy" = $4 where id = $1`,
    [id, revisionId, `R${id.replaceAll('-', '').slice(-12).toUpperCase()}`, submittedBy],
  );
  await tx.rows(
    `insert into application_step (id, "applicationId", "enterpriseId", action, "from", "to", "revisionId", "personId", "personName", principal)
     values ($1, $2, $3, 'submit', 'draft', 'submitted', $4, $5, $6, $7)`,
    [uuidv7(), id, enterpriseId, revisionId, submittedBy, who, named?.name],
  );
  return id;
}

async function judged(tx: Transaction, batchId: string, facts: Facts, date: string) {
  const release = await tx.row<{ id: string; content: StandardDocument }>(
    `select r.id, r.content from recognition_batch_purpose p join standard_release r on r.id = p."releaseId"
     where p."batchId" = $1 and p.purpose = 'application'`,
    [batchId],
  );
  if (!release) throw new Error(`batch ${batchId} has no standard`);
  const rows = await tx.rows<{ entry: Record<string, string> }>('select entry from fact order by position');
  const dictionary = FactDictionary.fromRows(rows.map(({ entry }) => entry));
  const evaluator = compileStandard(createRelease(release.content), dictionary);
  const { outcome, points } = evaluate(evaluator, readFacts(JSON.stringify(facts), dictionary), { date });
  const stored = (n: number | undefined) => (n === undefined ? null : Math.round(n * 10_000));
  return { releaseId: release.id, outcome, min: stored(points?.min), max: stored(points?.max) };
}
