import type { FactDefinition } from '@tidu/criteria';
import type { FactCatalogue } from '@tidu/reference';

/** Where the value of a fact comes from when a sheet is written. */
export type FactPlace =
  /** Stated by sources: a column of `figures` (or a key of its `extra`), so many years before the sheet's. */
  | { kind: 'stated'; code: string; district: boolean; offset: number }
  /** Judged by an officer for the sheet's year. */
  | { kind: 'judged' }
  /** A column of `enterprise`. */
  | { kind: 'register'; column: string }
  /** An expression over the register and the day of assessment. */
  | { kind: 'computed'; sql: string };

/** Facts about who the enterprise is, by their column in the register. */
const fromRegister: Readonly<Record<string, string>> = {
  industryCode: 'industryCode',
  regionCode: 'regionCode',
  ownership: 'ownership',
};

/** Facts that follow from the register and the day of assessment (`$2`). */
const byComputing: Readonly<Record<string, string>> = {
  establishedYears: `elapsed_years(t."registeredOn", $2::date)`,
};

/** The place of every fact of the dictionary; figures of earlier years lead to their base fact and offset. */
export function factPlace(fact: FactDefinition, catalogue: FactCatalogue): FactPlace {
  const column = fromRegister[fact.code];
  if (column !== undefined) return { kind: 'register', column };
  const sql = byComputing[fact.code];
  if (sql !== undefined) return { kind: 'computed', sql };
  if (fact.origin === 'judged') return { kind: 'judged' };
  const code = fact.base ?? fact.code;
  return { kind: 'stated', code, district: catalogue.district.has(code), offset: fact.base === null ? 0 : fact.offset };
}

/** SQL type of a fact's value. */
export function sqlType(fact: FactDefinition): 'boolean' | 'int' | 'bigint' | 'text' {
  switch (fact.type) {
    case 'boolean':
      return 'boolean';
    case 'integer':
      return 'int';
    case 'money':
    case 'decimal':
      return 'bigint';
    case 'enum':
    case 'code':
      return 'text';
  }
}

/** A fact's value as an expression over a row of `figures` or `fact_sheet`: its column, or its key in `extra`. */
export function factColumn(row: string, fact: { code: string }, district: boolean, type: string): string {
  return district ? `(${row}.extra->>'${fact.code}')::${type}` : `${row}."${fact.code}"`;
}
