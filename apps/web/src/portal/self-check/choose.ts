import { chooseStandard, type Purpose } from '@tidu/criteria';
import type { components } from '../../shared/api/open.gen';

export type StandardHead = components['schemas']['StandardDto'];

/** What the enterprise wants to know: which title, for what, as of when. */
export interface Wish {
  title: string;
  purpose: Purpose;
  /** YYYY-MM-DD */
  day: string;
}

/** The standards that may hold, and in words why there is none. */
export interface Found {
  candidates: StandardHead[];
  /** Why each of the title's standards does not hold; only where none does. */
  reasons: { name: string; reason: string }[];
}

/**
 * The standards of a title that hold for a purpose on a day, wherever the enterprise is: it knows its own town better
 * than we do and is asked only when several towns' standards remain.
 */
export function findStandards(standards: readonly StandardHead[], { title, purpose, day }: Wish): Found {
  const heads = standards.map((one) => ({ ...one, grants: { title: one.title, level: one.level, years: null } }));
  const regions = [...new Set(standards.filter((one) => one.title === title).map(({ region }) => region))];
  const choices = regions.map((region) => chooseStandard(heads, { title, region, purpose, date: day }));
  const fitting = new Set(
    choices.flatMap(({ considered }) => considered.filter(({ fits }) => fits).map(({ id }) => id)),
  );
  const candidates = standards.filter(({ id }) => fitting.has(id));
  if (candidates.length > 0) return { candidates, reasons: [] };
  // a standard of a narrower region explains itself best in its own region
  const reasons = choices.flatMap(({ considered }, i) => considered.filter(({ id }) => regionOf(standards, id) === regions[i])); // prettier-ignore
  return { candidates, reasons: reasons.map(({ name, reason }) => ({ name, reason })) };
}

const regionOf = (standards: readonly StandardHead[], id: string): string | undefined =>
  standards.find((one) => one.id === id)?.region;
