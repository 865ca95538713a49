import type { FactDefinition, Facts, FactValue } from '@tidu/criteria';
import type { Transaction } from '@tidu/platform';
import type { FactCatalogue } from '@tidu/reference';
import { factPlace } from './fact-place';
import { type FactSource, sourceOfLetter } from './sources';

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
  /** Accounting year of the figure; null for what the register says. */
  year: number | null;
}

type Row = Record<string, unknown> & { extra: Record<string, unknown>; origins: string; hash: string };

/** The sheet of that day and version, or null when there is none in the person's scope. */
export async function readSheet(
  tx: Transaction,
  catalogue: FactCatalogue,
  key: { enterpriseId: string; year: number; asOf: string; version: number },
): Promise<FactSheet | null> {
  const row = await tx.row<Row>(
    `select *, encode(hash, 'hex') as hash from fact_sheet
     where "enterpriseId" = $1 and year = $2 and "asOf" = $3 and version = $4`,
    [key.enterpriseId, key.year, key.asOf, key.version],
  );
  if (!row) return null;
  const { facts } = catalogue.dictionary;
  const places = new Map(facts.map((fact, i) => [fact.code, { fact, letter: row.origins[i] }]));
  return {
    ...key,
    hash: row.hash,
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
      return { source, year: place.kind === 'stated' ? key.year + place.offset : null };
    },
  };
}

/** The driver gives bigints as text; the evaluator wants numbers where they are exact. */
export function factValue(fact: FactDefinition, value: unknown): FactValue {
  if (value === null || value === undefined) return null;
  if (fact.min === null) return value as string | boolean;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : BigInt(value as string);
}
