import { type ActingPerson, builtInOfficer, Database } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { entities } from '../../apps/server/src/schema';
import { AreaListsQueries } from '../../libs/rankings/src/parcels/lists/area-lists.queries';
import type { PublishAreaListResult } from '../../libs/rankings/src/parcels/lists/publish-area-list.job';
import type { WriteAreasResult } from '../../libs/rankings/src/parcels/lists/write-areas.job';
import { ParcelsQueries } from '../../libs/rankings/src/parcels/parcels.queries';
import { type Bench, type Figure, median, shown, timed } from './harness';
import type { BenchDatabase, Installation } from './installation';
import { sheetDay, sheetYear } from './population';

/** A large ledger of land: the list of areas published, and written as figures, against copies of the finished rows. */
export const land: Bench = { name: 'land', says: '用地台账', run };

const tenants = 3;
type Look = 'changes' | 'hindrances' | 'search' | 'ledger' | 'ofCounty';

/** Sees one county, and the parcels of its enterprises elsewhere. */
const county: ActingPerson = {
  ...{ id: '0190a000-0000-7000-8000-0000000000b3', name: '县区', permissions: 'all' },
  scope: { everything: false, regions: ['410305'] },
};

async function run(installation: Installation): Promise<Figure[]> {
  const database = await installation.population();
  const parcels = installation.scale === 'full' ? 100_000 : 1_000;
  const tenth = await measure(database, parcels / 10);
  const whole = await measure(database, parcels);
  const { published, written, read, items, figures } = whole;
  const rows = (parcels * tenants).toLocaleString('en-US');
  const enterprises = written.result.enterprises.toLocaleString('en-US');
  const grown = (of: 'published' | 'written') => whole[of].time / tenth[of].time / 10;
  const ofTenth = (of: 'published' | 'written') => `${shown(whole[of].time)} / ${shown(tenth[of].time)} × 10`;
  return [
    {
      ...{ id: 'land.publish', work: `公示 ${rows} 份用地面积`, against: '把成品行抄进一张普通表', unit: '×' },
      ...{ value: published.time / items, note: `${shown(published.time)} / ${shown(items)}` },
    },
    {
      ...{ id: 'land.publishGrowth', work: '公示，每份用时', against: '十分之一大的台账', unit: '×' },
      ...{ value: grown('published'), note: ofTenth('published') },
    },
    {
      ...{ id: 'land.write', work: `把 ${enterprises} 家的用地面积写成年度数据`, unit: '×' },
      ...{
        against: '把成品行抄进一张普通表，不检查、不审计',
        value: written.time / figures,
        note: `${shown(written.time)} / ${shown(figures)}`,
      },
    },
    {
      ...{ id: 'land.writeGrowth', work: '写成年度数据，每家用时', against: '十分之一大的台账', unit: '×' },
      ...{ value: grown('written'), note: ofTenth('written') },
    },
    {
      ...{
        id: 'land.changes',
        work: '看写入会怎样：第一页、合计，写入之前',
        against: '',
        unit: 'ms',
        value: read.before,
      },
      note: `写入之后 ${shown(read.after)}；还差什么 ${shown(read.hindrances)}；公开名单找不到的字 ${shown(read.search)}；台账第一页 ${shown(read.ledger)}，一个区县的人看 ${shown(read.ofCounty)}`,
    },
    { ...{ id: 'land.memory', work: '公示、写入进程内存峰值', against: '', unit: 'MB' }, value: whole.peakMb },
  ];
}

interface Measured {
  published: { time: number };
  written: { time: number; result: WriteAreasResult };
  /** Milliseconds of what people look at. */
  read: Record<'before' | 'after' | Exclude<Look, 'changes'>, number>;
  /** Of copying the rows. */
  items: number;
  figures: number;
  peakMb: number;
}

