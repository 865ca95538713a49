import type { Causes, Column, ComparedRows, FactValue, Purpose, StandardDocument, StepResult } from '@tidu/criteria';
import type { FieldKind } from '../copy/binary-decoder';

/** What a thread of the crew is asked. Memory in it is shared; everything else is copied. */
export type Request =
  | {
      do: 'open';
      /** Rows of the fact dictionary. */
      entries: Record<string, string>[];
      rows: number;
      columns: Pick<Column, 'code' | 'data'>[];
      purpose: Purpose;
      kinds: FieldKind[];
      /** Sixteen bytes a row. */
      ids: Uint8Array;
    }
  | { do: 'load'; chunk: Uint8Array }
  | { do: 'loaded' }
  | { do: 'share'; dictionaries: Dictionaries }
  | { do: 'compare'; old: StandardDocument; next: StandardDocument; from: number; to: number; out: ComparedRows }
  | { do: 'publish'; document: StandardDocument; from: number; to: number; original: Uint8Array }
  | { do: 'grab'; document: StandardDocument; key: string; from: number; to: number }
  | { do: 'step'; text: string }
  | { do: 'scan'; from: number; to: number }
  /** Lets go of everything; the thread waits for another crew. */
  | { do: 'forget' };

/** What codes stand for, and numbers too large for a column: found while loading, needed by every thread. */
export type Dictionaries = { code: string; decode: FactValue[]; big: Map<number, bigint> }[];

export interface Answers {
  open: null;
  /** Rows decoded so far. */
  load: number;
  loaded: Dictionaries;
  share: null;
  compare: Causes[];
  publish: null;
  grab: null;
  step: StepResult;
  /** Sum of all values: nothing but reading them. */
  scan: number;
  forget: null;
}

export interface Envelope {
  id: number;
  request: Request;
}

export type Reply =
  { id: number; answer: Answers[keyof Answers] } | { id: number; failure: string } | { id: number; done: number };
