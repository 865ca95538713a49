import { uuidv7 } from '@tidu/kernel';
import { leader, type TestPerson } from '@tidu/test/signed-in';
import { sealed } from '../support/database';
import type { District, Made } from './district';
import { ofEnterprise, operation, type Operation } from './operation';

/** The ledger of land: parcels and their divisions, area lists, objections, what is written of them. */

const at = '/api/console/parcels';
const lists = '/api/console/area-lists';
const objections = '/api/console/area-objections';
const why = { reason: '矩阵核对' };
const ofParcel = { of: 'enterprise', path: { id: 'parcel' } } as const;
const ofObjection = { of: 'enterprise', path: { id: 'areaObjection' }, version: true } as const;
const areas = ({ enterprise = uuidv7() }) => ({
  ...{ area: '10', publicArea: '0', vacantArea: '0' },
  shares: [{ enterpriseId: enterprise, area: '10' }],
});

export const parcelOperations: readonly Operation[] = [
  operation(`GET ${at}`, 'parcels.read', { query: 'limit=200' }),
  operation(`POST ${at}`, 'parcels.write', {
    trail: 'parcels.create',
    body: (records) => ({
      ...{ ...areas(records), validFrom: '2024-01-01', number: `矩阵${uuidv7().slice(-12)}`, address: '矩阵' },
      regionCode: '410305',
    }),
  }),
  operation(`GET ${at}/import-template`, 'parcels.write'),
  operation(`POST ${at}/imports`, 'parcels.write', {
    ...{ body: () => ({ source: '矩阵' }), trail: 'parcels.import' },
    file: { name: 'a.csv', content: '地块编号,起算日,地块面积,统一社会信用代码,份额\n' },
  }),
  operation(`GET ${at}/{id}`, 'parcels.read', ofParcel),
  operation(`PATCH ${at}/{id}`, 'parcels.write', {
    ...{ ...ofParcel, version: true, trail: 'parcels.edit' },
    body: () => ({ ...why, address: '矩阵改', zoneCode: null }),
  }),
  operation(`POST ${at}/{id}/divisions`, 'parcels.write', {
    ...{ ...ofParcel, version: true, trail: 'parcels.divide' },
    body: (records) => ({ ...why, ...areas(records), validFrom: '2024-01-01' }),
  }),
  operation(`POST ${at}/{id}/end`, 'parcels.write', {
    ...{ ...ofParcel, version: true, trail: 'parcels.end', body: () => ({ ...why, validFrom: '2024-06-01' }) },
  }),
  ofEnterprise('GET /api/console/enterprises/{id}/parcels', 'parcels.read'),
  operation('GET /api/console/area-list-terms', 'parcels.read'),
  operation(`POST ${lists}`, 'parcels.publish', {
    body: () => ({ year: 2024, asOf: '2024-05-31', title: '矩阵公示', body: '矩阵核对', workingDays: 5 }),
    trail: 'parcels.publishList',
  }),
  operation(`GET ${lists}/{id}`, 'parcels.read', { path: { id: 'publicAreaList' } }),
  operation(`GET ${lists}/{id}/changes`, 'parcels.read', { path: { id: 'publicAreaList' } }),
  operation(`POST ${lists}/{id}/writing`, 'parcels.publish', {
    ...{ path: { id: 'publicAreaList' }, body: () => why, trail: 'parcels.writeAreas' },
  }),
  operation(`GET ${objections}`, 'parcels.write', { query: 'limit=200' }),
  operation(`POST ${objections}/{id}/acceptance`, 'parcels.write', {
    ...ofObjection,
    trail: 'parcels.acceptObjection',
  }),
  operation(`POST ${objections}/{id}/filing`, 'parcels.write', {
    ...{ ...ofObjection, body: () => ({ answer: '矩阵核对' }), trail: 'parcels.fileObjection' },
  }),
  operation(`POST ${objections}/{id}/answer`, 'parcels.publish', {
    ...{ ...ofObjection, body: () => ({ upheld: false, answer: '矩阵核对' }), trail: 'parcels.dismissObjection' },
  }),
  operation('GET /api/portal/enterprises/{enterpriseId}/parcels', 'members.view', {
    ...{ of: 'enterprise', path: { enterpriseId: 'enterprise' } },
  }),
  operation('GET /api/portal/enterprises/{enterpriseId}/area-items', 'members.view', {
    ...{ of: 'enterprise', path: { enterpriseId: 'enterprise' } },
  }),
  operation('GET /api/open/area-lists', 'open.read'),
  operation('GET /api/open/area-lists/{id}', 'open.read', { path: { id: 'publicAreaList' } }),
  operation('GET /api/open/area-lists/{id}/items', 'open.read', { path: { id: 'publicAreaList' } }),
  operation('POST /api/open/area-lists/objections', 'parcels.enter', {
    body: ({ publicAreaItem: itemId = uuidv7() }) => ({
      ...{ itemId, text: '矩阵核对：公示的面积有误。', name: '某人', contact: '13800000000' },
    }),
    trail: 'parcels.receiveObjection',
  }),
];

