import { uuidv7 } from '@tidu/kernel';
import { declarationRecords } from './declaration-story';
import { deskRecords } from './desk-story';
import type { District, Made } from './district';
import { titleOf } from './list-story';
import { measureRecords } from './measure-story';
import { parcelRecords } from './parcel-operations';
import { peopleOf } from './member-story';
import { poolRecords } from './pool-story';
import { recognitionRecords } from './recognition-story';
import { updateRecords } from './update-story';

/** Where an enterprise lies, and by what its name is known in an answer. */
export interface Place {
  regionCode: string;
  zone: string;
  mark: string;
}

const on = (path: string) => `POST /api/console/enterprises/{id}/${path}`;

/** Enters an enterprise with one of each record that can hang on it; what they are called in the rows. */
export async function enterpriseWithRecords(district: District, place: Place): Promise<Made> {
  const enterprise = await enter(district, place);
  const records: Made = { enterprise, twin: await enter(district, place), revision: '0' };
  const version = () => district.versionOf('enterprise', enterprise);
  await district.do('PATCH /api/console/enterprises/{id}', records, { version: await version() });
  await district.do(on('former-names'), records, { version: await version() });
  records.formerName = await district.one(
    `select id as value from enterprise_name where "enterpriseId" = $1 and kind = 'former'`,
    [enterprise],
  );
  for (const [path, word] of [
    ...[
      ['names', 'shortName'],
      ['aliases', 'alias'],
      ['zones', 'pastZone'],
      ['chains', 'chain'],
    ],
    ...[
      ['contacts', 'contact'],
      ['notes', 'note'],
      ['links', 'link'],
    ],
  ] as [string, string][])
    records[word] = (await district.do(on(path), records)).id ?? '';
  await district.sql(
    `insert into enterprise_zone (id, "enterpriseId", "zoneCode", reason, "recordedBy", "recordedByName") values ($1, $2, $3, '矩阵', $1, '矩阵')`,
    [uuidv7(), enterprise, place.zone],
  );
  records.evidence = (await district.do(on('evidence/{kind}'), records)).id ?? '';
  records.title = await titleOf(district, enterprise);
  await writeFigures(district, records);
  await makeMergeAndSplit(district, records, place);
  records.creditCode = await district.one('select "creditCode" as value from enterprise where id = $1', [enterprise]);
  Object.assign(records, await deskRecords(district, records), await poolRecords(district, records));
  Object.assign(records, await declarationRecords(district, records));
  Object.assign(records, await recognitionRecords(district, records));
  Object.assign(records, await updateRecords(district, records));
  Object.assign(records, await measureRecords(district, records), await parcelRecords(district, records));
  return { ...records, ...(await peopleOf(district, records)) };
}

async function enter(district: District, { regionCode, mark }: Place): Promise<string> {
  return (await district.do('POST /api/console/enterprises', { regionCode, mark })).id ?? '';
}

async function writeFigures(district: District, records: Made): Promise<void> {
  records.revision = String((await district.do(on('figures'), records)).revision);
  for (const [source, year, value] of [
    ...[
      ['tax', 2022, 100],
      ['audit', 2022, 200],
      ['statistics', 2023, 12_000_000],
    ],
  ] as [string, number, number][])
    await district.sql(
      `insert into figures (id, "enterpriseId", year, source, revision, "submittedBy", revenue, "mainRevenue") values ($1, $2, $3, $4, 1, $1, $5, $6)`,
      [uuidv7(), records.enterprise, year, source, value, value * 3],
    );
  records.evidenceFile = (await district.do(on('evidence-files'), records)).id ?? '';
  records.judgement = (await district.do(on('judgements'), records)).id ?? '';
  records.resolution = (await district.do(on('figure-resolutions'), records)).id ?? '';
  await district.do(on('figure-flags'), records);
  records.flag = await district.one('select id as value from figure_flag where "enterpriseId" = $1 limit 1', [
    records.enterprise,
  ]);
}

async function makeMergeAndSplit(district: District, records: Made, place: Place): Promise<void> {
  const [enterprise = '', twin = ''] = [records.enterprise, records.twin];
  const lost = await enter(district, place);
  const versions = async () => ({
    version: await district.versionOf('enterprise', enterprise),
    twinVersion: await district.versionOf('enterprise', lost),
  });
  const pair = { enterprise, twin: lost, ...(await versions()) };
  records.merge = (await district.do('POST /api/console/merges', pair)).id ?? '';
  const { version } = await versions();
  await district.do(on('splits'), { ...records, ...place }, { version });
  records.split = await district.one('select id as value from enterprise_split where "enterpriseId" = $1', [
    enterprise,
  ]);
  await district.sql(
    `insert into enterprise_duplicate ("firstId", "secondId", rules) values ($1, $2, '{name}') on conflict do nothing`,
    [enterprise, twin].sort(),
  );
  await district.do('POST /api/console/duplicates/{firstId}/{secondId}/decisions', records);
  // what the rows name as versions from here on is stale on purpose: nothing takes effect
  Object.assign(records, { version: '999', twinVersion: '999' });
}

/** What takes records back, at the end of the life of one enterprise. */
export async function takeBack(district: District, records: Made): Promise<void> {
  const version = () => district.versionOf('enterprise', records.enterprise);
  const at = async (table: string, word: string) => ({ version: await district.versionOf(table, records[word]) });
  const one = `POST /api/console/enterprises/{id}`;
  await district.do(`${one}/renames`, records, { version: await version() });
  await district.do(`${one}/former-names/{rowId}/withdrawal`, records, { version: await version() });
  await district.do(`${one}/credit-codes`, records, { version: await version() });
  await district.do(`${one}/links/{rowId}/confirmations`, records, await at('enterprise_link', 'link'));
  await district.do(`${one}/{kind}/{rowId}/end`, records, await at('enterprise_chain', 'chain'));
  await district.do(`${one}/{kind}/{rowId}/withdrawal`, records, await at('enterprise_note', 'note'));
  await district.do('POST /api/console/enterprises/{id}/contacts/{rowId}/disclosures', records);
  await district.do('POST /api/console/contact-phone-searches', records);
  await district.do(`${one}/contacts/{rowId}/failures`, records, await at('enterprise_contact', 'contact'));
  const evidence = `/api/console/enterprises/{id}/evidence/{kind}/{recordId}`;
  await district.do(`PUT ${evidence}`, records, await at('scale_status', 'evidence'));
  await district.do(`POST ${evidence}/withdrawal`, records, await at('scale_status', 'evidence'));
  await district.do('POST /api/console/scale-list/entries', records);
  await district.do('POST /api/console/scale-list/exits', records);
  await district.do('POST /api/console/judgements/{id}/revocation', records);
  await district.do('POST /api/console/figure-resolutions/{id}/end', records);
  await district.do('POST /api/console/figure-flags/{id}/explanation', records, await at('figure_flag', 'flag'));
  await district.do('POST /api/console/figure-flags/{id}/reopening', records, await at('figure_flag', 'flag'));
  await district.do('POST /api/console/merges/{mergeId}/undo', records);
  await district.do('POST /api/console/splits/{splitId}/undo', records);
}
