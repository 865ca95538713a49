import type { Day } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import type { Bearer, Borne } from './match';
import type { NameKeys } from './name-keys';

/** What the rows of a list ask of the register. */
export interface Asked {
  keys: ReadonlySet<string>;
  loose: ReadonlySet<string>;
  codes: ReadonlySet<string>;
}

/** Whoever the rows may mean; an enterprise stands in as many places as it is found by. */
export interface Bearers {
  byName: ReadonlyMap<string, readonly Bearer[]>;
  byLoose: ReadonlyMap<string, readonly Bearer[]>;
  byCode: ReadonlyMap<string, readonly Bearer[]>;
}

const batch = 5000;

/**
 * Reads the register once, a batch at a time, and keeps only whom the rows may mean: each with all names it ever bore,
 * second records under the one that stands for them. Memory grows with the list, never with the register.
 */
export async function findBearers(tx: Transaction, names: NameKeys, asked: Asked, most: number): Promise<Bearers> {
  const [same, loose] = [new Finds(), new Finds(most)];
  for await (const { id, name } of everyName(tx)) {
    const key = names.same(name);
    if (asked.keys.has(key)) same.add(key, id);
    const alike = names.loose(name);
    if (alike !== '' && asked.loose.has(alike)) loose.add(alike, id);
  }
  const codes = new Finds();
  for (const { id, code } of await idsOfCodes(tx, [...asked.codes])) codes.add(code, id);
  const found = [...new Set([...same.ids(), ...loose.ids(), ...codes.ids()])];
  const standing = await survivors(tx, found);
  const bearers = await readBearers(tx, names, [...new Set(found.map((id) => standing.get(id) ?? id))]);
  const of = (finds: Finds) => finds.map((id) => bearers.get(standing.get(id) ?? id));
  return { byName: of(same), byLoose: of(loose), byCode: of(codes) };
}

/** Ids by what they were found by. */
class Finds {
  private readonly kept = new Map<string, Set<string>>();

  constructor(private readonly most = Infinity) {}

  add(key: string, id: string): void {
    const ids = this.kept.get(key) ?? new Set();
    if (ids.size < this.most) this.kept.set(key, ids.add(id));
  }

  ids(): string[] {
    return [...this.kept.values()].flatMap((ids) => [...ids]);
  }

  map(bearerOf: (id: string) => Bearer | undefined): Map<string, Bearer[]> {
    return new Map(
      [...this.kept].map(([key, ids]) => {
        const found = [...ids].map(bearerOf).filter((one) => one !== undefined);
        return [key, [...new Set(found)].sort((a, b) => (a.id < b.id ? -1 : 1))];
      }),
    );
  }
}

async function* everyName(tx: Transaction): AsyncGenerator<{ id: string; name: string }> {
  await tx.rows(
    `declare every_name no scroll cursor for
     select id, name from enterprise
     union all
     select "enterpriseId", name from enterprise_name where "withdrawnAt" is null`,
  );
  for (;;) {
    const rows = await tx.rows<{ id: string; name: string }>(`fetch ${batch} from every_name`);
    yield* rows;
    if (rows.length < batch) break;
  }
  await tx.rows('close every_name');
}

function idsOfCodes(tx: Transaction, codes: string[]): Promise<{ id: string; code: string }[]> {
  return tx.rows(
    `select id, "creditCode" as code from enterprise where "creditCode" = any($1)
     union all
     select "enterpriseId", code from enterprise_alias where code = any($1) and "withdrawnAt" is null`,
    [codes],
  );
}

async function survivors(tx: Transaction, ids: string[]): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; by: string }>(
    `select "memberId" as id, "survivorId" as by from enterprise_member where "memberId" = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, by }) => [id, by]));
}

interface EnterpriseRow {
  id: string;
  standsFor: string;
  name: string;
  status: string;
  registeredOn: Day | null;
  since: Day | null;
}

interface NameRow {
  id: string;
  kind: 'former' | 'short';
  name: string;
  from: Day | null;
  until: Day | null;
}

async function readBearers(tx: Transaction, names: NameKeys, ids: string[]): Promise<Map<string, Bearer>> {
  const rows = await tx.rows<EnterpriseRow>(
    `with family as (
       select id, id as "standsFor" from unnest($1::uuid[]) id
       union all
       select "memberId", "survivorId" from enterprise_member where "survivorId" = any($1::uuid[]))
     select e.id, f."standsFor", e.name, e.status, e."registeredOn"::text as "registeredOn", e.since::text as since
     from family f join enterprise e on e.id = f.id`,
    [ids],
  );
  const former = await tx.rows<NameRow>(
    `select "enterpriseId" as id, kind, name, "validFrom"::text as "from", "validUntil"::text as until
     from enterprise_name where "enterpriseId" = any($1::uuid[]) and "withdrawnAt" is null`,
    [rows.map(({ id }) => id)],
  );
  const bearers = new Map<string, Bearer>();
  for (const { id, name, status, registeredOn, since } of rows.filter((row) => row.id === row.standsFor))
    bearers.set(id, { id, name, status, registeredOn, since, names: [] });
  for (const [row, ownNames] of grouped(rows, former)) {
    const bearer = bearers.get(row.standsFor);
    if (!bearer) continue;
    const ofMerged = row.id !== row.standsFor;
    bearers.set(row.standsFor, { ...bearer, names: [...bearer.names, ...borne(names, row, ownNames, ofMerged)] });
  }
  return bearers;
}

function* grouped(rows: readonly EnterpriseRow[], former: readonly NameRow[]): Generator<[EnterpriseRow, NameRow[]]> {
  const byId = new Map<string, NameRow[]>();
  for (const one of former) byId.set(one.id, [...(byId.get(one.id) ?? []), one]);
  for (const row of rows) yield [row, byId.get(row.id) ?? []];
}

/** The names of one record with their days: today's since the last former one ended. */
function borne(names: NameKeys, row: EnterpriseRow, others: readonly NameRow[], ofMerged: boolean): Borne[] {
  const ends = others.filter(({ kind }) => kind === 'former').map(({ until }) => until);
  const from = ends.reduce<Day | null>(
    (last, end) => (end !== null && (last === null || end > last) ? end : last),
    null,
  );
  const key = (name: string) => names.same(name);
  return [
    { key: key(row.name), kind: 'registered', name: row.name, from, until: null, ofMerged },
    ...others.map(({ kind, name, from: begins, until }) => ({
      ...{ key: key(name), kind, name, from: begins, until, ofMerged },
    })),
  ];
}
