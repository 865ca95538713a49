import { uuidv7 } from '@tidu/kernel';
import { type ProblemLog, todayOf, type Transaction } from '@tidu/platform';
import type { Regions } from './import-parcels.options';
import type { ParcelGroup } from './read-parcel-rows';

/** What was taken in; rows of the file unless said. */
export interface TakenParcels {
  /** Divisions of parcels that were not known before, and new ones of known parcels. */
  created: number;
  changed: number;
  unchanged: number;
  rejectedRows: number;
}

interface Known {
  id: string;
  number: string;
  demo: boolean;
  /** Whether the person is responsible for the place. */
  own: boolean;
  revision: number;
}

const chunk = 2_000;

/** Takes whole divisions in, a set at a time: new parcels, new divisions, shares. What holds already stays. */
export async function takeInParcels(
  tx: Transaction,
  groups: readonly ParcelGroup[],
  { regions, jobId, log }: { regions: Regions; jobId: string; log: ProblemLog },
): Promise<TakenParcels> {
  const taken: TakenParcels = { created: 0, changed: 0, unchanged: 0, rejectedRows: 0 };
  const today = await todayOf(tx);
  // of a parcel the earlier day first, so that revisions follow the days
  const sorted = [...groups].sort((a, b) => (a.number + a.validFrom < b.number + b.validFrom ? -1 : 1));
  const revisions = new Map<string, number>();
  for (let at = 0; at < sorted.length; at += chunk) {
    const part = sorted.slice(at, at + chunk);
    const [tenants, known, zones] = [await tenantsOf(tx, part), await knownOf(tx, part), await zonesOf(tx, part)];
    const refuse = (group: ParcelGroup, message: string, row?: number): [] => {
      for (const one of row === undefined ? group.rows : [row])
        log.add({ ...{ row: one, column: null, value: null, code: 'PARCELS.REFUSED', message }, warning: false });
      if (row !== undefined)
        for (const one of group.rows.filter((other) => other !== row))
          log.add({
            ...{ row: one, column: null, value: null, code: 'PARCELS.GROUP' },
            message: `同一个地块的第 ${row} 行有错，整个地块没有导入。`,
            warning: false,
          });
      taken.rejectedRows += group.rows.length;
      return [];
    };
    const good = part.flatMap((group) => {
      const parcel = known.get(group.number);
      if (group.validFrom > today) return refuse(group, '起算日还没有到，台账记已经发生的。');
      if (parcel && !parcel.own) return refuse(group, '这个地块不在您负责的区划或园区里，不能改。');
      if (!parcel && (group.regionCode === null || group.address === null))
        return refuse(group, '台账里还没有这个地块，县区代码和坐落要填写。');
      if (!parcel && regions.get(group.regionCode ?? '')?.level !== 'district')
        return refuse(group, `没有“${group.regionCode ?? ''}”这个县区。`);
      if (group.zoneCode !== null && !zones.has(group.zoneCode))
        return refuse(group, `本区没有“${group.zoneCode}”这个园区，请填园区表里的代码。`);
      const lost = group.shares.find(({ creditCode }) => !tenants.has(creditCode));
      if (lost) return refuse(group, `登记簿里没有 ${lost.creditCode} 这家企业，或不在您的范围里。`, lost.row);
      const demos = new Set(group.shares.map(({ creditCode }) => tenants.get(creditCode)?.demo ?? false));
      if (demos.size > 1 || (parcel && demos.size === 1 && !demos.has(parcel.demo)))
        return refuse(group, '演示企业和登记企业不能在同一个地块里。');
      for (const { row, creditCode, enterpriseName } of group.shares) {
        const name = tenants.get(creditCode)?.name;
        if (enterpriseName !== null && enterpriseName !== name)
          log.add({
            ...{ row, column: '企业名称', value: enterpriseName, code: 'PARCELS.NAME' },
            message: `登记簿里这个代码是“${name ?? ''}”，按代码导入。`,
            warning: true,
          });
      }
      const demo = parcel?.demo ?? demos.has(true);
      return [{ group, parcel, demo }];
    });
    const fresh = new Map<string, string>();
    const parcels = good.flatMap(({ group, parcel, demo }) => {
      if (parcel || fresh.has(group.number)) return [];
      const id = uuidv7();
      fresh.set(group.number, id);
      const { number, regionCode, zoneCode, address } = group;
      return [{ id, number, regionCode, zoneCode, address, demo }];
    });
    await tx.rows(
      `insert into parcel (id, number, "regionCode", "zoneCode", address, demo, "createdByName")
       select p.*, $2 from jsonb_to_recordset($1::jsonb) as p (id uuid, number text, "regionCode" text, "zoneCode" text, address text, demo boolean)`,
      [JSON.stringify(parcels), tx.person.name],
    );
    const held = await heldOf(
      tx,
      good.map(({ group, parcel }) => ({ id: parcel?.id ?? '', day: group.validFrom })),
    );
    const divisions: object[] = [];
    const shares: object[] = [];
    for (const { group, parcel } of good) {
      const parcelId = parcel?.id ?? fresh.get(group.number) ?? '';
      const content = contentOf(group, (code) => tenants.get(code)?.id ?? '');
      if (held.get(`${parcelId} ${group.validFrom}`) === content) {
        taken.unchanged += group.rows.length;
        continue;
      }
      taken[parcel ? 'changed' : 'created'] += group.rows.length;
      const revision = (revisions.get(parcelId) ?? parcel?.revision ?? 0) + 1;
      revisions.set(parcelId, revision);
      const id = uuidv7();
      const { validFrom, area, publicArea, vacantArea, document } = group;
      divisions.push({
        ...{ id, parcelId, revision, validFrom, document, area: String(area) },
        ...{ publicArea: String(publicArea), vacantArea: String(vacantArea) },
      });
      for (const one of group.shares)
        shares.push({
          divisionId: id,
          parcelId,
          enterpriseId: tenants.get(one.creditCode)?.id,
          area: String(one.area),
        });
    }
    await tx.rows(
      `insert into parcel_division (id, "parcelId", revision, "validFrom", area, "publicArea", "vacantArea", document, "jobId", "recordedByName")
       select d.*, $2, $3 from jsonb_to_recordset($1::jsonb) as d (id uuid, "parcelId" uuid, revision int, "validFrom" date, area bigint,
         "publicArea" bigint, "vacantArea" bigint, document text)`,
      [JSON.stringify(divisions), jobId, tx.person.name],
    );
    await tx.rows(
      `insert into parcel_share ("divisionId", "parcelId", "enterpriseId", area)
       select * from jsonb_to_recordset($1::jsonb) as s ("divisionId" uuid, "parcelId" uuid, "enterpriseId" uuid, area bigint)`,
      [JSON.stringify(shares)],
    );
    await tx.rows('update parcel set version = version + 1 where id = any ($1::uuid[])', [
      good.flatMap(({ parcel }) => (parcel && revisions.has(parcel.id) ? [parcel.id] : [])),
    ]);
  }
  return taken;
}

