import type { MapReader } from '@tidu/criteria';

/** A text of at most so many letters; noted where it is longer. */
export function bounded(reader: MapReader, key: string, most: number): string {
  const text = reader.text(key);
  if ([...text].length > most) reader.source.fail(reader.get(key), `“${key}”最多 ${most} 个字`);
  return text;
}

/** A text of a certain form; noted where it has another. */
export function matching(reader: MapReader, key: string, pattern: RegExp, says: string): string {
  const text = reader.text(key);
  if (text !== '' && !pattern.test(text)) reader.source.fail(reader.get(key), `“${key}”应为 ${says}`);
  return text;
}

/** A decimal text of at most six decimals, kept as it is written. */
export function decimal(reader: MapReader, key: string): string {
  return matching(reader, key, /^-?\d{1,15}(?:\.\d{1,6})?$/, '不超过六位小数的数字');
}
