import { type FigureSource, sourceLabels } from '@tidu/figures';

/** Who stated a figure (来源), with the letter that stands for it in `fact_sheet.origins`. */
export interface FactSource {
  code: string;
  letter: string;
  /** What an official reads. */
  label: string;
}

/**
 * The order in which sources are believed (取数优先级): what an officer has verified goes before an audited report,
 * that before the tax office's and the statisticians' data, and what the enterprise itself states comes last. One
 * order for every fact; a different one for single facts would be further data, read at this one place.
 */
const precedence: readonly [FigureSource, string][] = [
  ['officer', 'O'],
  ['audit', 'A'],
  ['tax', 'T'],
  ['statistics', 'S'],
  ['platform', 'P'],
  ['zone', 'Z'],
  ['enterprise', 'E'],
];

export const sourcesByPrecedence: readonly FactSource[] = precedence.map(([code, letter]) => ({
  ...{ code, letter, label: sourceLabels[code] },
}));

/**
 * What follows from recorded evidence (佐证). The bureau recorded it piece by piece with its proof, so it goes before
 * what others state, but not before a figure that an officer has verified himself.
 */
export const evidence: FactSource = { code: 'evidence', letter: 'V', label: '佐证' };
/** Sources of figures that are believed before the evidence. */
export const beforeEvidence: ReadonlySet<string> = new Set(['officer']);

/** Facts that no source states: taken from the register, or computed from it. */
export const register: FactSource = { code: 'register', letter: 'R', label: '登记信息' };
export const computed: FactSource = { code: 'computed', letter: 'C', label: '系统推算' };

/** Stands for a fact that is missing. */
export const missingLetter = '-';

const byLetter = new Map(
  [...sourcesByPrecedence, evidence, register, computed].map((source) => [source.letter, source]),
);

/** The source a letter of `origins` stands for; null for a fact that is missing or was unknown to the sheet. */
export function sourceOfLetter(letter: string | undefined): FactSource | null {
  return byLetter.get(letter ?? missingLetter) ?? null;
}