/** A list that is published, for all. */
export async function parcelCommon(district: District): Promise<Made> {
  const [known] = await district.sql<{ id: string }>(`select id from area_list where title = '矩阵' limit 1`);
  if (known) return { publicAreaList: known.id };
  const id = uuidv7();
  await district.sql(
    `insert into area_list (id, year, "asOf", title, body, demo, "opensOn", "closesOn", "workingDays", "closesProvisional", items, parcels, "publishedBy", "publishedByName")
     values ($1, 2024, '2024-05-31', '矩阵', '矩阵', false, current_date - 1, current_date + 30, 20, false, 1, 1, $1, 'x')`,
    [id],
  );
  return { publicAreaList: id };
}

/** A parcel that the enterprise alone uses, on a list, and an objection to it that nobody has looked at. */
export async function parcelRecords(district: District, { enterprise = '' }: Made): Promise<Made> {
  const { publicAreaList: list } = await parcelCommon(district);
  const [parcel, division, item, areaObjection] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  await district.sql(
    `with p as (insert into parcel (id, number, "regionCode", address, demo, "createdBy", "createdByName")
       select $1, $2, e."regionCode", '矩阵', false, $1, 'x' from enterprise e where e.id = $3),
     d as (insert into parcel_division (id, "parcelId", revision, "validFrom", area, "publicArea", "vacantArea", "recordedBy", "recordedByName")
       values ($4, $1, 1, '2024-01-01', 100000, 0, 0, $1, 'x'))
     insert into parcel_share ("divisionId", "parcelId", "enterpriseId", area) values ($4, $1, $3, 100000)`,
    [parcel, `矩阵${parcel.slice(-12)}`, enterprise, division],
  );
  await district.sql(
    `insert into area_list_item (id, "listId", position, "parcelId", "divisionId", "enterpriseId", number, address, "parcelArea", "unsharedArea", name, "creditCodeShown", area)
     values ($1, $2, (select count(*) + 1 from area_list_item where "listId" = $2), $3, $4, $5, '矩阵', '矩阵', 100000, 0, '矩阵', '9141**********0000', 100000)`,
    [item, list, parcel, division, enterprise],
  );
  await district.sql(
    `insert into area_objection (id, "itemId", "listId", "parcelId", "enterpriseId", kind, text, "objectorName", "objectorContact")
     values ($1, $2, $3, $4, $5, 'objection', '矩阵核对：公示的面积有误。', '某人', $6)`,
    [
      ...[areaObjection, item, list, parcel, enterprise],
      sealed('area_objection.objectorContact', areaObjection, '13800000000'),
    ],
  );
  return { parcel, areaObjection };
}

/** A parcel from its entry to its end, and a list from its publishing to the figures written of it. */
export async function parcelStory(district: District, records: Made): Promise<void> {
  const { id: parcel = '' } = await district.do(`POST ${at}`, records);
  const own = { ...records, parcel };
  await district.do(`PATCH ${at}/{id}`, own, { version: '1' });
  await district.do(`POST ${at}/{id}/divisions`, own, { version: '2' });
  await district.do(`POST ${at}/imports`, own);
  const { jobId } = await district.do(`POST ${lists}`, own);
  const publicAreaList = await district.result(jobId, '$.listId');
  const itemOf = `select id as value from area_list_item where "listId" = $1 order by position limit 1`;
  const publicAreaItem = await district.one(itemOf, [publicAreaList]);
  const receive = async () => {
    const as = { 'x-requested-with': 'tidu' };
    return (await district.do('POST /api/open/area-lists/objections', { publicAreaItem }, { as })).id ?? '';
  };
  const [one, other] = [await receive(), await receive()];
  await district.do(`POST ${objections}/{id}/filing`, { areaObjection: one }, { version: '1' });
  await district.do(`POST ${objections}/{id}/acceptance`, { areaObjection: other }, { version: '1' });
  const second: TestPerson = { ...leader, id: uuidv7(), loginName: `mp${uuidv7().slice(-12)}` };
  const as = await district.signIn(second);
  await district.do(`POST ${objections}/{id}/answer`, { areaObjection: other }, { version: '2', as });
  await district.do(`POST ${lists}/{id}/writing`, { ...own, publicAreaList }, { as });
  await district.do(`POST ${at}/{id}/end`, own, { version: '3' });
}
