import type { ExportRows } from './export-table';

const escapes: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/**
 * Rows out of what PostgreSQL sends for `COPY (select …) TO STDOUT` in its text format: several times faster than the
 * rows of a query, because nothing is parsed twice. Numbers stay the decimal text the server wrote.
 */
export async function* copyRows(chunks: AsyncIterable<Buffer>): ExportRows {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of chunks) {
    const text = rest + decoder.decode(chunk, { stream: true });
    const end = text.lastIndexOf('\n');
    rest = text.slice(end + 1);
    if (end >= 0) yield parse(text.slice(0, end));
  }
  if (rest !== '') yield parse(rest);
}

function parse(text: string): (string | null)[][] {
  return text.split('\n').map((line) => {
    const cells: (string | null)[] = line.split('\t');
    if (line.includes('\\')) for (let i = 0; i < cells.length; i++) cells[i] = unescape(cells[i] as string);
    return cells;
  });
}

function unescape(cell: string): string | null {
  if (cell === '\\N') return null;
  return cell.includes('\\') ? cell.replace(/\\(.)/g, (_, char: string) => escapes[char] ?? char) : cell;
}
