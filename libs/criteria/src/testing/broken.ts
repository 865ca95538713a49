import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, Scalar } from 'yaml';
import type { YAMLMap } from 'yaml';
import type { Draw } from './draw';

/** A good standard made wrong in one place, and where the refusal has to point. */
export interface Broken {
  text: string;
  /** Lines the message may name: those of the place, or of what lacks something. */
  rows: ReadonlySet<number>;
  /** What the message must say, where there is one right reason. */
  says: RegExp | null;
  /** Other standards it may refer to, by id. */
  others: Readonly<Record<string, string>>;
}

/** A key with its value, somewhere in a standard. */
export interface Place {
  path: readonly (string | number)[];
  key: string;
  pair: Pair<Scalar<string>, Node>;
  map: YAMLMap<Scalar<string>, Node>;
  document: Document;
}

/** The key to look at, when it isn't the place's own; `others` when more files play a part. */
export interface Aside {
  at?: string;
  others?: Record<string, string>;
}

/** One way to break a standard: where it applies, and how. Wherever it applies the outcome is no standard. */
export interface Way {
  name: string;
  where: (place: Place) => boolean;
  make: (place: Place) => Aside | void;
  /** The refusal may name the line on which the keys around the place begin, because the key itself is gone. */
  around?: true;
  says?: RegExp;
}

const OPTIONS = { schema: 'failsafe', keepSourceTokens: false } as const;

export const scalar = (text: string): Scalar<string> => new Scalar(text);
export const textAt = (place: Place): string => (isScalar(place.pair.value) ? String(place.pair.value.value) : '');
export const items = (place: Place): Node[] => (isSeq(place.pair.value) ? (place.pair.value.items as Node[]) : []);
/** Gives the place another value. */
export const put = ({ pair }: Place, value: Node): void => void (pair.value = value);
export const putText = ({ pair }: Place, text: string): void => void (pair.value = scalar(text));

/** A fresh tree of a standard, to be broken. */
export const tree = (text: string): Document => parseDocument(text, OPTIONS);
export const written = (document: Document): string => document.toString({ lineWidth: 0 });

/** Every key of a standard, from the top. */
export function places(document: Document): Place[] {
  const found: Place[] = [];
  const walk = (node: unknown, path: Place['path']): void => {
    if (isSeq(node)) return node.items.forEach((item, i) => walk(item, [...path, i]));
    if (!isMap(node)) return;
    const map = node as Place['map'];
    for (const pair of map.items) {
      const key = pair.key.value;
      found.push({ path: [...path, key], key, pair, map, document });
      walk(pair.value, [...path, key]);
    }
  };
  walk(document.contents, []);
  return found;
}

/** Breaks the standard at one of the places where the way applies; null where there is none. */
export function breakSomewhere(good: string, way: Way, draw: Draw): Broken | null {
  const document = tree(good);
  const fitting = places(document).filter(way.where);
  if (fitting.length === 0) return null;
  const place = draw.from(fitting);
  const { at = place.pair.key.value, others = {} } = way.make(place) ?? {};
  const text = written(document);
  const rows = rowsOf(text, [...place.path.slice(0, -1), at], way.around ?? false);
  return { text, rows, says: way.says ?? null, others };
}

function rowsOf(text: string, path: Place['path'], around: boolean): Set<number> {
  const lines = new LineCounter();
  const document = parseDocument(text, { ...OPTIONS, uniqueKeys: false, lineCounter: lines });
  const row = (offset: number | undefined) => lines.linePos(offset ?? 0).line;
  const map = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  const rows = new Set<number>();
  if (!isMap(map)) throw new Error(`no keys around ${path.join('.')}`);
  // of a key that is there twice the second one is wrong
  const pair = (map.items as Pair<Scalar, Node>[]).findLast(({ key }) => key.value === path.at(-1));
  if (pair) {
    const end = pair.value?.range?.[1] ?? pair.key.range?.[1];
    for (let line = row(pair.key.range?.[0]); line <= row(end); line++) rows.add(line);
  }
  if (around || !pair) rows.add(row(map.range?.[0]));
  return rows;
}

/** A change of the text itself after which it is no YAML, or not one document. */
export interface TextWay {
  name: string;
  /** The lines, counted from 0, on which it can be done. */
  where: (line: string, before: string, number: number) => boolean;
  make: (line: string) => string;
  /** The parser may notice only later, or name the line before, with which it took this one together. */
  orLater?: true;
  orBefore?: true;
}

export function breakLine(good: string, way: TextWay, draw: Draw): Broken | null {
  const lines = good.split('\n');
  const first = lines.findIndex((line) => /^\w/.test(line));
  const fitting = lines.flatMap((line, i) => (i > first && way.where(line, lines[i - 1] ?? '', i) ? [i] : []));
  if (fitting.length === 0) return null;
  const at = draw.from(fitting);
  const text = lines.map((line, i) => (i === at ? way.make(line) : line)).join('\n');
  const last = way.orLater ? text.split('\n').length : at + 2;
  const from = way.orBefore ? at : at + 1;
  const rows = new Set(Array.from({ length: last + 1 - from }, (_, i) => from + i));
  return { text, rows, says: null, others: {} };
}
