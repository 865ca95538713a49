import { formatInstant } from '../../shared/format/times';

interface EmptyWords {
  /** The title where nobody has ever looked: an empty list says nothing then. */
  never: string;
  none: string;
  how: string;
}

/** What an empty work list says: that there is nothing to do, or that nobody has looked yet. */
export function emptyWords(lookedFor: string | null | undefined, { never, none, how }: EmptyWords) {
  if (lookedFor === null) return { title: never, words: how };
  return { title: none, words: lookedFor === undefined ? how : `${how}上次查找完成于 ${formatInstant(lookedFor)}。` };
}
