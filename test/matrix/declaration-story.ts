import { uuidv7 } from '@tidu/kernel';
import { leader } from '@tidu/test/signed-in';
import type { District, Headers, Made } from './district';
import { ownPageHeader, ownPageValue } from '@tidu/platform';

const visitor = { [ownPageHeader]: ownPageValue };

/** A batch that is open to everybody. */
async function batch(district: District): Promise<string> {
  const id = uuidv7();
  await district.sql(
    `insert into recognition_batch (id, name, title, level, procedure, year, "opensAt", "closesAt", "officerId", state,
       "createdBy", "createdByName", "changedByName")
     values ($1, '矩阵申报批次', 'ipAdvantage', 'province', 'districtRecommends', 2025, now() - interval '1 day',
       now() + interval '9 days', $2, 'prepared', $2, 'x', 'x')`,
    [id, leader.id],
  );
  await district.sql(
    `insert into recognition_batch_purpose select $1, 'application', "releaseId" from standard_in_use
     where "standardId" = 'miit-2022-63-innovative'`,
    [id],
  );
  // announced, its standards are fixed
  await district.sql(`update recognition_batch set state = 'announced' where id = $1`, [id]);
  return id;
}

/** A declaration of the enterprise that was submitted and given back, with one thing to put right. */
export async function declarationRecords(district: District, { enterprise = '' }: Made): Promise<Made> {
  const [declarationBatch, application, revision, step] = [await batch(district), uuidv7(), uuidv7(), uuidv7()];
  await district.sql(
    `insert into application (id, "batchId", purpose, "enterpriseId", state, "officerId", "createdBy", "createdByName", "changedByName")
     values ($1, $2, 'application', $3, 'returned', $4, $4, 'x', 'x')`,
    [application, declarationBatch, enterprise, leader.id],
  );
  const content = JSON.stringify({ facts: {}, origins: {}, answers: {}, evidence: [], commitment: 'x' });
  await district.sql(
    `insert into application_revision (id, "applicationId", "enterpriseId", number, "releaseId", purpose, "asOf", content, hash,
       outcome, "submittedBy", "submittedByName", "confirmedByName", "confirmedAt")
     select $1, $2, $3, 1, p."releaseId", 'application', '2026-01-01', $4, repeat('0', 64), 'unknown', $5, 'x', 'x', now()
     from recognition_batch_purpose p where p."batchId" = $6`,
    [revision, application, enterprise, content, leader.id, declarationBatch],
  );
  await district.sql(
    `update application set "revisionId" = $2, "receiptNumber" = $3, "submittedAt" = now(), "submittedBy" = $4 where id = $1`,
    [application, revision, application.toUpperCase(), uuidv7()],
  );
  await district.sql(
    `insert into application_step (id, "applicationId", "enterpriseId", action, "to", reason, "personId", "personName")
     values ($1, $2, $3, 'return', 'returned', 'x', $4, 'x')`,
    [step, application, enterprise, leader.id],
  );
  await district.sql(
    `insert into application_mark (id, "applicationId", "enterpriseId", "stepId", fact, remark) values ($1, $2, $3, $4, 'registeredInChina', 'x')`,
    [uuidv7(), application, enterprise, step],
  );
  // of an upload under way only whoever sends it knows
  return { declarationBatch, declaration: application, transfer: uuidv7() };
}

/** From what is open to the receipt, and what comes after it. */
export async function declarationStory(district: District, claim: Made, as: Headers): Promise<void> {
  const at = '/api/portal/enterprises/{enterpriseId}/applications';
  const one = `${at}/{id}`;
  const begin = async () => {
    // one of a title at a time
    await district.sql(
      `update application set state = 'closed' where "enterpriseId" = $1
         and "batchId" in (select id from recognition_batch where title = 'ipAdvantage')`,
      [claim.enterprise],
    );
    const made = await district.do(`POST ${at}`, { ...claim, declarationBatch: await batch(district) }, { as });
    return { ...claim, declaration: made.id ?? '' };
  };
  const records = await begin();
  const version = async (given: Made = records) => ({
    version: await district.versionOf('application', given.declaration),
  });
  const transfers = '/api/portal/enterprises/{enterpriseId}/evidence-transfers';
  const sent = { ...claim, transfer: (await district.do(`POST ${transfers}`, claim, { as })).id ?? '' };
  await district.do(`PUT ${transfers}/{id}/parts/{number}`, sent, { as });
  await district.do(`POST ${transfers}/{id}/file`, sent, { as });
  await district.do(`PUT ${one}/draft`, records, { version: '0', as });
  const { path = '' } = await district.do(`POST ${one}/confirmations`, records, { as });
  const token = path.split('#')[1] ?? '';
  await district.sql(`update enterprise set "legalRepresentative" = '张法人' where id = $1`, [claim.enterprise]);
  await district.do('POST /api/portal/confirmation-holders', { token }, { as: visitor });
  await district.do('POST /api/portal/confirmations', { token }, { as: visitor });
  await district.do(`POST ${one}/submissions`, records, { ...(await version()), as });
  await district.do(`GET ${one}/package`, records, { as });
  const become = (state: string) =>
    district.sql('update application set state = $2 where id = $1', [records.declaration, state]);
  await become('returned');
  await district.do(`POST ${one}/opening-requests`, records, { as });
  await become('rejected');
  await district.do(`POST ${one}/appeal`, records, { ...(await version()), as });
  const second = await begin();
  await district.do(`POST ${one}/withdrawal`, second, { ...(await version(second)), as });
}
