import type { FigureSource } from '../sources';

/**
 * Who says a figure: a source (来源), or, where records were merged and the same source says different things in them,
 * that source in one of the merged records: `audit@<id of the record>`.
 */
export type Voice = FigureSource | `${FigureSource}@${string}`;

/** What each voice says of a fact in a year, as kept text: `true`, `120`, `small`. */
export type SaidBySource = Partial<Record<Voice, string>>;

/** A source, and the merged record it speaks in; null: what the source says of the enterprise as a whole. */
export interface Choice {
  source: FigureSource;
  recordId: string | null;
}

export function voiceOf({ source, recordId }: Choice): Voice {
  return recordId === null ? source : `${source}@${recordId}`;
}

export function choiceOf(voice: Voice): Choice {
  const [source = '', recordId = null] = voice.split('@');
  return { source: source as FigureSource, recordId };
}

/** A row of figures: the source, and the record it belongs to. */
interface Spoken {
  source: FigureSource;
  enterpriseId: string;
}

/**
 * What is said of one fact in one year. `rows`: the enterprise's own before those of merged records, those newest
 * first; of one source the first that says anything speaks for it, and another record that says otherwise is named.
 */
export function saidIn<R extends Spoken>(rows: readonly R[], textOf: (row: R) => string | null): SaidBySource {
  const said: SaidBySource = {};
  for (const row of rows) {
    const text = textOf(row);
    if (text === null) continue;
    const first = said[row.source];
    if (first === undefined) said[row.source] = text;
    else if (first !== text) said[voiceOf({ source: row.source, recordId: row.enterpriseId })] = text;
  }
  return said;
}

/** The voice a decision gives the word to; null as long as the one it chose says nothing. */
export function chosenVoice<R extends Spoken>(
  { source, recordId }: Choice,
  rows: readonly R[],
  textOf: (row: R) => string | null,
): Voice | null {
  const said = saidIn(rows, textOf);
  if (recordId === null) return said[source] === undefined ? null : source;
  const row = rows.find((one) => one.source === source && one.enterpriseId === recordId);
  if (!row || textOf(row) === null) return null;
  const voice = voiceOf({ source, recordId });
  // where that record says the same as the source as a whole, it has no voice of its own
  return said[voice] === undefined ? source : voice;
}
