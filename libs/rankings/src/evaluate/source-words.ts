import { sourceOfLetter } from '@tidu/scoring';

const sources = [...'OATSPZEVRCJ'].flatMap((letter) => sourceOfLetter(letter) ?? []);
const labels = new Map(sources.map(({ code, label }) => [code, label]));

/** Who stated a figure, as an official reads it. */
export const sourceWord = (code: string | null): string | null => (code === null ? null : (labels.get(code) ?? code));
