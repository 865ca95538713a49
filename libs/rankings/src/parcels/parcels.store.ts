import type { Day } from '@tidu/kernel';
import { staleVersion, type Transaction } from '@tidu/platform';
import { notBy, parcelNotFound } from './parcels.errors';

/** A parcel (地块) without its divisions. */
export interface Parcel {
  id: string;
  number: string;
  regionCode: string;
  zoneCode: string | null;
  address: string;
  demo: boolean;
  version: number;
}

/** How a parcel is divided from a day on; areas in ten-thousandths of a 亩, as texts. */
export interface Division {
  id: string;
  parcelId: string;
  revision: number;
  validFrom: Day;
  ended: boolean;
  area: string;
  publicArea: string;
  vacantArea: string;
  document: string | null;
  reason: string | null;
  recordedAt: Date;
  recordedBy: string;
  recordedByName: string;
}

export const divisionColumns = `d.id, d."parcelId", d.revision, d."validFrom"::text as "validFrom", d.ended,
  d.area::text as area, d."publicArea"::text as "publicArea", d."vacantArea"::text as "vacantArea", d.document, d.reason,
  d."recordedAt", d."recordedBy", d."recordedByName"`;

/** SQL of the division of every parcel that holds on a day (a parameter or a literal): the newest of the newest day. */
export const divisionsOn = (day: string, where = 'true') => `(
  select distinct on (v."parcelId") v.* from parcel_division v where v."validFrom" <= ${day}::date and ${where}
  order by v."parcelId", v."validFrom" desc, v.revision desc)`;

/** SQL of the same for a parcel `p` by itself, to be joined laterally: where few of all parcels are looked at. */
export const itsDivisionOn = (day: string) => `(
  select v.* from parcel_division v where v."parcelId" = p.id and v."validFrom" <= ${day}::date
  order by v."validFrom" desc, v.revision desc limit 1)`;

/** @throws DomainError `PARCELS.NOT_FOUND`. */
export async function findParcel(tx: Transaction, id: string): Promise<Parcel> {
  const found = await tx.row<Parcel>(
    'select id, number, "regionCode", "zoneCode", address, demo, version from parcel where id = $1',
    [id],
  );
  if (!found) throw parcelNotFound();
  return found;
}

/**
 * The parcel, nobody else's to change until the transaction ends.
 * @throws DomainError `PARCELS.NOT_FOUND`, `PARCELS.PLACE` for who sees it by a tenant alone, `PLATFORM.STALE`.
 */
export async function lockParcel(tx: Transaction, id: string, version: number): Promise<Parcel> {
  const parcel = await findParcel(tx, id);
  const locked = await tx.row<Parcel>('select version from parcel where id = $1 for update', [id]);
  if (!locked) throw notBy('PLACE', '这个地块不在您负责的区划或园区里，只能看，不能改。请由负责这个地方的人办理。');
  if (locked.version === version) return parcel;
  const last = await tx.row<{ who: string; at: Date }>(
    `select "personName" as who, at from (select "recordedByName" as "personName", "recordedAt" as at from parcel_division
       where "parcelId" = $1 order by revision desc limit 1) x`,
    [id],
  );
  throw staleVersion('这个地块', { version: locked.version, who: last?.who ?? null, at: last?.at ?? null });
}

/** The division that holds on a day; null before the first one. */
export const divisionOn = (tx: Transaction, parcelId: string, day: Day) =>
  tx.row<Division>(`select ${divisionColumns} from ${divisionsOn('$2', 'v."parcelId" = $1')} d`, [parcelId, day]);
