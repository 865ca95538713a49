import { isMap, isSeq, type Node } from 'yaml';
import type { Measure } from '../document';
import { measureShape } from '../measure-shape';
import type { Shape } from '../threshold';
import type { Context } from './context';
import { MapReader, textOf } from './source';

/** The words that begin a measure. */
export const MEASURE_WORDS = ['fact', 'sum', 'mean', 'ratio', 'growth', 'compoundGrowth'] as const;
export type MeasureWord = (typeof MEASURE_WORDS)[number];

const NOTHING: Measure = { kind: 'fact', fact: '' };

/** A fact code that the dictionary knows; noted and empty otherwise. */
export function readFact(node: Node | null, context: Context): string {
  const code = textOf(node);
  if (code !== null && context.dictionary.find(code)) return code;
  context.source.fail(node, `指标字典里没有“${code ?? ''}”，请核对指标代码`);
  return '';
}

/** The fact code of a key; noted and empty when it is absent or nobody knows it. */
export const readFactOf = (reader: MapReader, key: string, context: Context): string =>
  reader.text(key) === '' ? '' : readFact(reader.get(key), context);

/** A measure inside another: a fact code alone or a map with one measure word. */
function readPart(node: Node, context: Context): Measure {
  if (!isMap(node)) {
    const fact = readFact(node, context);
    return { kind: 'fact', fact };
  }
  const reader = new MapReader(context.source, node);
  const word = MEASURE_WORDS.find((one) => reader.has(one));
  const measure = word ? readMeasure(reader, word, context) : NOTHING;
  if (!word) context.source.fail(node, `此处应是指标代码，或 ${MEASURE_WORDS.join('、')} 之一`);
  else reader.done(MEASURE_WORDS.join('、'));
  return measure;
}

function readParts(reader: MapReader, word: string, context: Context, exactly?: number): Measure[] {
  const node = reader.get(word);
  const items = isSeq(node) ? (node.items as Node[]) : [];
  if (exactly === undefined ? items.length < 2 : items.length !== exactly) {
    const count = exactly === undefined ? '至少两项' : `正好 ${exactly} 项`;
    context.source.fail(reader.keyNode(word), `“${word}”应是${count}的列表`);
    return [NOTHING, NOTHING];
  }
  return items.map((item) => readPart(item, context));
}

/** Reads the measure that begins with `word` in this map. */
export function readMeasure(reader: MapReader, word: MeasureWord, context: Context): Measure {
  switch (word) {
    case 'fact':
      return { kind: 'fact', fact: readFactOf(reader, 'fact', context) };
    case 'sum':
    case 'mean':
      return { kind: word, of: readParts(reader, word, context) };
    case 'ratio': {
      const [over = NOTHING, under = NOTHING] = readParts(reader, word, context, 2);
      return { kind: 'ratio', over, under };
    }
    case 'growth': {
      const [now = NOTHING, before = NOTHING] = readParts(reader, word, context, 2);
      return { kind: 'growth', now, before };
    }
    case 'compoundGrowth': {
      const [now = NOTHING, before = NOTHING] = readParts(reader, word, context, 2);
      const years = reader.text('years');
      if (!/^[2-9]$/.test(years)) context.source.fail(reader.keyNode('years'), '“years”应为 2 至 9 的整数');
      return { kind: 'compoundGrowth', now, before, years: Number(years) };
    }
  }
}

/** In what a measure is counted; null after noting why it cannot be computed. */
export function readShape(measure: Measure, node: Node | null, context: Context): Shape | null {
  if (hasNothing(measure)) return null; // already noted
  return context.source.attempt(node, () => measureShape(measure, context.dictionary));
}

function hasNothing(measure: Measure): boolean {
  switch (measure.kind) {
    case 'fact':
      return measure.fact === '';
    case 'sum':
    case 'mean':
      return measure.of.some(hasNothing);
    case 'ratio':
      return hasNothing(measure.over) || hasNothing(measure.under);
    case 'growth':
    case 'compoundGrowth':
      return hasNothing(measure.now) || hasNothing(measure.before);
  }
}
