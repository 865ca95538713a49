import { Injectable } from '@nestjs/common';
import { type Day } from '@tidu/kernel';
import {
  type ActingPerson,
  countLimit,
  Database,
  decodeCursor,
  type Page,
  pageOf,
  todayOf,
  type Transaction,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { type Division, divisionColumns, divisionsOn, findParcel, itsDivisionOn, type Parcel } from './parcels.store';

export interface ParcelsFilter {
  /** A part of number or address, or of a tenant's name. */
  q?: string;
  region?: string;
  zone?: string;
  /** shared: several tenants; vacant: some area is vacant. */
  only?: 'shared' | 'vacant' | 'ended';
  day?: Day;
  limit?: number;
  after?: string;
}

/** A parcel with the names of where it lies; null: the tables have none for the code. */
export interface PlacedParcel extends Parcel {
  regionName: string | null;
  zoneName: string | null;
}

/** A parcel as it is divided on a day. */
export interface ParcelRow extends PlacedParcel {
  ended: boolean | null;
  area: string | null;
  publicArea: string | null;
  vacantArea: string | null;
  validFrom: Day | null;
  /** Tenants the person may see, the larger share first; at most five. */
  tenants: string[];
  tenantCount: number;
}

/** A tenant's share. */
export interface ShareRow {
  enterpriseId: string;
  name: string;
  creditCode: string;
  area: string;
  /** The enterprise that stands for it today, where it was merged (合并). */
  mergedInto: { id: string; name: string } | null;
}

export interface DivisionView extends Division {
  shares: ShareRow[];
}

export interface WholeParcel extends PlacedParcel {
  createdAt: Date;
  createdByName: string;
  day: Day;
  /** What holds on the day; null: the parcel was not known yet. */
  current: DivisionView | null;
  /** Every division that was recorded, newest first. */
  history: (DivisionView & { holds: boolean })[];
}

/** A share of an enterprise on a day. */
export interface EnterpriseShare {
  parcelId: string;
  number: string;
  address: string;
  parcelArea: string;
  area: string;
  validFrom: Day;
  document: string | null;
  /** Record it came with, where that was merged into the enterprise. */
  record: { id: string; name: string } | null;
}

/** Reads of the ledger, as of any day. */
@Injectable()
export class ParcelsQueries {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  async list(person: ActingPerson, filter: ParcelsFilter): Promise<Page<ParcelRow>> {
    const { q, region, zone, only, limit = 20, after } = filter;
    const placed = await this.placed();
    const [last = ''] = after === undefined ? [] : decodeCursor(after, 1);
    return this.database.read(person, async (tx) => {
      const day = filter.day ?? (await todayOf(tx));
      const tenants = (columns: string, more = '') =>
        `select ${columns} from parcel_share s join enterprise e on e.id = s."enterpriseId" where s."divisionId" = d.id ${more}`;
      // parcel by parcel: a page needs fifty of a hundred thousand
      const from = `from parcel p left join lateral ${itsDivisionOn('$1')} d on true
        where ($2::text is null or position($2 in p.number) > 0 or position($2 in p.address) > 0
            or exists (${tenants('', 'and position($2 in e.name) > 0')}))
          and ($3::text is null or starts_with(p."regionCode", $3)) and ($4::text is null or p."zoneCode" = $4)
          and case $5 when 'shared' then (${tenants('count(*) > 1')}) when 'vacant' then d."vacantArea" > 0
            when 'ended' then d.ended else not coalesce(d.ended, false) end`;
      const values = [day, q ?? null, region ?? null, zone ?? null, only ?? ''];
      const rows = await tx.rows<Omit<ParcelRow, keyof PlacedParcel> & Parcel>(
        `select p.id, p.number, p."regionCode", p."zoneCode", p.address, p.demo, p.version, d.ended, d.area::text as area,
           d."publicArea"::text as "publicArea", d."vacantArea"::text as "vacantArea", d."validFrom"::text as "validFrom",
           array(${tenants('e.name', 'order by s.area desc, e.name limit 5')}) as tenants,
           (${tenants('count(*)::int')}) as "tenantCount"
         ${from} and p.number > $6 order by p.number limit $7`,
        [...values, last, limit + 1],
      );
      const count = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select ${from} limit ${countLimit}) c`,
        values,
      );
      return pageOf(rows, { limit, counted: count?.n ?? 0, place: ({ number }) => [number], view: placed });
    });
  }

  /** @throws DomainError `PARCELS.NOT_FOUND`. */
  async one(person: ActingPerson, id: string, given?: Day): Promise<WholeParcel> {
    const placed = await this.placed();
    return this.database.read(person, async (tx) => {
      const parcel = placed(await findParcel(tx, id));
      const entered = await tx.row<{ createdAt: Date; createdByName: string }>(
        'select "createdAt", "createdByName" from parcel where id = $1',
        [id],
      );
      const day = given ?? (await todayOf(tx));
      const [held] = await tx.rows<{ id: string }>(`select d.id from ${divisionsOn('$2', 'v."parcelId" = $1')} d`, [
        id,
        day,
      ]);
      const history = await divisionViews(tx, id);
      const current = history.find((one) => one.id === held?.id) ?? null;
      return {
        ...{ ...parcel, createdAt: entered?.createdAt ?? new Date(0), createdByName: entered?.createdByName ?? '' },
        ...{ day, current, history: history.map((one) => ({ ...one, holds: one.id === held?.id })) },
      };
    });
  }

  /** Puts the names of a place beside its codes. */
  private async placed() {
    const regions = await this.reference.regions();
    const zones = new Map((await this.reference.ownNames('zone')).map(({ code, name }) => [code, name]));
    return <One extends Parcel>(one: One): One & PlacedParcel => ({
      ...one,
      ...{ regionName: regions.get(one.regionCode)?.name ?? null, zoneName: zones.get(one.zoneCode ?? '') ?? null },
    });
  }

  /** What an enterprise uses on a day, shares of records merged into it included. The caller has admitted the person. */
  async ofEnterprise(
    person: ActingPerson,
    enterpriseId: string,
    given?: Day,
  ): Promise<{ day: Day; items: EnterpriseShare[] }> {
    return this.database.read(person, async (tx) => {
      const day = given ?? (await todayOf(tx));
      const items = await tx.rows<EnterpriseShare>(
        `select p.id as "parcelId", p.number, p.address, d.area::text as "parcelArea", s.area::text as area,
           d."validFrom"::text as "validFrom", d.document,
           case when e.id <> $2 then json_build_object('id', e.id, 'name', e.name) end as record
         from parcel_share s join ${divisionsOn(
           '$1',
           `v."parcelId" in (select "parcelId" from parcel_share
             where "enterpriseId" in (select enterprise_family($2)))`,
         )} d on d.id = s."divisionId"
           join parcel p on p.id = d."parcelId" join enterprise e on e.id = s."enterpriseId"
         where s."enterpriseId" in (select enterprise_family($2)) order by p.number, e.id`,
        [day, enterpriseId],
      );
      return { day, items };
    });
  }
}

/** Every division of a parcel with its shares, newest first. */
async function divisionViews(tx: Transaction, parcelId: string): Promise<DivisionView[]> {
  const divisions = await tx.rows<Division>(
    `select ${divisionColumns} from parcel_division d where d."parcelId" = $1
     order by d."validFrom" desc, d.revision desc limit 500`,
    [parcelId],
  );
  const shares = await tx.rows<ShareRow & { divisionId: string }>(
    `select s."divisionId", s."enterpriseId", e.name, e."creditCode", s.area::text as area,
       case when m.id is not null then json_build_object('id', m.id, 'name', m.name) end as "mergedInto"
     from parcel_share s join enterprise e on e.id = s."enterpriseId"
       left join enterprise m on m.id = e."mergedInto"
     where s."parcelId" = $1 order by s.area desc, e."creditCode"`,
    [parcelId],
  );
  return divisions.map((one) => ({
    ...one,
    shares: shares.filter(({ divisionId }) => divisionId === one.id).map(({ divisionId: _, ...share }) => share),
  }));
}
