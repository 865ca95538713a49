import type { FactDefinition } from '@tidu/criteria';
import { formatFixed } from '@tidu/kernel';
import type { FigureValueDto } from './console/figures.console.dto';

/** A value as the database gives it: scaled integers as text or number. */
export type StoredValue = string | number | boolean | null | undefined;

/** A row of `figures`: its columns of the facts by their code, the district's facts in `extra`. */
export type StoredFigures = Record<string, unknown> & { extra: Record<string, StoredValue> };

/** The value of a fact in a row of `figures`. */
export function storedValue(row: StoredFigures, code: string): StoredValue {
  return (row[code] as StoredValue) ?? row.extra[code];
}

/** One value as JSON, or nothing when it's missing. */
export function figureValue(fact: FactDefinition, stored: StoredValue): FigureValueDto[] {
  if (stored === null || stored === undefined) return [];
  const { code, label, type, unit } = fact;
  const value =
    typeof stored === 'boolean'
      ? stored
      : fact.min !== null
        ? formatFixed(BigInt(String(stored)), fact.scale)
        : String(stored);
  const at = fact.values.indexOf(String(stored));
  return [{ code, label, type, unit, value, valueLabel: at < 0 ? null : (fact.valueLabels[at] ?? null) }];
}

/** A value of COPY text (`t`, `f`, digits, a code) as it is kept in `extra` and compared: booleans as booleans. */
export function fromCopyText(fact: FactDefinition, text: string | null): string | boolean | null {
  if (text === null) return null;
  return fact.type === 'boolean' ? text === 't' : text;
}

/** A stored value as text, so that two of them can be compared and kept: `true`, `120`, `small`. */
export function valueText(stored: StoredValue): string | null {
  return stored === null || stored === undefined ? null : String(stored);
}
