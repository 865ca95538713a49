import { uuidv7 } from '@tidu/kernel';
import { leader } from '@tidu/test/signed-in';
import { plantApplication } from '../../libs/recognition/src/testing/plant';
import type { District, Headers, Made } from './district';

const at = '/api/console/recognition';

/** A list sent to a department, a draw that is to be made anew, a visit and a field asked for, of one enterprise. */
export async function besideRecords(district: District, { batch = '', application = '', enterprise = '' }: Made) {
  const [consultation, consultationItem, draw] = [uuidv7(), uuidv7(), uuidv7()];
  const [redraw, opening, visit] = [uuidv7(), uuidv7(), uuidv7()];
  const sent = JSON.stringify([{ id: leader.id, name: leader.displayName }]);
  await district.sql(
    `insert into recognition_consultation (id, "batchId", department, "departmentName", asks, "sentOn", "sentBy", "sentByName",
       "workingDays", "dueOn", "dueProvisional", "calendarVersion")
     values ($1, $2, 'statistics', '统计局', '矩阵', '2026-11-20', $1, 'x', 5, '2099-01-01', false, 1)`,
    [consultation, batch],
  );
  await district.sql(
    `insert into recognition_consultation_item (id, "consultationId", "applicationId", "enterpriseId", position, name, "creditCode")
     select $1, $2, $3, e.id, 1, e.name, e."creditCode" from enterprise e where e.id = $4`,
    [consultationItem, consultation, application, enterprise],
  );
  await district.sql(
    `insert into recognition_draw (id, "batchId", number, "seedKind", "seedText", seed, count, "officersEach", officers, "drawnBy", "drawnByName")
     values ($1, $2, (select count(*) + 1 from recognition_draw where "batchId" = $2), 'random', 'x', 'x', 1, 1, $3, $1, 'x')`,
    [draw, batch, sent],
  );
  await district.sql(
    `insert into recognition_draw_case ("drawId", "applicationId", "enterpriseId", "receiptNumber", hash, place, officers)
     values ($1, $2, $3, 'R00000000', repeat('0', 64), 1, $4)`,
    [draw, application, enterprise, sent],
  );
  await district.sql(
    `insert into recognition_redraw (id, "drawId", reason, "seedKind", "seedText", "proposedBy", "proposedByName")
     values ($1, $2, '矩阵', 'random', 'x', $1, 'x')`,
    [redraw, draw],
  );
  const returned = await plantApplication(district.doors.test.database, {
    ...{ enterpriseId: enterprise, batchId: await closedBatch(district, batch) },
  });
  await district.sql(`update application set state = 'returned' where id = $1`, [returned]);
  await district.sql(
    `insert into application_step (id, "applicationId", "enterpriseId", action, "from", "to", "personId", "personName")
     values ($1, $2, $3, 'return', 'submitted', 'returned', $1, 'x')`,
    [uuidv7(), returned, enterprise],
  );
  await district.sql(
    `insert into application_opening (id, "applicationId", "enterpriseId", "revisionId", fact, reason, "askedBy", "askedByName")
     select $1, a.id, a."enterpriseId", a."revisionId", 'revenue', '矩阵', $1, 'x' from application a where a.id = $2`,
    [opening, returned],
  );
  await district.sql(
    `insert into recognition_visit (id, "applicationId", "enterpriseId", "visitedOn", visitors, conclusion, findings, "recordedBy", "recordedByName")
     values ($1, $2, $3, '2026-11-01', '某人', 'conforms', '矩阵', $1, 'x')`,
    [visit, returned, enterprise],
  );
  return { consultation, consultationItem, draw, redraw, opening };
}

/** Another batch of the same kind, for a case that was returned. */
async function closedBatch(district: District, batch: string): Promise<string> {
  const id = uuidv7();
  await district.sql(
    `insert into recognition_batch (id, name, title, level, procedure, year, "opensAt", "closesAt", "officerId", state, "createdBy",
       "createdByName", "changedByName")
     select $1, '矩阵退回', title, level, procedure, year, "opensAt", "closesAt", "officerId", 'prepared', "createdBy", 'x', 'x'
     from recognition_batch where id = $2`,
    [id, batch],
  );
  await district.sql(
    `insert into recognition_batch_purpose select $1, purpose, "releaseId" from recognition_batch_purpose where "batchId" = $2`,
    [...[id, batch]],
  );
  await district.sql(`update recognition_batch set state = 'announced' where id = $1`, [id]);
  return id;
}

/** Each of them once, through the interface. */
export async function besideStory(district: District, records: Made, release: string, other: Headers): Promise<void> {
  await district.do(`POST ${at}/consultations/{id}/replies`, records);
  await district.do(`POST ${at}/draws/{id}/redraws`, records);
  await district.do(`POST ${at}/redraws/{id}/confirmation`, records, { as: other });
  await district.do(`POST ${at}/openings/{id}/answer`, records);
  const { id: fresh = '' } = await district.do(`POST ${at}/batches`, { release });
  await district.do(`POST ${at}/batches/{id}/announcement`, { batch: fresh }, { version: '1' });
  const application = await plantApplication(district.doors.test.database, {
    ...{ batchId: fresh, enterpriseId: records.enterprise ?? '' },
  });
  await district.do(`POST ${at}/batches/{id}/consultations`, { batch: fresh });
  await district.do(`POST ${at}/applications/{id}/visits`, { application });
  await district.do(`POST ${at}/batches/{id}/draws`, { batch: fresh });
}