async function tenantsOf(tx: Transaction, groups: readonly ParcelGroup[]) {
  const codes = groups.flatMap(({ shares }) => shares.map(({ creditCode }) => creditCode));
  const rows = await tx.rows<{ id: string; creditCode: string; name: string; demo: boolean }>(
    'select id, "creditCode", name, demo from enterprise where "creditCode" = any ($1)',
    [codes],
  );
  return new Map(rows.map((row) => [row.creditCode, row]));
}

async function knownOf(tx: Transaction, groups: readonly ParcelGroup[]) {
  const numbers = groups.map(({ number }) => number);
  const own = await tx.rows<{ id: string }>('select id from parcel where number = any ($1) order by id for update', [
    numbers,
  ]);
  const rows = await tx.rows<Omit<Known, 'own'>>(
    `select p.id, p.number, p.demo, coalesce((select max(d.revision) from parcel_division d where d."parcelId" = p.id), 0) as revision
     from parcel p where p.number = any ($1)`,
    [numbers],
  );
  const mine = new Set(own.map(({ id }) => id));
  return new Map(rows.map((row): [string, Known] => [row.number, { ...row, own: mine.has(row.id) }]));
}

async function zonesOf(tx: Transaction, groups: readonly ParcelGroup[]) {
  const codes = groups.flatMap(({ zoneCode }) => (zoneCode === null ? [] : [zoneCode]));
  const rows = await tx.rows<{ code: string }>('select code from zone where code = any ($1)', [codes]);
  return new Set(rows.map(({ code }) => code));
}

/** What a division says, to be compared. */
const contentOf = ({ area, publicArea, vacantArea, shares }: ParcelGroup, idOf: (code: string) => string): string =>
  [
    ...[area, publicArea, vacantArea].map(String),
    ...shares.map((one) => `${idOf(one.creditCode)}:${one.area}`).sort(),
  ].join(' ');

/** The same of what holds on these days, by parcel and day. */
async function heldOf(tx: Transaction, wanted: readonly { id: string; day: string }[]): Promise<Map<string, string>> {
  const known = wanted.filter(({ id }) => id !== '');
  const rows = await tx.rows<{ id: string; day: string; content: string }>(
    `select w.id, w.day::text as day, concat_ws(' ', d.area, d."publicArea", d."vacantArea",
       (select string_agg(s."enterpriseId" || ':' || s.area, ' ' order by (s."enterpriseId" || ':' || s.area) collate "C")
        from parcel_share s where s."divisionId" = d.id)) as content
     from jsonb_to_recordset($1::jsonb) as w (id uuid, day date)
       cross join lateral (select * from parcel_division v where v."parcelId" = w.id and v."validFrom" <= w.day
         order by v."validFrom" desc, v.revision desc limit 1) d`,
    [JSON.stringify(known)],
  );
  return new Map(rows.map(({ id, day, content }) => [`${id} ${day}`, content]));
}
