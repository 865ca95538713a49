import { Injectable } from '@nestjs/common';
import { standingRows } from '@tidu/enterprises';
import { systemActor, Database, type Transaction } from '@tidu/platform';
import { type FactCatalogue, ReferenceService } from '@tidu/reference';
import type { FigureSource } from '../sources';
import { familyRows, ownFirst, together } from '../together';
import { factsOfCheck, type FigureCheck, type Statement } from './check';
import { findFlags } from './find-flags';
import { type FlagChanges, keepFlags, type PlacedFlag } from './flag-store';

/** The checks in use and the facts they look at. */
export interface CheckSet {
  checks: FigureCheck[];
  catalogue: FactCatalogue;
  /** Facts as columns of a select over `figures f`. */
  columns: string;
  facts: string[];
}

type Row = { enterpriseId: string; year: number; source: FigureSource } & Record<string, string | null>;

/** Looks at figures with the checks of the district (一数一源检查): one enterprise at once, or a range of them. */
@Injectable()
export class FigureChecker {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  /** The checks as they were seeded. Asked for before a transaction is opened: it takes a connection of its own. */
  async checkSet(): Promise<CheckSet> {
    const catalogue = await this.reference.facts();
    const rows = await this.database.read(systemActor, (tx) =>
      tx.rows<{ entry: FigureCheck }>('select entry from figure_check order by position'),
    );
    const checks = rows.map(({ entry }) => entry);
    const facts = [...new Set(checks.flatMap(factsOfCheck))];
    const columns = facts
      .map((code) => (catalogue.district.has(code) ? `(f.extra->>'${code}')::bigint as "${code}"` : `f."${code}"`))
      .join(', ');
    return { checks, catalogue, columns, facts };
  }

  /** Checks every year of one enterprise inside the caller's transaction and keeps what is found. */
  async check(tx: Transaction, set: CheckSet, enterpriseId: string): Promise<FlagChanges> {
    const found = await tx.rows<Row>(
      `select $1::uuid as "enterpriseId", ${selected(set)} from figures f where ${familyRows} order by ${ownFirst}`,
      [enterpriseId],
    );
    const rows = together(found);
    const years = [...new Set(rows.map(({ year }) => year))];
    const kept = await tx.rows<{ year: number }>('select distinct year from figure_flag where "enterpriseId" = $1', [
      enterpriseId,
    ]);
    const flags = years.flatMap((year) => flagsOf(set, rows, year));
    const looked = [...new Set([...years, ...kept.map(({ year }) => year)])];
    return keepFlags(tx, { enterpriseIds: [enterpriseId], years: looked }, flags);
  }

  /** Checks every year of these enterprises, none of which was merged into another, and keeps what is found. */
  async checkAll(tx: Transaction, set: CheckSet, enterpriseIds: string[]): Promise<FlagChanges> {
    const within = (column: string) => `${column} = any ($1::uuid[])`;
    const found = await tx.rows<Row>(
      `select f."of" as "enterpriseId", ${selected(set)} from ${standingRows('figures', { where: 'r."supersededAt" is null', within })} f
       order by f."of", f.own desc, f."submittedAt" desc, f.id desc`,
      [enterpriseIds],
    );
    const kept = await tx.rows<{ year: number }>(
      'select distinct year from figure_flag where "enterpriseId" = any ($1::uuid[])',
      [enterpriseIds],
    );
    const years = new Set(kept.map(({ year }) => year));
    const flags: PlacedFlag[] = [];
    for (const own of byEnterprise(found)) {
      const rows = together(own);
      for (const year of new Set(rows.map((row) => row.year))) {
        years.add(year);
        flags.push(...flagsOf(set, rows, year));
      }
    }
    return keepFlags(tx, { enterpriseIds, years: [...years] }, flags);
  }

  /** Checks one year of the enterprises in a range of ids (from excluded, to included) and keeps what is found. */
  async checkRange(tx: Transaction, set: CheckSet, year: number, from: string, to: string): Promise<RangeResult> {
    const rows = await tx.rows<Row>(
      `select f."of" as "enterpriseId", ${selected(set)} from ${standingRows('figures', {
        where: 'r."supersededAt" is null and r.year between $3::int - 1 and $3::int + 1',
        within: (column) => `${column} > $1 and ${column} <= $2`,
      })} f order by f."of", f.own desc, f."submittedAt" desc, f.id desc`,
      [from, to, year],
    );
    const flags: PlacedFlag[] = [];
    let looked = 0;
    for (const all of byEnterprise(rows)) {
      const own = together(all);
      if (own.some((row) => row.year === year)) looked++;
      flags.push(...flagsOf(set, own, year));
    }
    return { looked, ...(await keepFlags(tx, { from, to, years: [year] }, flags)) };
  }
}

export interface RangeResult extends FlagChanges {
  /** Enterprises with figures of the year. */
  looked: number;
}

const selected = ({ columns }: CheckSet): string =>
  `f.year::int as year, f.source${columns === '' ? '' : `, ${columns}`}`;

/** Rows that come enterprise by enterprise, an enterprise at a time. */
function* byEnterprise(rows: readonly Row[]): Generator<Row[]> {
  for (let at = 0; at < rows.length;) {
    const { enterpriseId } = rows[at] as Row;
    let end = at;
    while (rows[end]?.enterpriseId === enterpriseId) end++;
    yield rows.slice(at, end);
    at = end;
  }
}

/** The flags of one enterprise and year; `rows` are its figures. */
function flagsOf({ checks, catalogue, facts }: CheckSet, rows: readonly Row[], year: number): PlacedFlag[] {
  const enterpriseId = rows[0]?.enterpriseId ?? '';
  const statements = rows.map((row): Statement => {
    const values: Record<string, number | null> = {};
    // beyond 2^53 a double is near enough for checks that look for factors, not for the last digit
    for (const fact of facts) values[fact] = row[fact] == null ? null : Number(row[fact]);
    return { year: row.year, source: row.source, values };
  });
  return findFlags(checks, statements, year, (code) => catalogue.dictionary.get(code)).map((flag) => ({
    ...{ enterpriseId, year, ...flag },
  }));
}
