import type { Transaction } from '@tidu/platform';
import { type DatedRow, heldOn, rowColumns } from '../dated/dated-rows';
import {
  aliasTable,
  chainTable,
  contactTable,
  type DatedTable,
  linkTable,
  nameTable,
  noteTable,
  zoneTable,
} from '../dated/dated-tables';

type Row<Own> = Pick<
  DatedRow,
  'id' | 'enterpriseId' | 'validFrom' | 'validUntil' | 'version' | 'source' | 'reason' | 'recordedAt' | 'recordedByName'
> &
  Own;

export type NameRow = Row<{ kind: 'former' | 'short'; name: string }>;
export type AliasRow = Row<{ kind: 'registrationNumber' | 'organisationCode' | 'creditCode'; code: string }>;
export type ZoneRow = Row<{ zoneCode: string }>;
export type ChainRow = Row<{ chainCode: string }>;
export type ContactRow = Row<{
  role: string;
  name: string;
  position: string | null;
  phone: string | null;
  phoneFailedOn: string | null;
  mailFailedOn: string | null;
  mail: string | null;
}>;
export type NoteRow = Row<{ text: string }>;
export type LinkRow = Row<{
  kind: 'group' | 'control' | 'supplies';
  /** Seen from this record: the other one controls or supplies it. */
  inward: boolean;
  otherId: string | null;
  otherName: string | null;
  otherCode: string | null;
  share: number | null;
  product: string | null;
  thisConfirmedAt: string | null;
  otherConfirmedAt: string | null;
}>;

/** All dated rows of a record. */
export interface RecordRows {
  names: NameRow[];
  aliases: AliasRow[];
  zones: ZoneRow[];
  chains: ChainRow[];
  contacts: ContactRow[];
  notes: NoteRow[];
  links: LinkRow[];
}

/**
 * Without the rows of merged records that another record of the family (its own before all) says too: the same in these
 * columns, at the same time and at least as long.
 */
export function saidOnce<R extends Row<unknown>>(rows: readonly R[], own: string, columns: readonly (keyof R)[]): R[] {
  const begins = ({ validFrom }: R) => validFrom ?? '0000';
  const ends = ({ validUntil }: R) => validUntil ?? '9999';
  const before = (one: R, other: R) =>
    one.enterpriseId === own ||
    (other.enterpriseId !== own && one.enterpriseId !== other.enterpriseId && one.id < other.id);
  const says = (one: R, row: R) =>
    before(one, row) &&
    columns.every((column) => one[column] === row[column]) &&
    begins(one) < ends(row) &&
    begins(row) < ends(one) &&
    ends(one) >= ends(row);
  return rows.filter((row) => row.enterpriseId === own || !rows.some((one) => one.id !== row.id && says(one, row)));
}

/**
 * Dated rows of these records (a record, `own`, and those found to be the same enterprise): what held on the day, or all
 * that stand when there is none; what several of them say stands once. What is confidential is masked where the answer leaves.
 */
export async function recordRows(
  tx: Transaction,
  own: string,
  family: string[],
  asOf: string | null,
): Promise<RecordRows> {
  const of = async <Own>(table: DatedTable, order: string) => {
    const rows = await tx.rows<Row<Own>>(
      `select ${rowColumns('r', table)} from ${table.table} r
       where r."enterpriseId" = any($1) and ${heldOn('r', '$2')} order by ${order}, r.id`,
      [family, asOf],
    );
    return tx.sealer.openRows(table.table, rows);
  };
  const [names, aliases, zones, chains, contacts, notes, links] = await Promise.all([
    nameRows(tx, family, asOf),
    of<Pick<AliasRow, 'kind' | 'code'>>(aliasTable, `r."validUntil" desc nulls first`),
    of<{ zoneCode: string }>(zoneTable, `r."validUntil" desc nulls first, r."zoneCode"`),
    of<{ chainCode: string }>(chainTable, `r."validUntil" desc nulls first, r."chainCode"`),
    of<Pick<ContactRow, 'role' | 'name' | 'position' | 'phone' | 'mail' | 'phoneFailedOn' | 'mailFailedOn'>>(
      contactTable,
      `r."validUntil" desc nulls first`,
    ),
    of<{ text: string }>(noteTable, `r."recordedAt" desc`),
    linkRows(tx, family, asOf),
  ]);
  return {
    ...{ names: saidOnce(names, own, ['kind', 'name']), aliases: saidOnce(aliases, own, ['kind', 'code']) },
    ...{ zones: saidOnce(zones, own, ['zoneCode']), chains: saidOnce(chains, own, ['chainCode']), notes, links },
    contacts: saidOnce(contacts, own, ['role', 'name', 'position', 'phone', 'mail']),
  };
}

/** Short names that held on the day, and former ones that had ended by then. */
function nameRows(tx: Transaction, family: string[], asOf: string | null): Promise<NameRow[]> {
  return tx.rows<NameRow>(
    `select ${rowColumns('r', nameTable)} from enterprise_name r
     where r."enterpriseId" = any($1) and r."withdrawnAt" is null
       and ($2::date is null or case r.kind when 'former' then r."validUntil" <= $2 else ${heldOn('r', '$2')} end)
     order by r."validUntil" desc nulls first, r.id`,
    [family, asOf],
  );
}

/** Links seen from the record, whichever side they were entered from; an end out of scope keeps its name to itself. */
function linkRows(tx: Transaction, family: string[], asOf: string | null): Promise<LinkRow[]> {
  return tx.rows<LinkRow>(
    `select ${rowColumns('r', { ...linkTable, columns: ['kind', 'share', 'product'] })},
            r.inward <> turned as inward, case when turned then r."enterpriseId" else r."otherId" end as "otherId",
            coalesce(o.name, r."otherName") as "otherName", coalesce(o."creditCode", r."otherCode") as "otherCode",
            case when turned then r."otherConfirmedAt" else r."ownConfirmedAt" end as "thisConfirmedAt",
            case when turned then r."ownConfirmedAt" else r."otherConfirmedAt" end as "otherConfirmedAt"
     from enterprise_link r
       cross join lateral (select r."enterpriseId" <> all($1) as turned) t
       left join enterprise o on o.id = case when turned then r."enterpriseId" else r."otherId" end
     where (r."enterpriseId" = any($1) or r."otherId" = any($1)) and ${heldOn('r', '$2')}
     order by r.kind, r."validUntil" desc nulls first, r.id`,
    [family, asOf],
  );
}
