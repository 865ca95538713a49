import { uuidv7 } from '@tidu/kernel';
import { type ProblemLog, todayOf, type Transaction } from '@tidu/platform';
import type { Regions } from './import-parcels.options';
import { judge, type Judged, refuse, type Terms, termsOf } from './judge-parcels';
import type { ParcelGroup } from './read-parcel-rows';

/** What was taken in, in rows of the file: of new parcels, of new divisions of known ones, of what holds already. */
export interface TakenParcels {
  created: number;
  changed: number;
  unchanged: number;
}

interface Options {
  regions: Regions;
  jobId: string;
  log: ProblemLog;
}

const chunk = 2_000;

/** Takes whole divisions in, a set at a time: new parcels, new divisions, shares. What holds already stays. */
export async function takeInParcels(
  tx: Transaction,
  groups: readonly ParcelGroup[],
  { regions, jobId, log }: Options,
): Promise<TakenParcels> {
  const taken: TakenParcels = { created: 0, changed: 0, unchanged: 0 };
  const today = await todayOf(tx);
  // of a parcel the earlier day first, so that revisions follow the days
  const sorted = [...groups].sort((a, b) => (a.number + a.validFrom < b.number + b.validFrom ? -1 : 1));
  for (let at = 0; at < sorted.length; at += chunk) {
    const part = sorted.slice(at, at + chunk);
    const terms = await termsOf(tx, part, { regions, today });
    const judged = part.flatMap((group) => judge(group, terms, log) ?? []);
    const fresh = await addParcels(tx, judged);
    const good = judged.filter(({ group, parcel }) => {
      if (parcel || fresh.has(group.number)) return true;
      refuse(group, [{ message: '已有这个编号的地块（在您的范围以外），请核对编号。' }], log);
      return false;
    });
    await addDivisions(tx, good, { terms, fresh, jobId, taken });
  }
  return taken;
}

/** Parcels that aren't known yet, by number; one out of sight that bears the number already is left out. */
async function addParcels(tx: Transaction, judged: readonly Judged[]): Promise<Map<string, string>> {
  const numbers = new Map(judged.flatMap((one) => (one.parcel ? [] : [[one.group.number, one] as const])));
  const parcels = [...numbers.values()].map(({ group: { number, regionCode, zoneCode, address }, demo }) => ({
    ...{ id: uuidv7(), number, regionCode, zoneCode, address, demo },
  }));
  const rows = await tx.rows<{ id: string; number: string }>(
    `insert into parcel (id, number, "regionCode", "zoneCode", address, demo, "createdByName")
     select p.*, $2 from jsonb_to_recordset($1::jsonb) as p
       (id uuid, number text, "regionCode" text, "zoneCode" text, address text, demo boolean)
     on conflict (number) do nothing returning id, number`,
    [JSON.stringify(parcels), tx.person.name],
  );
  return new Map(rows.map(({ id, number }) => [number, id]));
}

async function addDivisions(
  tx: Transaction,
  good: readonly Judged[],
  { terms, fresh, jobId, taken }: { terms: Terms; fresh: Map<string, string>; jobId: string; taken: TakenParcels },
): Promise<void> {
  const held = await heldOf(tx, good);
  const revisions = new Map<string, number>();
  const divisions: object[] = [];
  const noted: object[] = [];
  const shares: object[] = [];
  const idOf = (creditCode: string) => terms.tenants.get(creditCode)?.id ?? '';
  for (const { group, parcel } of good) {
    const parcelId = parcel?.id ?? fresh.get(group.number) ?? '';
    if (held.get(`${parcelId} ${group.validFrom}`) === contentOf(group, idOf)) {
      taken.unchanged += group.rows.length;
      continue;
    }
    taken[parcel ? 'changed' : 'created'] += group.rows.length;
    const revision = (revisions.get(parcelId) ?? parcel?.revision ?? 0) + 1;
    revisions.set(parcelId, revision);
    const [id, { validFrom, document }] = [uuidv7(), group];
    const [area, publicArea, vacantArea] = [group.area, group.publicArea, group.vacantArea].map(String);
    divisions.push({ id, parcelId, revision, validFrom, document, area, publicArea, vacantArea });
    noted.push({ rowId: id, row: group.rows[0] });
    for (const one of group.shares)
      shares.push({ divisionId: id, parcelId, enterpriseId: idOf(one.creditCode), area: String(one.area) });
  }
  await tx.rows(
    `insert into parcel_division (id, "parcelId", revision, "validFrom", area, "publicArea", "vacantArea", document, "jobId", "recordedByName")
     select d.*, $2, $3 from jsonb_to_recordset($1::jsonb) as d (id uuid, "parcelId" uuid, revision int, "validFrom" date,
       area bigint, "publicArea" bigint, "vacantArea" bigint, document text)`,
    [JSON.stringify(divisions), jobId, tx.person.name],
  );
  await tx.rows(
    `insert into parcel_share ("divisionId", "parcelId", "enterpriseId", area)
     select * from jsonb_to_recordset($1::jsonb) as s ("divisionId" uuid, "parcelId" uuid, "enterpriseId" uuid, area bigint)`,
    [JSON.stringify(shares)],
  );
  await tx.rows(
    `insert into import_change ("jobId", "table", "rowId", row, kind, version)
     select $2, 'parcel_division', n."rowId", n.row, 'created', 1 from jsonb_to_recordset($1::jsonb) as n ("rowId" uuid, row int)`,
    [JSON.stringify(noted), jobId],
  );
  await tx.rows('update parcel set version = version + 1 where id = any ($1::uuid[])', [
    good.flatMap(({ parcel }) => (parcel && revisions.has(parcel.id) ? [parcel.id] : [])),
  ]);
}

/** What a division says, to be compared. */
const contentOf = ({ area, publicArea, vacantArea, shares }: ParcelGroup, idOf: (code: string) => string): string =>
  [
    ...[area, publicArea, vacantArea].map(String),
    ...shares.map((one) => `${idOf(one.creditCode)}:${one.area}`).sort(),
  ].join(' ');

/** The same of what holds on the days of known parcels, by parcel and day. */
async function heldOf(tx: Transaction, good: readonly Judged[]): Promise<Map<string, string>> {
  const wanted = good.flatMap(({ parcel, group }) => (parcel ? [{ id: parcel.id, day: group.validFrom }] : []));
  const rows = await tx.rows<{ id: string; day: string; content: string }>(
    `select w.id, w.day::text as day, concat_ws(' ', d.area, d."publicArea", d."vacantArea",
       (select string_agg(s."enterpriseId" || ':' || s.area, ' ' order by (s."enterpriseId" || ':' || s.area) collate "C")
        from parcel_share s where s."divisionId" = d.id)) as content
     from jsonb_to_recordset($1::jsonb) as w (id uuid, day date)
       cross join lateral (select * from parcel_division v where v."parcelId" = w.id and v."validFrom" <= w.day
         order by v."validFrom" desc, v.revision desc limit 1) d`,
    [JSON.stringify(wanted)],
  );
  return new Map(rows.map(({ id, day, content }) => [`${id} ${day}`, content]));
}
