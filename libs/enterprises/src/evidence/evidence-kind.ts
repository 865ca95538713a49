/** One thing a record of evidence says, as form, validation, table and page know it. */
export interface EvidenceField {
  /** Column of the table. */
  name: string;
  label: string;
  type: 'text' | 'day' | 'choice' | 'choices' | 'boolean' | 'rank' | 'ratio';
  required?: boolean;
  /** Longest text. */
  max?: number;
  options?: readonly EvidenceOption[];
  /** What the text must look like, and how that is said. */
  shape?: { pattern: RegExp; says: string };
  /** What to put in, shown beside the field. */
  hint?: string;
  /** The field is asked, and then needed, only where another one says one of these; elsewhere it must be empty. */
  onlyWith?: { field: string; is: readonly string[] };
  /** The field is needed once this other one is given, and empty without it. */
  together?: string;
}

export interface EvidenceOption {
  code: string;
  label: string;
  /** Another word that means it, where it is nobody else's. */
  also?: string;
}

/** A day of the record's own time, half-open: it holds from the first up to, but not on, the second. */
export interface EvidenceDay {
  label: string;
  required?: boolean;
  /** People name the last day on which it still holds; what is kept is the day after. */
  lastDay?: boolean;
}

/** A kind of evidence (佐证种类): everything that differs between them; one path writes and reads them all. */
export interface EvidenceKind {
  kind: string;
  table: string;
  label: string;
  /** What belongs here and what doesn't. */
  about: string;
  /** `event` happened on a day, which can't be in the future; `state` holds for a time. */
  nature: 'event' | 'state';
  from: EvidenceDay;
  until: EvidenceDay;
  fields: readonly EvidenceField[];
  /** Fields whose words together name a record in one line. */
  named: readonly string[];
  /** At most one of an enterprise at a time. */
  exclusive?: boolean;
  /** The name may not be that of a title: an award is not a recognition. */
  noTitles?: boolean;
}

/** Options from pairs of code and label. */
export const options = (labels: Readonly<Record<string, string>>): readonly EvidenceOption[] =>
  Object.entries(labels).map(([code, label]) => ({ code, label }));
