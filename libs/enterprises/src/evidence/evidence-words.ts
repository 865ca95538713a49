import { formatScaled } from '@tidu/kernel';
import type { EvidenceField, EvidenceKind } from './evidence-kind';
import type { EvidenceRow } from './evidence-store';
import { type EvidenceColumns, ratioScale } from './statement';

/** How a record stands on a day: it counts, will only begin, has ended, or was withdrawn as a mistake. */
export type EvidenceState = 'holds' | 'ahead' | 'ended' | 'withdrawn';

/** The state of a record on a day. */
export function stateOn(day: string, row: EvidenceColumns): EvidenceState {
  const { withdrawnAt, validFrom, validUntil, cancelledOn } = row as Record<string, string | null | undefined>;
  if (withdrawnAt) return 'withdrawn';
  if (validFrom && day < validFrom) return 'ahead';
  if ((validUntil && day >= validUntil) || (cancelledOn && day >= cancelledOn)) return 'ended';
  return 'holds';
}

/** A record in one line, from the fields that name it. */
export function evidenceName(kind: EvidenceKind, row: EvidenceColumns): string {
  const parts = kind.named.flatMap((name) => {
    const field = kind.fields.find((one) => one.name === name);
    const value = row[name] ?? null;
    return field && value !== null ? [wordsOf(field, value)] : [];
  });
  return parts.length > 0 ? parts.join(' · ') : kind.label;
}

function wordsOf(field: EvidenceField, value: NonNullable<EvidenceColumns[string]>): string {
  if (field.type === 'rank') return `第 ${String(value)} 名`;
  return field.options?.find(({ code }) => code === value)?.label ?? String(value);
}

/** The values of a kind's own fields as the interface gives them: shares as decimal texts. */
export function evidenceValues(kind: EvidenceKind, row: EvidenceColumns): EvidenceColumns {
  return Object.fromEntries(
    kind.fields.map(({ name, type }) => {
      const value = row[name] ?? null;
      return [name, type === 'ratio' && typeof value === 'number' ? formatScaled(value, ratioScale) : value];
    }),
  );
}

/** The dates and words that every kind has. */
export function commonOf({ validFrom, validUntil, source, document, note, fileId }: EvidenceRow) {
  return { validFrom, validUntil, source, document, note, fileId };
}
