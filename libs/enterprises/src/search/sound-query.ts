import type { Sounds } from './sounds';

/** One letter of a name as it was typed: a whole syllable, or its beginning. */
interface Piece {
  text: string;
  whole: boolean;
}

/** What a search by sound asks of the index, and what each hit is judged by again. */
export interface SoundQuery {
  /** One entry a way of reading what was typed; within it all must hold: any of these tokens is there. */
  ways: number[][][];
  /** Whether every way has tokens; else all names are judged. */
  narrows: boolean;
  /** Over `enterprise_search.sound`: exact. */
  pattern: string;
}

/** More ways of reading than any sensible text has; what comes later is left out. */
const mostWays = 48;
/** So many alternatives for one pair of sounds are looked up; of more, the first letters lead. */
const mostAlternatives = 500;
/** Where nearly every name has the first letters (y·x of 有限), a long list of alternatives is still the shorter way. */
const mostInsteadOfCommon = 20_000;

/**
 * What was typed as sounds: `chongqing`, `cq`, `chongqzc`. Whole syllables and first letters may be mixed, the last
 * syllable may be unfinished. Null for a text that isn't pinyin, or stands for fewer than two letters of a name.
 */
export function soundQuery(q: string, sounds: Sounds): SoundQuery | null {
  const text = q
    .toLowerCase()
    .replaceAll('ü', 'v')
    .replace(/[\s'’]+/g, '');
  if (!/^[a-z0-9]{2,50}$/.test(text) || !/[a-z]/.test(text) || sounds.empty) return null;
  const ways = waysOf(text, sounds).filter((pieces) => pieces.length > 1);
  const possible = ways.filter((pieces) => pieces.every((piece) => codesOf(piece, sounds).length > 0));
  // i, u and v begin no syllable: as first letters they'd be Latin ones, which nobody means who has typed syllables
  const syllables = possible.filter((pieces) => pieces.some(({ whole }) => whole));
  const read = syllables.length > 0 && /[iuv]/.test(text) ? syllables : possible;
  if (read.length === 0) return null;
  const tokens = read.map((pieces) => tokensOf(pieces, sounds));
  return {
    ways: tokens,
    narrows: tokens.every((pairs) => pairs.length > 0),
    pattern: read.map((pieces) => pieces.map((piece) => sounds.letters(codesOf(piece, sounds))).join('')).join('|'),
  };
}

const codesOf = ({ text, whole }: Piece, sounds: Sounds) => (whole ? sounds.read(text) : sounds.begin(text));

/** Every sensible division: first letters throughout, and syllables with first letters where none fits. */
function waysOf(text: string, sounds: Sounds): Piece[][] {
  const initials = (pattern: RegExp) => (text.match(pattern) ?? []).map((letter) => ({ text: letter, whole: false }));
  const ways = [initials(/./g)];
  if (/[zcs]h/.test(text)) ways.push(initials(/[zcs]h|./g));
  divide(text, [], sounds, ways);
  const seen = new Map<string, Piece[]>();
  // the first of two that are divided alike is the wider one: first letters
  for (const way of ways) {
    const key = way.map((piece) => piece.text).join(' ');
    if (!seen.has(key)) seen.set(key, way);
  }
  return [...seen.values()];
}

function divide(rest: string, before: Piece[], sounds: Sounds, ways: Piece[][]): void {
  if (ways.length >= mostWays) return;
  if (sounds.begin(rest).length > 0) ways.push([...before, { text: rest, whole: false }]);
  const fitting = sounds.syllablesAt(rest).filter((syllable) => syllable.length < rest.length);
  fitting.forEach((syllable, i) => {
    const next = rest.slice(syllable.length);
    // a shorter syllable only where another one follows: lu·o and xi·an, but not ya·ng
    if (i > 0 && sounds.syllablesAt(next).length === 0 && sounds.begin(next).length === 0) return;
    divide(next, [...before, { text: syllable, whole: true }], sounds, ways);
  });
  if (sounds.syllablesAt(rest).length > 0) return;
  const initial = /^(?:[zcs]h|.)/.exec(rest)?.[0] ?? rest;
  if (initial.length < rest.length)
    divide(rest.slice(initial.length), [...before, { text: initial, whole: false }], sounds, ways);
}

/** For each pair of neighbours the tokens of which a name has one. A pair that nearly every name has is left out. */
function tokensOf(pieces: Piece[], sounds: Sounds): number[][] {
  const tokens: number[][] = [];
  for (const [i, first] of pieces.slice(0, -1).entries()) {
    const second = pieces[i + 1] as Piece;
    const initials = [sounds.initialPair(first.text, second.text)];
    const isCommon = initials.some((token) => sounds.common.has(token));
    const most = isCommon ? mostInsteadOfCommon : mostAlternatives;
    const [ones, others] = [codesOf(first, sounds), codesOf(second, sounds)];
    const whole = first.whole && ones.length * others.length <= most;
    const chosen = whole ? ones.flatMap((one) => others.map((other) => sounds.pair(one, other))) : initials;
    if (!chosen.some((token) => sounds.common.has(token))) tokens.push(chosen);
  }
  return tokens;
}
