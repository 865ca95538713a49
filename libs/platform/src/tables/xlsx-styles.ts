import type { XlsxPackage } from './xlsx-package';

/** How the number of a cell is meant. */
export type NumberMeaning = 'number' | 'date' | 'percent';

/** Meaning by style index of a cell. */
export async function readStyles(pack: XlsxPackage, part: string | null): Promise<NumberMeaning[]> {
  const formats = new Map<string, NumberMeaning>();
  const styles: NumberMeaning[] = [];
  if (part === null || !pack.has(part)) return styles;
  let isCellFormats = false;
  await pack.read(part, {
    open(name, attributes) {
      if (name === 'numFmt')
        formats.set(attributes.get('numFmtId') ?? '', formatMeaning(attributes.get('formatCode') ?? ''));
      else if (name === 'cellXfs') isCellFormats = true;
      else if (name === 'xf' && isCellFormats) {
        const id = attributes.get('numFmtId') ?? '0';
        styles.push(formats.get(id) ?? builtinMeaning(Number(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') isCellFormats = false;
    },
    text: () => undefined,
  });
  return styles;
}

/** Formats every Excel knows without a definition; 27–36 and 50–58 are dates in Chinese Excel. */
function builtinMeaning(id: number): NumberMeaning {
  if (id === 9 || id === 10) return 'percent';
  const isDate = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
  return isDate ? 'date' : 'number';
}

/** Meaning of a format code: letters of dates count only outside quotes, escapes and brackets such as `[$-804]`. */
export function formatMeaning(code: string): NumberMeaning {
  const bare = code
    .slice(0, 255) // Excel takes no longer one
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?:h+|m+|s+)\]/gi, 'h')
    .replace(/\[[^\]]*\]/g, '')
    .split(';')[0] as string;
  if (/general/i.test(bare)) return 'number';
  if (/[ymdhs]/i.test(bare)) return 'date';
  return bare.includes('%') ? 'percent' : 'number';
}
