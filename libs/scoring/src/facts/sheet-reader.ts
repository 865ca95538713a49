import type { FactDefinition, Facts, FactValue } from '@tidu/criteria';
import type { Transaction } from '@tidu/platform';
import type { FactCatalogue } from '@tidu/reference';
import { type FactPlace, factPlace } from './fact-place';
import { evidence, type FactSource, sourceOfLetter } from './sources';

/** A fact sheet (事实表) as it's read back: its known facts, and where each came from. */
export interface FactSheet {
  enterpriseId: string;
  year: number;
  asOf: string;
  version: number;
  /** SHA-256 in hexadecimal letters. */
  hash: string;
  facts: Facts;
  origin(code: string): FactOrigin | null;
}

export interface FactOrigin {
  source: FactSource;
  /** Accounting year of the figure or judgement; null for what the register or the evidence says. */
  year: number | null;
  /** Ids of the records of evidence it follows from, at most the first hundred; empty for other sources. */
  records: string[];
}

export type SheetRow = SheetKey &
  Record<string, unknown> & {
    extra: Record<string, unknown>;
    evidence: Record<string, string[]>;
    origins: string;
    hash: string;
  };

/** Which sheet: of whom, of which year, day and version. */
export interface SheetKey {
  enterpriseId: string;
  year: number;
  asOf: string;
  version: number;
}

/** The sheet of that day and version, or null when there is none in the person's scope. */
export async function readSheet(tx: Transaction, catalogue: FactCatalogue, key: SheetKey): Promise<FactSheet | null> {
  const [sheet] = await readSheets(tx, catalogue, [key]);
  return sheet ?? null;
}

/** The sheets of these keys that there are in the person's scope, in no certain order. */
export async function readSheets(
  tx: Transaction,
  catalogue: FactCatalogue,
  keys: readonly SheetKey[],
): Promise<FactSheet[]> {
  const rows = await tx.rows<SheetRow>(
    `select s.*, s."asOf"::text as "asOf", encode(s.hash, 'hex') as hash
     from unnest($1::uuid[], $2::int[], $3::date[], $4::int[]) k (id, year, as_of, version)
     join fact_sheet s on s."enterpriseId" = k.id and s.year = k.year and s."asOf" = k.as_of and s.version = k.version`,
    [
      ...[keys.map(({ enterpriseId }) => enterpriseId), keys.map(({ year }) => year)],
      ...[keys.map(({ asOf }) => asOf), keys.map(({ version }) => version)],
    ],
  );
  return rows.map((row) => sheetOf(row, catalogue));
}

/** A row of `fact_sheet` (with the hash in hexadecimal letters) as a sheet. */
export function sheetOf(row: SheetRow, catalogue: FactCatalogue): FactSheet {
  const { facts } = catalogue.dictionary;
  const places = new Map(facts.map((fact, i) => [fact.code, { fact, letter: row.origins[i] }]));
  const { enterpriseId, year, asOf, version, hash } = row;
  return {
    ...{ enterpriseId, year, asOf, version, hash },
    facts: new Map(
      facts.map((fact) => [
        fact.code,
        factValue(fact, (catalogue.district.has(fact.code) ? row.extra : row)[fact.code]),
      ]),
    ),
    origin: (code) => {
      const found = places.get(code);
      const source = sourceOfLetter(found?.letter);
      if (!found || !source) return null;
      const place = factPlace(found.fact, catalogue);
      const stated = source.code !== evidence.code;
      return { source, year: stated ? yearOf(place, year) : null, records: row.evidence[code] ?? [] };
    },
  };
}

function yearOf(place: FactPlace, year: number): number | null {
  if (place.kind === 'stated') return year + place.offset;
  return place.kind === 'judged' ? year : null;
}

/** The driver gives bigints as text; the evaluator wants numbers where they are exact. */
export function factValue(fact: FactDefinition, value: unknown): FactValue {
  if (value === null || value === undefined) return null;
  if (fact.min === null) return value as string | boolean;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : BigInt(value as string);
}
