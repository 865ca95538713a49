import type { EvidenceField, EvidenceOption } from '../evidence/evidence-kind';

/** A column of a list: who the enterprise is, what is stated, or who says so. */
export interface ListColumn {
  name: string;
  label: string;
  /** `money` is 元 unless the header says another unit, kept in 分. */
  type: EvidenceField['type'] | 'year' | 'money';
  required: boolean;
  hint: string;
  options: EvidenceOption[];
  /** The file names the last day; what is kept is the day after. */
  lastDay: boolean;
  aliases: string[];
}

/** A cell of a list as it was read: its value, with what was supposed, or what is wrong with it. */
export type Cell = { value: unknown; note?: string } | { fault: string };
