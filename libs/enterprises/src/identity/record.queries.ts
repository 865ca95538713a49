import { Injectable } from '@nestjs/common';
import { formatYuan } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { enterpriseNotFound } from '../enterprises.errors';
import { thisDay } from './check-identity';
import { type Identity, identityColumns } from './identity.store';
import { type ChainRow, recordRows, type RecordRows, type ZoneRow } from './record-rows';
import { type Standing, standingOn } from './standing-on';

/** A record by name, as far as a pointer to it says. */
export interface RecordName {
  id: string;
  name: string;
  creditCode: string;
}

/** A record merged into this one, or parted from it. */
export interface JoinedRecord extends RecordName {
  /** Id of the merge or split, by which it is undone. */
  actId: string;
  kind: 'duplicate' | 'absorbed' | 'split';
  effectiveOn: string | null;
  at: string;
  personName: string;
  reason: string;
}

/** Dated rows, zones and chains with the names the district's lists give them; null where they have none. */
type NamedRows = Omit<RecordRows, 'zones' | 'chains'> & {
  zones: (ZoneRow & { zoneName: string | null })[];
  chains: (ChainRow & { chainName: string | null })[];
};

/** Who an enterprise is on a day, with all that hangs on it. */
export interface EnterpriseRecord extends Omit<Identity, 'mergedInto' | 'registeredCapital'>, NamedRows {
  /** Titles and the official list on that day. */
  standing: Standing;
  id: string;
  /** The day that was asked for; null: today, with past rows among the dated ones. */
  asOf: string | null;
  /** The days in which the identity was as shown. */
  since: string | null;
  until: string | null;
  demo: boolean;
  version: number;
  createdAt: string;
  updatedAt: string;
  changedByName: string | null;
  /** 注册资本 in 元. */
  registeredCapital: string | null;
  regionName: string | null;
  regionPath: string | null;
  industryName: string | null;
  /** The record that goes on in its place. */
  mergedInto: RecordName | null;
  joined: JoinedRecord[];
}

export interface RecordOptions {
  /** Day whose state is wanted. */
  asOf?: string;
  /** The record itself, although another one stands for it. */
  own?: boolean;
}

interface Row extends Identity {
  id: string;
  since: string | null;
  until: string | null;
  demo: boolean;
  version: number;
  createdAt: string;
  updatedAt: string;
  changedByName: string | null;
  family: string[];
  survivor: RecordName | null;
  duplicate: boolean;
}

/** Reads one record whole, as of any day. */
@Injectable()
export class RecordQueries {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  /**
   * A record with everything that hangs on it, or the one that stands for it.
   * @throws DomainError `ENTERPRISES.NOT_FOUND`, alike for one that isn't there and one out of scope.
   */
  async one(
    person: ActingPerson,
    id: string,
    { asOf, own = false }: RecordOptions = {},
  ): Promise<{ record: EnterpriseRecord } | { standsFor: RecordName }> {
    const found = await this.database.read(person, async (tx): Promise<Found> => {
      const row = await recordRow(tx, id, asOf ?? null);
      if (!row) throw enterpriseNotFound();
      const standsFor = own ? null : standIn(row);
      if (standsFor) return { standsFor };
      const [rows, joined, standing] = await Promise.all([
        recordRows(tx, row.id, row.family, asOf ?? null),
        joinedRecords(tx, id),
        standingOn(tx, row.family, asOf ?? thisDay()),
      ]);
      return { row, rows, joined, standing };
    });
    if ('standsFor' in found) return found;
    const { row, rows, joined, standing } = found;
    const [regions, industries] = await Promise.all([this.reference.regions(), this.reference.industries()]);
    const named = await this.named(rows);
    const region = regions.get(row.regionCode);
    return {
      record: {
        ...withoutPointers(row),
        asOf: asOf ?? null,
        mergedInto: row.status === 'merged' ? row.survivor : null,
        registeredCapital: row.registeredCapital === null ? null : formatYuan(BigInt(row.registeredCapital)),
        ...{ regionName: region?.name ?? null, regionPath: region?.path ?? null },
        industryName: row.industryCode === null ? null : (industries.get(row.industryCode)?.name ?? null),
        ...named,
        joined,
        standing,
      },
    };
  }

