import { AuditTrail } from '@tidu/audit';
import { uuidv7 } from '@tidu/kernel';
import { type ActingPerson, builtInOfficer, Database, JobsService } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { entities } from '../../apps/server/src/schema';
import { AreaListsService } from '../../libs/rankings/src/parcels/lists/area-lists.service';
import type { WriteAreasResult } from '../../libs/rankings/src/parcels/lists/write-areas.job';
import { type Bench, type Figure, shown, timed } from './harness';
import type { BenchDatabase, Installation } from './installation';
import { sheetDay, sheetYear } from './population';

/** A large ledger of land: the list of areas published, and written as figures, against copies of the finished rows. */
export const land: Bench = { name: 'land', says: '用地台账', run };

const publisher: ActingPerson = { ...builtInOfficer, id: '0190a000-0000-7000-8000-0000000000b3', name: '公示' };
const tenants = 3;

async function run(installation: Installation): Promise<Figure[]> {
  const database = await installation.population();
  const parcels = installation.scale === 'full' ? 100_000 : 1_000;
  await forget(database);
  await plant(database, parcels);
  await database.checkpoint();
  const published = await publish(database);
  await database.checkpoint();
  const payload = { listId: published.id, reason: '性能测试' };
  const written = await database.job<WriteAreasResult>('rankings.writeAreas', payload);
  const ms = written.ms[0] ?? NaN;
  await database.checkpoint();
  const [items, figures] = [
    await copied(database, `area_list_item where "listId" = '${published.id}'`),
    await copied(database, `figures where source = 'zone' and year = ${sheetYear}`),
  ];
  const rows = (parcels * tenants).toLocaleString('en-US');
  const enterprises = written.result.enterprises.toLocaleString('en-US');
  await forget(database);
  return [
    {
      ...{ id: 'land.publish', work: `公示 ${rows} 份用地面积`, against: '把成品行抄进一张普通表', unit: '×' },
      ...{ value: published.ms / items, note: `${shown(published.ms)} / ${shown(items)}` },
    },
    {
      ...{ id: 'land.write', work: `把 ${enterprises} 家的用地面积写成年度数据`, unit: '×' },
      ...{
        against: '把成品行抄进一张普通表，不检查、不审计',
        value: ms / figures,
        note: `${shown(ms)} / ${shown(figures)}`,
      },
    },
    { ...{ id: 'land.memory', work: '写入进程内存峰值', against: '' }, value: written.peakMb, unit: 'MB' },
  ];
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

/** As a door does it, within the time that a statement has there. */
async function publish({ appUrl }: BenchDatabase): Promise<{ id: string; ms: number }> {
  const ours = await Database.connect({ url: appUrl, entities, poolSize: 2 });
  try {
    const service = new AreaListsService(ours, new ReferenceService(ours), new JobsService(ours), new AuditTrail());
    const list = { year: sheetYear, asOf: sheetDay, title: `性能测试 ${uuidv7()}`, body: '性能测试', workingDays: 20 };
    let id = '';
    const ms = await timed(async () => (id = await service.publish(publisher, list)));
    return { id, ms };
  } finally {
    await ours.close();
  }
}

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
