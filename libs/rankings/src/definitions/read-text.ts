import { MapReader, type Source, textOf } from '@tidu/criteria';
import { isMap, isSeq, type Node } from 'yaml';

/** A text of at most so many letters; noted where it is longer. */
export function bounded(reader: MapReader, key: string, most: number): string {
  const text = reader.text(key);
  if ([...text].length > most) reader.source.fail(reader.place(key), `“${key}”最多 ${most} 个字`);
  return text;
}

/** A text of a certain form; noted where it has another. */
export function matching(reader: MapReader, key: string, pattern: RegExp, says: string): string {
  const text = reader.text(key);
  if (text !== '' && !pattern.test(text)) reader.source.fail(reader.place(key), `“${key}”应为 ${says}`);
  return text;
}

/** A decimal text of at most six decimals, kept as it is written. */
export function decimal(reader: MapReader, key: string): string {
  return matching(reader, key, /^-?\d{1,15}(?:\.\d{1,6})?$/, '不超过六位小数的数字');
}

/** The items of a list that may be absent or empty. */
export function items(reader: MapReader, key: string): Node[] {
  if (!reader.has(key)) return [];
  const node = reader.get(key);
  if (isSeq(node)) return node.items as Node[];
  reader.source.fail(node, `“${key}”应是列表`);
  return [];
}

/** A list of texts, each once, in order. */
export function texts(reader: MapReader, key: string, among: readonly string[] | RegExp | null = null): string[] {
  const found = items(reader, key).map((node) => {
    const text = textOf(node) ?? '';
    const isGood = among === null ? text !== '' : among instanceof RegExp ? among.test(text) : among.includes(text);
    if (!isGood)
      reader.source.fail(node, `“${key}”里的“${text}”不对${Array.isArray(among) ? `，可用 ${among.join('、')}` : ''}`);
    return text;
  });
  if (found.length > 200) reader.source.fail(reader.place(key), `“${key}”最多 200 项`);
  return [...new Set(found)].sort();
}

/** What is read of an item, which must be a map. */
export function mapOf<T>(source: Source, node: Node, read: (reader: MapReader) => T): T[] {
  if (isMap(node)) return [read(new MapReader(source, node))];
  source.fail(node, '这一项应是“键: 值”的内容');
  return [];
}
