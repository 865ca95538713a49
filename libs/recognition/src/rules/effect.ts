import { type MapReader, textOf } from '@tidu/criteria';

/** `explain`: whoever goes on says why, and it is kept; `blocks`: nobody goes on. */
export const effects = ['explain', 'blocks'] as const;
export type Effect = (typeof effects)[number];

/** A whole number of a key, from 1 to `most`; what is none is noted. */
export function wholeNumber(reader: MapReader, key: string, most: number): number {
  const text = reader.text(key);
  const value = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) reader.source.fail(reader.get(key) ?? reader.node, `“${key}”应是 1 至 ${most} 的整数`);
  return value;
}

/** A list of codes; what is none is noted. */
export function codeList(reader: MapReader, key: string): string[] {
  return reader.list(key).map((node) => {
    const code = textOf(node) ?? '';
    if (!/^[a-z][a-zA-Z]{2,39}$/.test(code)) reader.source.fail(node, `“${key}”里的“${code}”不是代码，应形如 pass`);
    return code;
  });
}
