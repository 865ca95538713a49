import { evidenceKind } from '@tidu/enterprises';

/** Titles by code with their names, as the register holds them. */
export const titleWords: Readonly<Record<string, string>> = Object.fromEntries(
  (evidenceKind('titleHeld')?.fields.find(({ name }) => name === 'title')?.options ?? []).map(({ code, label }) => [
    code,
    label,
  ]),
);

/** Codes of all titles (称号). */
export const titleCodes: readonly string[] = Object.keys(titleWords);
