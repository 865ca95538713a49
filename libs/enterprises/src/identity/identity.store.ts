import { staleVersion, type Transaction } from '@tidu/platform';
import { codeTaken, enterpriseNotFound, outOfScope, recordMerged } from '../enterprises.errors';
import type { EnterpriseStatus, Ownership } from '../enterprise.entity';
import type { Act } from '../history';
import { sameValues, type States } from './states';

/** The identity of an enterprise in one time; days and amounts (分) as texts. */
export type Identity = {
  creditCode: string;
  name: string;
  shortName: string | null;
  regionCode: string;
  regionBasis: 'given' | 'creditCode';
  streetCode: string | null;
  industryCode: string | null;
  ownership: Ownership | null;
  registeredOn: string | null;
  registeredCapital: string | null;
  registeredAddress: string | null;
  productionAddress: string | null;
  legalRepresentative: string | null;
  status: EnterpriseStatus;
  mergedInto: string | null;
  officerId: string | null;
  officerName: string | null;
};

/** Values to be changed; absent: left as they are. Name and code have operations of their own. */
export type IdentityPatch = Partial<Omit<Identity, 'creditCode' | 'name' | 'mergedInto' | 'regionBasis'>>;

const columns = [
  ...['creditCode', 'name', 'shortName', 'regionCode', 'regionBasis', 'streetCode', 'industryCode', 'ownership'],
  ...['registeredOn', 'registeredCapital', 'registeredAddress', 'productionAddress', 'legalRepresentative', 'status'],
  ...['mergedInto', 'officerId', 'officerName'],
] as (keyof Identity)[];

/** The columns of the identity as texts, of the table with this short name. */
export const identityColumns = (of: string) =>
  columns
    .map((column) => {
      const place = `${of}."${column}"`;
      return column === 'registeredOn' || column === 'registeredCapital' ? `${place}::text as "${column}"` : place;
    })
    .join(', ');

/** A record as it is stored: its states through time, the last of them today's. */
export interface StoredIdentity {
  id: string;
  version: number;
  demo: boolean;
  states: States<Identity>;
  /** Rows of past states, in the order of `states`. */
  versionIds: string[];
}

interface Row extends Identity {
  id: string;
  version: number;
  demo: boolean;
  since: string | null;
  updatedAt: Date;
  changedByName: string | null;
}

/** Reads a record with all its states. @throws DomainError `ENTERPRISES.NOT_FOUND`. */
export async function loadIdentity(tx: Transaction, id: string): Promise<StoredIdentity> {
  return withPast(tx, await currentRow(tx, id));
}

/** The same, for a record that is to be changed by somebody who has seen this version of it. */
export async function loadForChange(tx: Transaction, id: string, version: number): Promise<StoredIdentity> {
  const row = await currentRow(tx, id);
  if (row.version !== version)
    throw staleVersion('这条记录', { version: row.version, who: row.changedByName, at: row.updatedAt });
  if (row.mergedInto !== null) throw recordMerged(row.mergedInto);
  return withPast(tx, row);
}

async function currentRow(tx: Transaction, id: string): Promise<Row> {
  const row = await tx.row<Row>(
    `select e.id, e.version, e.demo, e.since::text as since, e."updatedAt", e."changedByName", ${identityColumns('e')}
     from enterprise e where e.id = $1`,
    [id],
  );
  if (!row) throw enterpriseNotFound();
  return row;
}

async function withPast(tx: Transaction, row: Row): Promise<StoredIdentity> {
  const past = await tx.rows<Identity & { id: string; validFrom: string | null; validUntil: string }>(
    `select v.id, v."validFrom"::text as "validFrom", v."validUntil"::text as "validUntil", ${identityColumns('v')}
     from enterprise_version v where v."enterpriseId" = $1 and v."withdrawnAt" is null
     order by v."validUntil"`,
    [row.id],
  );
  const states: States<Identity> = past.map(({ id: _id, validFrom, validUntil, ...state }) => ({
    ...{ from: validFrom, until: validUntil, state },
  }));
  const { id, version, demo, since } = row;
  const state = Object.fromEntries(columns.map((column) => [column, row[column]])) as Identity;
  return {
    ...{ id, version, demo, versionIds: past.map((one) => one.id) },
    states: [...states, { from: since, until: null, state }],
  };
}

/** The state of today. */
export function today({ states }: StoredIdentity): Identity {
  const last = states.at(-1);
  if (!last) throw new RangeError('a record without a state');
  return last.state;
}

/**
 * Writes what an edit made of the states: today's into `enterprise`, the others into `enterprise_version`; a past
 * state that no longer is one is withdrawn, never deleted.
 *
 * @throws DomainError `PLATFORM.STALE` when somebody was faster, `ENTERPRISES.CODE_TAKEN`.
 */
export async function saveIdentity(tx: Transaction, stored: StoredIdentity, states: States<Identity>, act: Act) {
  const now = states.at(-1);
  if (!now) throw new RangeError('a record without a state');
  const values = columns.map((column) => now.state[column]);
  const changed = await tx
    .rows(
      `update enterprise set ${columns.map((column, i) => `"${column}" = $${i + 5}`).join(', ')},
              since = $3, version = version + 1, "updatedAt" = now(), "changedBy" = acting_person(), "changedByName" = $4
       where id = $1 and version = $2 returning id`,
      [stored.id, stored.version, now.from, tx.person.name, ...values],
    )
    .catch((error: unknown) => {
      throw refusalOf(error, now.state);
    });
  // somebody was faster between the reading and now
  if (changed.length === 0) await loadForChange(tx, stored.id, stored.version);
  await savePast(tx, stored, states.slice(0, -1), act);
}

async function savePast(tx: Transaction, stored: StoredIdentity, past: States<Identity>, act: Act): Promise<void> {
  const before = stored.states.slice(0, -1);
  const same = (one: States<Identity>[number], other: States<Identity>[number]) =>
    one.from === other.from && one.until === other.until && sameValues(one.state, other.state);
  const gone = stored.versionIds.filter((_, i) => {
    const span = before[i];
    return span && !past.some((kept) => same(span, kept));
  });
  if (gone.length > 0) {
    await tx.rows(
      `update enterprise_version set "withdrawnAt" = now(), "withdrawnBy" = $2, "withdrawnByName" = $3, "withdrawnReason" = $4
       where id = any($1)`,
      [gone, tx.person.id, tx.person.name, act.reason],
    );
  }
  for (const span of past.filter((one) => !before.some((kept) => same(one, kept)))) {
    await tx.rows(
      `insert into enterprise_version ("enterpriseId", "validFrom", "validUntil", source, reason, "recordedBy", "recordedByName",
              ${columns.map((column) => `"${column}"`).join(', ')})
       values ($1, $2, $3, $4, $5, $6, $7, ${columns.map((_, i) => `$${i + 8}`).join(', ')})`,
      [
        ...[stored.id, span.from, span.until, act.source, act.reason, tx.person.id, tx.person.name],
        ...columns.map((column) => span.state[column]),
      ],
    );
  }
}

/** What the database refuses, in words: a code that is another's, a region the person doesn't look after. */
function refusalOf(error: unknown, { creditCode, regionCode }: Identity): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code === '23505' && constraint === 'enterprise_creditCode_key') return codeTaken(creditCode);
  return code === '42501' ? outOfScope(regionCode) : error;
}