/** A ledger of so many parcels: published, looked at, written, looked at again, taken away. */
async function measure(database: BenchDatabase, parcels: number): Promise<Measured> {
  await forget(database);
  await plant(database, parcels);
  await database.checkpoint();
  const list = { year: sheetYear, asOf: sheetDay, title: `性能测试 ${parcels}`, body: '性能测试', workingDays: 20 };
  const published = await database.job<PublishAreaListResult>('rankings.publishAreaList', list);
  const { listId } = published.result;
  await endPeriod(database);
  const before = await looks(database, listId);
  await database.checkpoint();
  const written = await database.job<WriteAreasResult>('rankings.writeAreas', { listId, reason: null });
  await database.checkpoint();
  const after = await looks(database, listId);
  const [items, figures] = [
    await copied(database, `area_list_item where "listId" = '${listId}'`),
    await copied(database, `figures where source = 'zone' and year = ${sheetYear}`),
  ];
  await forget(database);
  return {
    published: { time: published.ms[0] ?? NaN },
    written: { time: written.ms[0] ?? NaN, result: written.result },
    read: { ...before, before: before.changes, after: after.changes },
    ...{ items, figures, peakMb: Math.max(published.peakMb, written.peakMb) },
  };
}

/** Parcels of three neighbours each, every enterprise a tenant of at most one. */
const plant = (database: BenchDatabase, parcels: number): Promise<unknown> =>
  database.asSuperuser(async (client) => {
    await client.query(
      `create table bench_tenant as select id, "regionCode", (row_number() over (order by id) - 1) / ${tenants} as place,
         (row_number() over (order by id) - 1) % ${tenants} as part from enterprise order by id limit ${parcels * tenants};
       create table bench_parcel as select place, gen_random_uuid() as id, gen_random_uuid() as division,
         min("regionCode") as "regionCode" from bench_tenant group by 1;
       insert into parcel (id, number, "regionCode", address, demo, "createdBy", "createdByName")
         select id, 'B' || place, "regionCode", '创业路 1 号', false, '${builtInOfficer.id}', '性能测试' from bench_parcel;
       insert into parcel_division (id, "parcelId", revision, "validFrom", area, "publicArea", "vacantArea", document,
           "recordedBy", "recordedByName")
         select division, id, 1, '2024-01-01', 100000, 10000, 0, '租赁合同', '${builtInOfficer.id}', '性能测试' from bench_parcel;
       insert into parcel_share ("divisionId", "parcelId", "enterpriseId", area)
         select p.division, p.id, t.id, 30000 from bench_tenant t join bench_parcel p on p.place = t.place;
       drop table bench_tenant, bench_parcel`,
    );
    await client.query('vacuum analyze parcel, parcel_division, parcel_share');
  });

/** As a door reads them, within the time that a statement has there: each three times. */
async function looks({ appUrl }: BenchDatabase, id: string): Promise<Record<Look, number>> {
  const ours = await Database.connect({ url: appUrl, entities, poolSize: 2 });
  try {
    const [queries, parcels] = [new AreaListsQueries(ours), new ParcelsQueries(ours, new ReferenceService(ours))];
    const often = async (look: () => Promise<unknown>) =>
      median([await timed(look), await timed(look), await timed(look)]);
    return {
      changes: await often(() => queries.changes(builtInOfficer, id, { limit: 50 })),
      hindrances: await often(() => queries.hindrances(builtInOfficer, id)),
      search: await often(() => queries.items(id, { q: '没有这样的地块' })),
      ledger: await often(() => parcels.list(builtInOfficer, { limit: 50 })),
      ofCounty: await often(() => parcels.list(county, { limit: 50 })),
    };
  } finally {
    await ours.close();
  }
}

/** The period of every list is over since yesterday. */
const endPeriod = (database: BenchDatabase): Promise<unknown> =>
  database.asSuperuser((client) =>
    client.query(
      `alter table area_list disable trigger area_list_kept;
       update area_list set "opensOn" = current_date - 40, "closesOn" = current_date - 2;
       alter table area_list enable trigger area_list_kept`,
    ),
  );

const copied = (database: BenchDatabase, rows: string): Promise<number> =>
  database.asSuperuser(async (client) => {
    await client.query(`create table bench_rows (like ${rows.split(' ')[0]})`);
    const ms = await timed(() => client.query(`insert into bench_rows select * from ${rows}`));
    await client.query('drop table bench_rows');
    return ms;
  });

/** Takes the ledger and what was written of it away again; none is ever taken away in use. */
const forget = (database: BenchDatabase): Promise<unknown> =>
  database.asSuperuser((client) =>
    client.query(
      `truncate area_written, area_writing, area_objection, area_list_item, area_list, parcel_share, parcel_division, parcel;
       delete from figures where source = 'zone' and document like '性能测试%'`,
    ),
  );
