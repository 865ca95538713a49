import { type MapReader, textOf } from '@tidu/criteria';

/** `explain`: whoever goes on says why, and it is kept; `blocks`: nobody goes on. */
export const effects = ['explain', 'blocks'] as const;
export type Effect = (typeof effects)[number];

/** A list of codes; what is none is noted. */
export function codeList(reader: MapReader, key: string): string[] {
  return reader.list(key).map((node) => {
    const code = textOf(node) ?? '';
    if (!/^[a-z][a-zA-Z]{2,39}$/.test(code)) reader.source.fail(node, `“${key}”里的“${code}”不是代码，应形如 pass`);
    return code;
  });
}
