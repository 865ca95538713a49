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
import { type Day, uuidv7 } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';

export type StatedFacts = Record<string, string | number | boolean>;

/** An application as it stands once it was submitted, written by the tables alone. */
export interface SubmittedCase {
  batchId: string;
  enterpriseId: string;
  facts: StatedFacts;
  evidence?: object[];
  asOf: Day;
  dueOn: Day;
  workingDays: number;
  calendarVersion: number;
  /** Of whoever submitted. */
  submittedBy: string;
  submittedByName: string;
}

/** Writes it with its revision, evaluated by the batch's standard; for what is invented alone. Returns its id. */
export async function writeSubmittedCase(tx: Transaction, given: SubmittedCase): Promise<string> {
  const { batchId, enterpriseId, facts, asOf, submittedBy, submittedByName: who } = given;
  const [id, revisionId] = [uuidv7(), uuidv7()];
  const named = await tx.row<{ name: string; creditCode: string; regionCode: string }>(
    'select name, "creditCode", "regionCode" from enterprise where id = $1',
    [enterpriseId],
  );
  const batch = await tx.row<{ officerId: string; view: object }>(
    `select "officerId", jsonb_build_object('id', id, 'name', name, 'title', title, 'level', level, 'year', year) as view
     from recognition_batch where id = $1`,
    [batchId],
  );
  const content = contentOf(given, named, batch?.view);
  const { releaseId, outcome, min, max } = await judged(tx, batchId, facts, asOf);
  await tx.rows(
    `insert into application (id, "batchId", purpose, "enterpriseId", state, "officerId", "dueOn", "countedFrom", "workingDays",
       "calendarVersion", "createdBy", "createdByName", "changedByName")
     values ($1, $2, 'application', $3, 'submitted', $4, $5, $6, $7, $8, $9, $10, $10)`,
    [
      ...[id, batchId, enterpriseId, batch?.officerId, given.dueOn, asOf, given.workingDays, given.calendarVersion],
      ...[submittedBy, who],
    ],
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

function contentOf(
  { facts, evidence = [], asOf, submittedByName }: SubmittedCase,
  enterprise: object | null,
  batch: object | undefined,
) {
  return {
    ...{ facts, answers: {}, evidence, commitment: '以上内容真实、准确，如有虚假愿承担责任。', enterprise },
    origins: Object.fromEntries(
      Object.keys(facts).map((code) => [
        code,
        { source: 'enterprise', sourceLabel: '企业申报', asOf, by: submittedByName },
      ]),
    ),
    confirmedBy: { name: '法定代表人', role: '法定代表人', at: `${asOf}T10:00:00+08:00` },
    batch,
  };
}

async function judged(tx: Transaction, batchId: string, facts: StatedFacts, date: Day) {
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
