import type { District, Made } from './district';

const at = '/api/console/pool';

/** The enterprise in the pool, with a step of its plan. */
export async function poolRecords(district: District, { enterprise = '' }: Made): Promise<Made> {
  const poolEntry = (await district.do(`POST ${at}`, { enterprise })).id ?? '';
  await district.do(`POST ${at}/{id}/steps`, { poolEntry }, { version: '1' });
  const poolStep = await district.one('select id as value from pool_step where "entryId" = $1', [poolEntry]);
  return { poolEntry, poolStep };
}

/** Everything that can be done with an entry, and with proposals. */
export async function poolStory(district: District, records: Made): Promise<void> {
  const version = () => district.versionOf('pool_entry', records.poolEntry);
  await district.do(`PATCH ${at}/{id}`, records, { version: await version() });
  await district.do(`POST ${at}/{id}/steps/{stepId}/end`, records, {
    version: await district.versionOf('pool_step', records.poolStep),
  });
  await district.do(`POST ${at}/{id}/leaving`, records, { version: await version() });
  await district.do(`POST ${at}/runs`, {});
  const proposed = () =>
    district.sql(
      `insert into pool_proposal ("enterpriseId", track, title, "releaseId", year, outcome, steps, says, "jobId")
       select $1, 'specialty', 'highTech', id, 2025, 'met', 0, '矩阵', $1 from standard_release limit 1
       on conflict ("enterpriseId", track, title) do nothing`,
      [records.enterprise],
    );
  await proposed();
  await district.do(`POST ${at}/proposals/acceptances`, records);
  await proposed();
  await district.do(`POST ${at}/proposals/dismissals`, records);
}
