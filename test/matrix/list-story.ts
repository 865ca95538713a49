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
