import { isMap, type Node } from 'yaml';
import type { ClassRow, ClassTable, Condition, Confidence, Measure } from '../document';
import { compare } from '../rational';
import { parseThreshold } from '../threshold';
import { checkConstant } from './constant';
import type { Context } from './context';
import { readFactOf, readShape } from './measures';
import { MapReader, textOf } from './source';

const CONFIDENCE: readonly Confidence[] = ['A', 'B', 'C'];

/** Reads a table by code: `classify`. */
export function readClassify(reader: MapReader, context: Context): Condition {
  const inner = reader.map('classify');
  if (!inner) return { kind: 'notApplicable' };
  const gives = readFactOf(inner, 'gives', context);
  const definition = context.dictionary.find(gives);
  if (definition && definition.type !== 'enum') context.source.fail(inner.place('gives'), `${gives} 不是选项`);
  const classes = texts(inner, 'classes');
  for (const name of classes)
    if (definition && !definition.values.includes(name))
      context.source.fail(
        inner.place('classes'),
        `${gives} 没有“${name}”这个取值，可用 ${definition.values.join('、')}`,
      );
  if (classes.length < 2 || new Set(classes).size !== classes.length)
    context.source.fail(inner.place('classes'), '“classes”应从高到低列出至少两个互不相同的类别');
  const by = readFactOf(inner, 'by', context);
  const code = context.dictionary.find(by);
  if (code && code.type !== 'code') context.source.fail(inner.place('by'), `${by} 不是代码`);
  const whenMissing = inner.optionalText('whenMissing');
  const rows = inner.list('rows').flatMap((node) => readRow(node, classes.length, context));
  checkRows(rows, context);
  if (whenMissing !== null && !rows.some(({ row }) => row.id === whenMissing))
    context.source.fail(inner.place('whenMissing'), `“rows”里没有“${whenMissing}”`);
  inner.done('gives、classes、by、whenMissing、rows');
  const table: ClassTable = { gives, classes, by, whenMissing, rows: rows.map(({ row }) => row) };
  return { kind: 'classify', table };
}

interface Read {
  row: ClassRow;
  node: Node;
}

const texts = (reader: MapReader, key: string): string[] => reader.list(key).map((item) => textOf(item) ?? '');

function readRow(node: Node, classes: number, context: Context): Read[] {
  if (!isMap(node)) {
    context.source.fail(node, '每一行应写明 id、label、startsWith 和 limits');
    return [];
  }
  const reader = new MapReader(context.source, node);
  const row: ClassRow = {
    id: reader.text('id'),
    label: reader.text('label'),
    prefixes: texts(reader, 'startsWith'),
    confidence: reader.choice('confidence', CONFIDENCE, context.confidence ?? undefined),
    limits: reader.list('limits').map((item) => readLimit(item, classes, context)),
  };
  reader.done('id、label、startsWith、confidence、limits');
  if (row.prefixes.some((prefix) => !/^[0-9A-Za-z]+$/.test(prefix)))
    context.source.fail(reader.place('startsWith'), '“startsWith”应是代码开头的数字或字母，写在引号内');
  return [{ row, node }];
}

function readLimit(node: Node, classes: number, context: Context): ClassRow['limits'][number] {
  if (!isMap(node)) {
    context.source.fail(node, '每项下限应写成 { fact: employees, atLeast: [1000, 300, 20] } 的形式');
    return { fact: '', atLeast: [] };
  }
  const reader = new MapReader(context.source, node);
  const fact = readFactOf(reader, 'fact', context);
  const atLeast = texts(reader, 'atLeast');
  reader.done('fact、atLeast');
  if (atLeast.length !== classes - 1)
    context.source.fail(reader.place('atLeast'), `应有 ${classes - 1} 个下限，最低一类没有下限`);
  const measure: Measure = { kind: 'fact', fact };
  const shape = readShape(measure, node, context);
  if (!shape) return { fact, atLeast };
  const known = context.source.problems.length;
  for (const text of atLeast) checkConstant(text, measure, shape, reader.get('atLeast') ?? node, context);
  if (context.source.problems.length > known) return { fact, atLeast };
  const values = atLeast.map((text) => parseThreshold(text, shape));
  if (values.some((value, i) => i > 0 && compare(value, values[i - 1] ?? value) >= 0))
    context.source.fail(reader.place('atLeast'), '下限应从高到低，每一类都要够得着');
  return { fact, atLeast };
}

/** A code must lead to one row: no prefix may begin another one. */
function checkRows(rows: readonly Read[], context: Context): void {
  const seen: { prefix: string; id: string }[] = [];
  const ids = new Set<string>();
  for (const { row, node } of rows) {
    if (ids.has(row.id)) context.source.fail(node, `“${row.id}”前面已经用过`);
    ids.add(row.id);
    for (const prefix of row.prefixes) {
      const other = seen.find((one) => one.prefix.startsWith(prefix) || prefix.startsWith(one.prefix));
      if (other) context.source.fail(node, `代码开头“${prefix}”与“${other.id}”一行的“${other.prefix}”重叠`);
      seen.push({ prefix, id: row.id });
    }
  }
}
