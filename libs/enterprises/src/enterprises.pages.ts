import { countLimit, type Transaction } from '@tidu/platform';
import {
  type Conditions,
  type ReadyFilter,
  RegisterConditions,
  SearchConditions,
  narrowing,
} from './enterprises.conditions';
import type { SortKey } from './enterprises.sort';

/** Where the last page ended, and how many rows were counted then. */
export interface Place {
  id: string;
  /** The sort key as text; unused where the order is by id alone. */
  value: string;
  counted: number;
  /** Whether the codes were searched in all their length. */
  anywhere: boolean;
}

/** What a page is to hold. */
export interface PageWanted {
  filter: ReadyFilter;
  /** SQL of the columns over `enterprise e`. */
  columns: string;
  /** Null: by id alone. */
  key: SortKey | null;
  descending: boolean;
  /** Null: the first page. */
  place: Place | null;
  /** About how many names of the whole register hold what is searched, as far as the database's statistics know. */
  estimate: number;
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

/** So many times more than are ever counted must be expected before a count is spared. */
const certainty = 4;
/** How many names are looked through in order before all that match are sorted instead: some 10 ms. */
const reach = 20_000;

/** A page of the register. Counts only what does not end on its first page. */
export async function registerPage<Row extends object>(tx: Transaction, wanted: PageWanted): Promise<PageRows<Row>> {
  const { filter, place, fetch } = wanted;
  const conditions = new RegisterConditions(filter, tx.person.scope);
  if (place) conditions.add(after(place, wanted, 'e.id', conditions));
  const sql = `${selected(wanted)} from enterprise e ${conditions.where} ${ordered(wanted, 'e.id')}`;
  if (place) {
    const rows = await tx.lastRows<Sorted<Row>>(sql, conditions.parameters, 'prepared');
    return { rows, counted: place.counted };
  }
  const rows = await tx.rows<Sorted<Row>>(sql, conditions.parameters);
  return { rows, counted: rows.length < fetch ? rows.length : await countHits(tx, wanted) };
}

/**
 * A page of the enterprises whose name matches. By id, few hits are all fetched, which counts them too, and sorted; of
 * many some follow close behind the last page, and only where they lie far apart all of them are sorted after all.
 * Where {@link isPlain}, the transaction keeps plans: planning took three times as long as a rare name's hits.
 */
export async function searchPage<Row extends object>(tx: Transaction, wanted: PageWanted): Promise<PageRows<Row>> {
  if (!wanted.filter.sound?.narrows) return pageOfHits<Row>(tx, wanted);
  // the planner takes hundreds of tokens for common ones, and would compare them name by name
  const [, page] = await Promise.all([tx.rows('set local enable_seqscan = off'), pageOfHits<Row>(tx, wanted)]);
  return page;
}

async function pageOfHits<Row extends object>(tx: Transaction, wanted: PageWanted): Promise<PageRows<Row>> {
  const { key, place, fetch } = wanted;
  if (key !== null) {
    const counted = place?.counted ?? (await countHits(tx, wanted));
    return { rows: await (counted < countLimit ? sortedHits<Row> : joinedHits<Row>)(tx, wanted), counted };
  }
  const isCounted = place === null ? !isCommon(tx, wanted) : place.counted < countLimit;
  if (isCounted) {
    const rows = await sortedHits<Row>(tx, wanted, `limit ${countLimit}`);
    const counted = place?.counted ?? rows[0]?.counted ?? 0;
    if (counted < countLimit) return { rows, counted };
  }
  const near = await nextHits<Row>(tx, wanted);
  const rows = near.length === fetch ? near : await sortedHits<Row>(tx, wanted);
  return { rows, counted: countLimit };
}

/**
 * Whether the hits come from the index of names whatever is searched: by id, and with Chinese letters of which some
 * pair is in the index. A code's beginning, a sound, and 有限公司 itself are found in other ways by what they are.
 */
export const isPlain = (key: SortKey | null, q = '', anywhere = false): boolean =>
  key === null && isChinese({ q, anywhere }) && !'有限公司'.includes(q);

const isPlainPage = ({ key, filter }: PageWanted) => isPlain(key, filter.q, filter.anywhere);

/** Whether Chinese letters are looked for in names. */
const isChinese = ({ q = '', anywhere }: Pick<ReadyFilter, 'q' | 'anywhere'>): boolean =>
  !anywhere && /^\p{Script=Han}{2,}$/u.test(q);

/**
 * Whether so many names hold the letters that "10 000+" needs no counting. How common they are is known of the whole
 * register, but not of a part of it: filters and scope are counted.
 */
function isCommon(tx: Transaction, wanted: PageWanted): boolean {
  const isWhole = tx.person.scope.everything && narrowing.every((name) => wanted.filter[name] === undefined);
  return isWhole && isChinese(wanted.filter) && wanted.estimate >= certainty * countLimit;
}

/** How many there are of all pages together; counted past row security, within the person's scope. */
function countHits(tx: Transaction, { filter }: PageWanted): Promise<number> {
  return countMatching(tx, filter, countLimit);
}

/** How many match within the person's scope, up to `most`; without it all of them, which may take a second. */
export async function countMatching(tx: Transaction, filter: ReadyFilter, most?: number): Promise<number> {
  if (filter.sound?.narrows) await tx.rows('set local enable_seqscan = off');
  const isMerged = filter.status === 'merged';
  const hits = new (isMerged ? RegisterConditions : SearchConditions)(filter, tx.person.scope);
  const bound = most === undefined ? '' : `limit ${most}`;
  const count = await tx.row<{ n: number }>(
    `select count(*)::int as n from (select from ${isMerged ? 'enterprise e' : 'enterprise_search s'} ${hits.where} ${bound}) as counted`,
    hits.parameters,
  );
  return count?.n ?? 0;
}

/** All hits in order, those after the last page; `bound` ends the fetching of hits early. */
function sortedHits<Row extends object>(tx: Transaction, wanted: PageWanted, bound = '') {
  const hits = new SearchConditions(wanted.filter, tx.person.scope, { keptPlan: isPlainPage(wanted) });
  const found = `select s."enterpriseId" as id from enterprise_search s ${hits.where} ${bound}`;
  const after = following(wanted, wanted.key ? 'e.id' : 'id', hits);
  // by id the page is cut before the register is read: left to itself the planner walks through the register for it
  const from = wanted.key
    ? `hits join enterprise e on e.id = hits.id ${after}`
    : `(select id from hits ${after} ${ordered(wanted, 'id')}) as page join enterprise e on e.id = page.id`;
  const mayFollow = bound !== '' && !(wanted.place && wanted.place.counted < countLimit);
  return tx[mayFollow ? 'rows' : 'lastRows']<Sorted<Row>>(
    `with hits as materialized (${found})
     ${selected(wanted)}, (select count(*)::int from hits) as counted from ${from} ${ordered(wanted, 'e.id')}`,
    hits.parameters,
    isPlainPage(wanted) ? 'prepared' : undefined,
  );
}

/** Very many hits by a key: both tables are read whole, or the key's index, as the planner likes. */
function joinedHits<Row extends object>(tx: Transaction, wanted: PageWanted) {
  const hits = new SearchConditions(wanted.filter, tx.person.scope);
  if (wanted.place) hits.add(after(wanted.place, wanted, 'e.id', hits));
  return tx.lastRows<Sorted<Row>>(
    `${selected(wanted)} from enterprise_search s join enterprise e on e.id = s."enterpriseId"
     ${hits.where} ${ordered(wanted, 'e.id')}`,
    hits.parameters,
  );
}

/** The hits among the next names by id: perhaps fewer than there are. */
function nextHits<Row extends object>(tx: Transaction, wanted: PageWanted) {
  const hits = new SearchConditions(wanted.filter, tx.person.scope, { walking: true, keptPlan: isPlainPage(wanted) });
  const direction = wanted.descending ? 'desc' : 'asc';
  const sql = `${selected(wanted)}
    from (select * from enterprise_search ${following(wanted, '"enterpriseId"', hits)}
          order by "enterpriseId" ${direction} limit ${reach}) s
    join enterprise e on e.id = s."enterpriseId" ${hits.where} ${ordered(wanted, 's."enterpriseId"')}`;
  return tx.rows<Sorted<Row>>(sql, hits.parameters, isPlainPage(wanted) ? 'prepared' : undefined);
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
