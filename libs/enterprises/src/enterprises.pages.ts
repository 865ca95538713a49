import { countLimit, type Transaction } from '@tidu/platform';
import { type Conditions, type EnterpriseFilter, RegisterConditions, SearchConditions } from './enterprises.conditions';
import type { SortKey } from './enterprises.sort';

/** Where the last page ended, and how many rows were counted then. */
export interface Place {
  id: string;
  /** The sort key as text; unused where the order is by id alone. */
  value: string;
  counted: number;
}

/** What a page is to hold. */
export interface PageWanted {
  filter: EnterpriseFilter;
  /** SQL of the columns over `enterprise e`. */
  columns: string;
  /** Null: by id alone. */
  key: SortKey | null;
  descending: boolean;
  /** Null: the first page. */
  place: Place | null;
  /** Rows to fetch: one more than are shown, to know whether a page follows. */
  fetch: number;
}

/** A row with its place in the order; `counted` is there where the same statement counted. */
export type Sorted<Row> = Row & { sortKey: string | null; counted?: number };

/** Rows of a page, and how many there are of all pages together (at most `countLimit`). */
export interface PageRows<Row> {
  rows: Sorted<Row>[];
  counted: number;
}

/** How many names are looked through in order before all that match are sorted instead: some 10 ms. */
const reach = 20_000;

/** A page of the register. Counts only what does not end on its first page. */
export async function registerPage<Row extends object>(tx: Transaction, wanted: PageWanted): Promise<PageRows<Row>> {
  const { filter, place, fetch } = wanted;
  const conditions = new RegisterConditions(filter, tx.person.scope);
  if (place) conditions.add(after(place, wanted, 'e.id', conditions));
  const rows = await tx[place ? 'lastRows' : 'rows']<Sorted<Row>>(
    `${selected(wanted)} from enterprise e ${conditions.where} ${ordered(wanted, 'e.id')}`,
    conditions.parameters,
  );
  if (place) return { rows, counted: place.counted };
  if (rows.length < fetch) return { rows, counted: rows.length };
  const all = new SearchConditions(filter, tx.person.scope);
  const [count] = await tx.lastRows<{ n: number }>(
    `select count(*)::int as n from (select from enterprise_search s ${all.where} limit ${countLimit}) as counted`,
    all.parameters,
  );
  return { rows, counted: count?.n ?? 0 };
}

/**
 * A page of the enterprises whose name matches. Few hits are all fetched, which counts them too, and sorted. Of many
 * some follow close behind the last page; only where they lie far apart all of them are sorted after all.
 */
export async function searchPage<Row extends object>(tx: Transaction, wanted: PageWanted): Promise<PageRows<Row>> {
  const { key, place, fetch } = wanted;
  if (place === null || place.counted < countLimit) {
    const rows = await sortedHits<Row>(tx, wanted, `limit ${countLimit}`);
    const counted = place?.counted ?? rows[0]?.counted ?? 0;
    if (counted < countLimit) return { rows, counted };
  }
  const near = key === null ? await nextHits<Row>(tx, wanted) : [];
  const rows = near.length === fetch ? near : await sortedHits<Row>(tx, wanted);
  return { rows, counted: countLimit };
}

/** All hits in order, those after the last page; `bound` ends the fetching of hits early. */
function sortedHits<Row extends object>(tx: Transaction, wanted: PageWanted, bound = '') {
  const hits = new SearchConditions(wanted.filter, tx.person.scope);
  const found = `select s."enterpriseId" as id from enterprise_search s ${hits.where} ${bound}`;
  const after = following(wanted, wanted.key ? 'e.id' : 'id', hits);
  // by id the page is cut before the register is read: left to itself the planner walks through the register for it
  const from = wanted.key
    ? `hits join enterprise e on e.id = hits.id ${after}`
    : `(select id from hits ${after} ${ordered(wanted, 'id')}) as page join enterprise e on e.id = page.id`;
  const isLast = bound === '' || (wanted.place !== null && wanted.place.counted < countLimit);
  return tx[isLast ? 'lastRows' : 'rows']<Sorted<Row>>(
    `with hits as materialized (${found})
     ${selected(wanted)}, (select count(*)::int from hits) as counted from ${from} ${ordered(wanted, 'e.id')}`,
    hits.parameters,
  );
}

/** The hits among the next names by id: perhaps fewer than there are. */
function nextHits<Row extends object>(tx: Transaction, wanted: PageWanted) {
  const hits = new SearchConditions(wanted.filter, tx.person.scope);
  const direction = wanted.descending ? 'desc' : 'asc';
  const sql = `${selected(wanted)}
    from (select * from enterprise_search ${following(wanted, '"enterpriseId"', hits)}
          order by "enterpriseId" ${direction} limit ${reach}) s
    join enterprise e on e.id = s."enterpriseId" ${hits.where} ${ordered(wanted, 's."enterpriseId"')}`;
  return tx.rows<Sorted<Row>>(sql, hits.parameters);
}

const selected = ({ columns, key }: PageWanted) =>
  `select ${columns}, ${key ? `(${key.expression})::text` : 'null'} as "sortKey"`;

function ordered({ key, descending, fetch }: PageWanted, id: string): string {
  const direction = descending ? 'desc' : 'asc';
  return `order by ${key ? `${key.expression} ${direction}, ` : ''}${id} ${direction} limit ${fetch}`;
}

/** Only what comes after the last row of the page before; `id`: the column that says the id. */
function after({ id, value }: Place, { key, descending }: PageWanted, column: string, conditions: Conditions): string {
  const sign = descending ? '<' : '>';
  const last = `${conditions.parameter(id)}::uuid`;
  return key === null
    ? `${column} ${sign} ${last}`
    : `(${key.expression}, ${column}) ${sign} (${conditions.parameter(value)}::${key.type}, ${last})`;
}

const following = (wanted: PageWanted, column: string, conditions: Conditions) =>
  wanted.place ? `where ${after(wanted.place, wanted, column, conditions)}` : '';
