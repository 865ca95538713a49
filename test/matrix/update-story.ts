import { uuidv7 } from '@tidu/kernel';
import { leader } from '@tidu/test/signed-in';
import { keepUpdateRules, updateRules } from '../../libs/recognition/src/updates/update-rules';
import type { District, Headers, Made } from './district';

const at = '/api/portal/enterprises/{enterpriseId}';

/** A title that asks for updates and reports, and a report that waits. */
export async function updateRecords(district: District, { enterprise = '', evidenceFile = '' }: Made): Promise<Made> {
  const updatedTitle = uuidv7();
  await district.sql(
    `insert into title_held (id, "enterpriseId", title, level, batch, "validFrom", "validUntil", source, "recordedAt", "recordedByName", "changedByName", "recordedBy", "changedBy")
     values ($1, $2, 'littleGiant', 'nation', '矩阵', '2023-01-01', '2100-01-01', '矩阵', '2023-01-01', '矩阵', '矩阵', $3, $3)`,
    [updatedTitle, enterprise, leader.id],
  );
  const elsewhere = uuidv7();
  await district.sql(
    `insert into yearly_update_elsewhere (id, "enterpriseId", year, "filedOn", source, "recordedBy", "recordedByName")
     values ($1, $2, 2022, '2022-04-01', '矩阵', $3, '矩阵')`,
    [elsewhere, enterprise, leader.id],
  );
  return { updatedTitle, elsewhere, changeReport: await report(district, enterprise, evidenceFile, 'division') };
}

async function report(district: District, enterprise: string, evidence: string, kind: string): Promise<string> {
  const id = uuidv7();
  await district.sql(
    `insert into change_report (id, "enterpriseId", kind, "kindLabel", "effectiveOn", "dueOn", description, "evidenceId", "reportedOn",
       "submittedBy", "submittedByName") values ($1, $2, $3, '矩阵', '2024-05-01', '2024-08-01', '矩阵', $4, '2024-06-01', $5, 'x')`,
    [id, enterprise, kind, evidence, uuidv7()],
  );
  return id;
}

/** A year is filed; a change is reported, the titles stay; of another they don't. */
export async function updateStory(district: District, records: Made, as: Headers): Promise<void> {
  const { enterprise = '', evidenceFile = '' } = records;
  const recorded = await district.do('POST /api/console/enterprises/{id}/title-updates', records);
  await district.do('POST /api/console/title-updates/{id}/withdrawal', { ...records, elsewhere: recorded.id ?? '' });
  await district.do(`PUT ${at}/updates/{year}/draft`, records, { version: '0', as });
  await district.do(`POST ${at}/updates/{year}/filing`, records, { version: '1', as });
  await district.do(`POST ${at}/change-reports`, records, { as });
  // as if two years had been missed
  const rules = updateRules();
  keepUpdateRules({ ...rules, countedFrom: 2024, cancel: { ...rules.cancel, from: 2024 } });
  await district.do('POST /api/console/titles/{id}/update-dismissals', records);
  keepUpdateRules(null);
  await district.do('POST /api/console/change-reports/{id}/keeping', records, { version: '1' });
  const changeReport = await report(district, enterprise, evidenceFile, 'restructuring');
  await district.do(
    'POST /api/console/change-reports/{id}/cancellation',
    { ...records, changeReport },
    { version: '1' },
  );
}
