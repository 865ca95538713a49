import { type FigureSource, sourceLabels } from '@tidu/figures';

/** Who stated a figure (来源), with the letter that stands for it in `fact_sheet.origins`. */
export interface FactSource {
  code: string;
  letter: string;
  /** What an official reads. */
  label: string;
}

const letters: Readonly<Record<FigureSource, string>> = {
  officer: 'O',
  audit: 'A',
  tax: 'T',
  statistics: 'S',
  platform: 'P',
  zone: 'Z',
  enterprise: 'E',
};

/** Every source that states figures. In which order they are believed is data: `Precedence` of the room `figures`. */
export const statedSources: readonly FactSource[] = Object.entries(letters).map(([code, letter]) => ({
  ...{ code, letter, label: sourceLabels[code as FigureSource] },
}));

/** The letter of a source; a small one where a person decided that it counts. */
export const letterOf = (source: FigureSource): string => letters[source];
export const resolvedLetter = (source: FigureSource): string => letters[source].toLowerCase();

/**
 * What follows from recorded evidence (佐证). The bureau recorded it piece by piece with its proof, so it goes before
 * what others state, but not before a figure that an officer has verified himself.
 */
export const evidence: FactSource = { code: 'evidence', letter: 'V', label: '佐证' };
/** Sources of figures that are believed before the evidence. */
export const beforeEvidence: ReadonlySet<string> = new Set(['officer']);

/** Facts that no source states: taken from the register, computed from it, or judged by an officer. */
export const register: FactSource = { code: 'register', letter: 'R', label: '登记信息' };
export const computed: FactSource = { code: 'computed', letter: 'C', label: '系统推算' };
export const judgement: FactSource = { code: 'judgement', letter: 'J', label: '人工判断' };

/** Stands for a fact that is missing. */
export const missingLetter = '-';

const byLetter = new Map(
  [...statedSources, evidence, register, computed, judgement].flatMap((source): [string, FactSource][] => [
    [source.letter, source],
    [source.letter.toLowerCase(), { ...source, label: `${source.label}（经核定）` }],
  ]),
);

/** The source a letter of `origins` stands for; null for a fact that is missing or was unknown to the sheet. */
export function sourceOfLetter(letter: string | undefined): FactSource | null {
  return byLetter.get(letter ?? missingLetter) ?? null;
}
