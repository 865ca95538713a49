import { addDays, formatScaled, isDay, readScaled } from '@tidu/kernel';
import type { EvidenceDay, EvidenceField, EvidenceKind, EvidenceRecord, EvidenceStatement } from './evidence.queries';

/** What stands in the form, as typed; choices by code, yes and no as `yes` and `no`. */
export interface Draft {
  values: Record<string, string | string[]>;
  validFrom: string;
  validUntil: string;
  source: string;
  document: string;
  note: string;
  /** Content of the attached file, by its hash; null: none. */
  fileId: string | null;
  reason: string;
}

/** Percentages have two decimals less than the ratios they stand for. */
const percentScale = 4;
const ratioScale = 6;

/** An empty form. */
export function emptyDraft(kind: EvidenceKind): Draft {
  const values = Object.fromEntries(kind.fields.map(({ name, type }) => [name, type === 'choices' ? [] : '']));
  return { values, validFrom: '', validUntil: '', source: '', document: '', note: '', fileId: null, reason: '' };
}

/** A form that says what a record says. */
export function draftOf(kind: EvidenceKind, record: EvidenceRecord): Draft {
  const { validFrom, validUntil, source, document, note, fileId } = record;
  return {
    values: Object.fromEntries(kind.fields.map((field) => [field.name, typed(field, record.values[field.name])])),
    validFrom: shownDay(kind.from, validFrom) ?? '',
    validUntil: shownDay(kind.until, validUntil) ?? '',
    ...{ source, document: document ?? '', note: note ?? '', fileId, reason: '' },
  };
}

/** What is sent. What can't be understood is sent as typed: the server says what is wrong with it. */
export function statementOf(kind: EvidenceKind, draft: Draft): EvidenceStatement {
  const asked = kind.fields.filter((field) => isAsked(field, draft));
  return {
    values: Object.fromEntries(asked.map((field) => [field.name, meant(field, draft.values[field.name] ?? '')])),
    validFrom: keptDay(kind.from, draft.validFrom),
    validUntil: keptDay(kind.until, draft.validUntil),
    ...{ source: draft.source, document: draft.document || null, note: draft.note || null },
    ...{ fileId: draft.fileId, reason: draft.reason },
  };
}

/** Some fields are asked only where another one says so. */
export function isAsked({ onlyWith }: EvidenceField, { values }: Draft): boolean {
  return onlyWith === null || onlyWith.is.includes(String(values[onlyWith.field] ?? ''));
}

/** A day as people name it: the last one of validity where that is what certificates say. */
export function shownDay({ lastDay }: EvidenceDay, day: string | null): string | null {
  return day !== null && lastDay ? addDays(day, -1) : day;
}

function keptDay({ lastDay }: EvidenceDay, typedDay: string): string | null {
  if (typedDay === '') return null;
  return lastDay && isDay(typedDay) ? addDays(typedDay, 1) : typedDay;
}

function typed({ type }: EvidenceField, value: unknown): string | string[] {
  if (type === 'choices') return Array.isArray(value) ? value.map(String) : [];
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return '';
  return type === 'ratio' ? percentOf(value) : value;
}

function meant({ type }: EvidenceField, value: string | string[]): unknown {
  if (Array.isArray(value)) return value;
  const text = value.trim();
  if (text === '') return null;
  if (type === 'boolean') return text === 'yes';
  if (type === 'rank') return /^\d{1,9}$/.test(text) ? Number(text) : text;
  if (type !== 'ratio') return text;
  const scaled = readScaled(text.replace(/[%％]$/, ''), percentScale);
  return typeof scaled === 'bigint' ? formatScaled(scaled, ratioScale) : text;
}

/** A ratio (`0.125`) as the digits of its percentage (`12.5`), exactly. */
export function percentOf(ratio: string): string {
  const scaled = readScaled(ratio, ratioScale);
  return typeof scaled === 'bigint' ? formatScaled(scaled, percentScale) : ratio;
}
