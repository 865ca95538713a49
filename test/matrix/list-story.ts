import { uuidv7 } from '@tidu/kernel';
import type { District, Headers, Made } from './district';

const at = '/api/console/official-lists';

/** A list of one row that nobody is found for. */
export async function listRecords(district: District): Promise<Made> {
  const officialList = (await district.do(`POST ${at}`, {})).id ?? '';
  return {
    officialList,
    officialRow: await district.one(`select id as value from official_list_row where "listId" = $1`, [officialList]),
  };
}

/** The row is judged, its title granted by somebody else, and taken back. */
export async function listStory(
  district: District,
  records: Made,
  enterprise: string,
  reviewer: Headers,
): Promise<void> {
  const version = () => district.versionOf('official_list', records.officialList);
  await district.do(`POST ${at}/{id}/decisions`, { ...records, listed: enterprise });
  await district.do(`POST ${at}/{id}/grants`, records, { version: await version(), as: reviewer });
  await district.do(`POST ${at}/{id}/undo`, records, { version: await version(), as: reviewer });
}

/** A title that the enterprise holds. */
export async function titleOf(district: District, enterprise: string): Promise<string> {
  const id = uuidv7();
  await district.sql(
    `insert into title_held (id, "enterpriseId", title, level, batch, "validFrom", "validUntil", source, "recordedByName", "changedByName", "recordedBy", "changedBy")
     values ($1, $2, 'ipAdvantage', 'nation', '矩阵', '2024-01-01', '2027-01-01', '矩阵', '矩阵', '矩阵', $3, $3)`,
    [id, enterprise, uuidv7()],
  );
  return id;
}

/** The title is told of, cancelled, and back again. */
export async function titleStory(district: District, records: Made): Promise<void> {
  const version = () => district.versionOf('title_held', records.title);
  await district.do('POST /api/console/titles/renewal-notices', records);
  await district.do('POST /api/console/titles/{id}/cancellation', records, { version: await version() });
  await district.do('POST /api/console/titles/{id}/reinstatement', records, { version: await version() });
}