  /** Who is responsible for enterprises today, and for how many; those with most first. */
  officers(person: ActingPerson): Promise<{ officerName: string; enterprises: number }[]> {
    return this.database.read(person, (tx) =>
      tx.rows<{ officerName: string; enterprises: number }>(
        `select "officerName", count(*)::int as enterprises from enterprise where "officerName" is not null and status <> 'merged'
         group by 1 order by 2 desc, 1 limit 500`,
      ),
    );
  }

  private async named(rows: RecordRows): Promise<NamedRows> {
    const [zones, chains] = await Promise.all([this.reference.ownNames('zone'), this.reference.ownNames('chain')]);
    const nameOf = (names: typeof zones, wanted: string) => names.find(({ code }) => code === wanted)?.path ?? null;
    return {
      ...rows,
      zones: rows.zones.map((row) => ({ ...row, zoneName: nameOf(zones, row.zoneCode) })),
      chains: rows.chains.map((row) => ({ ...row, chainName: nameOf(chains, row.chainCode) })),
    };
  }
}

type Found = { standsFor: RecordName } | { row: Row; rows: RecordRows; joined: JoinedRecord[]; standing: Standing };

const withoutPointers = ({ survivor: _survivor, duplicate: _duplicate, family: _family, ...row }: Row) => row;

/** A merger on a day leaves what was before it its own; a second record of one enterprise never was another. */
const standIn = ({ survivor, duplicate, status }: Row) => (duplicate || status === 'merged' ? survivor : null);

/** The state of a day: today's row when the day is in it, else the past state that holds it. */
function recordRow(tx: Transaction, id: string, asOf: string | null): Promise<Row | null> {
  const past = `v."enterpriseId" = e.id and v."withdrawnAt" is null and e.since is not null and $2::date < e.since
    and (v."validFrom" is null or v."validFrom" <= $2) and $2 < v."validUntil"`;
  return tx.row<Row>(
    `with state as (
       select e.id, e.since, null::date as until, ${identityColumns('e')} from enterprise e
       where e.id = $1 and ($2::date is null or e.since is null or e.since <= $2)
       union all
       select e.id, v."validFrom", v."validUntil", ${identityColumns('v')}
       from enterprise e join enterprise_version v on ${past} where e.id = $1)
     select s.*, s.since::text as since, s.until::text as until, e.demo, e.version, e."createdAt", e."updatedAt",
            e."changedByName", array(select enterprise_family(e.id)) as family,
            case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.name, 'creditCode', o."creditCode") end as survivor,
            coalesce(m.kind = 'duplicate', false) as duplicate
     from state s join enterprise e on e.id = s.id
       left join enterprise o on o.id = e."mergedInto"
       left join enterprise_merge m on m."mergedId" = e.id and m."undoneAt" is null`,
    [id, asOf],
  );
}

/** Records that were merged into this one or parted from it, newest first. */
function joinedRecords(tx: Transaction, id: string): Promise<JoinedRecord[]> {
  return tx.rows<JoinedRecord>(
    `select m.id as "actId", m.kind, m."effectiveOn"::text as "effectiveOn", m.at, m."personName", m.reason,
            e.id, e.name, e."creditCode"
     from enterprise_merge m join enterprise e on e.id = m."mergedId"
     where m."survivorId" = $1 and m."undoneAt" is null
     union all
     select s.id, 'split', null, s.at, s."personName", s.reason, e.id, e.name, e."creditCode"
     from enterprise_split s join enterprise e on e.id = s."newId"
     where s."enterpriseId" = $1 and s."undoneAt" is null
     order by at desc`,
    [id],
  );
}
