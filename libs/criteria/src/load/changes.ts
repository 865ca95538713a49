import { isDay } from '@tidu/kernel';
import { isMap, isSeq, type Node } from 'yaml';
import type { Change } from '../document';
import { PURPOSES } from '../purpose';
import { MapReader, textOf } from './source';

/** The shortest text that can say what changed and why; and what changed in one clause. */
const LEAST_TEXT = 10;
const LEAST_CLAUSE_TEXT = 4;

/** A day of a map, null where the key is absent; noted when it is no day. */
export function readDay(reader: MapReader, key: string): string | null {
  const text = reader.optionalText(key);
  if (text !== null && !isDay(text))
    reader.source.fail(reader.place(key), `“${text}”不是日期，请写成 2026-04-01 的形式`);
  return text;
}

/**
 * Reads `changes` (变更记录): one entry for a version after the first, the newest first. Whether an entry tells the
 * truth is not seen here, see `checkChange`.
 */
export function readChanges(reader: MapReader, version: number): Change[] {
  if (!reader.has('changes')) return [];
  const changes: Change[] = [];
  for (const node of reader.list('changes')) {
    const before = changes.at(-1);
    const change = readChange(reader, node, version);
    if (!change) continue;
    if (before && change.version >= before.version)
      reader.source.fail(node, `变更记录应从新到旧，第 ${change.version} 版不能排在第 ${before.version} 版之后`);
    if (before && change.day > before.day)
      reader.source.fail(
        node,
        `第 ${change.version} 版的日期 ${change.day} 晚于第 ${before.version} 版的 ${before.day}`,
      );
    changes.push(change);
  }
  return changes;
}

function readChange({ source }: MapReader, node: Node, newest: number): Change | null {
  if (!isMap(node)) {
    source.fail(node, '每条变更应写明 version、day、titles、regions、periods、text 和 clauses');
    return null;
  }
  const reader = new MapReader(source, node);
  const version = Number(reader.text('version'));
  if (!Number.isInteger(version) || version < 2 || version > newest)
    source.fail(
      reader.get('version'),
      newest === 1
        ? '第 1 版没有上一版，不写变更记录；改动以后的版本请把 version 写成 2'
        : `变更记录的版本应在 2 与本文件的版本 ${newest} 之间`,
    );
  if (!reader.has('day')) source.fail(node, '缺少“day”，请填写');
  const day = readDay(reader, 'day') ?? '';
  const titles = readList(reader, 'titles');
  const regions = readList(reader, 'regions');
  if (regions.some((region) => region !== 'nation' && !/^\d{6}$/.test(region)))
    source.fail(reader.place('regions'), '地区应为 nation（全国）或六位行政区划代码');
  const periods = readConcerned(reader);
  const text = reader.text('text');
  if (text !== '' && [...text].length < LEAST_TEXT)
    source.fail(reader.place('text'), `“text”太短，请用至少 ${LEAST_TEXT} 个字写明改了什么、为什么`);
  const clauses: Record<string, string> = {};
  if (reader.has('clauses')) {
    for (const { key, keyNode, value } of reader.map('clauses')?.entries() ?? []) {
      clauses[key] = textOf(value) ?? '';
      if ([...(clauses[key] ?? '')].length < LEAST_CLAUSE_TEXT)
        source.fail(keyNode, `条款 ${key} 没有写明改了什么，请至少写 ${LEAST_CLAUSE_TEXT} 个字`);
    }
  }
  reader.done('version、day、titles、regions、periods、text、clauses');
  return { version, day, titles, regions, periods, text, clauses };
}

/** The purposes concerned, each with the day from which. */
function readConcerned(reader: MapReader): Change['periods'] {
  const periods: Change['periods'] = {};
  const inner = reader.map('periods');
  if (!inner) return periods;
  for (const purpose of PURPOSES) {
    const one = inner.has(purpose) ? inner.map(purpose) : null;
    if (!one) continue;
    if (!one.has('from')) reader.source.fail(one.node, '缺少“from”，请写明从哪天起');
    const [from, to] = [readDay(one, 'from') ?? '', readDay(one, 'to')];
    if (to !== null && from > to) reader.source.fail(one.node, '开始日期晚于结束日期');
    periods[purpose] = to === null ? { from } : { from, to };
    one.done('from、to');
  }
  inner.done(PURPOSES.join('、'));
  if (Object.keys(periods).length === 0)
    reader.source.fail(inner.node, `请至少写一种用途：${PURPOSES.join('、')}，各写明从哪天起`);
  return periods;
}

function readList(reader: MapReader, key: string): string[] {
  const node = reader.get(key);
  const items = isSeq(node) ? (node.items as Node[]).map((item) => textOf(item) ?? '') : [];
  if (items.length === 0 || items.includes('')) reader.source.fail(node ?? reader.node, `“${key}”应是至少有一项的列表`);
  return items;
}
