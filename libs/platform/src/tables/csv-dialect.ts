/** How the fields and records of a CSV file are parted. */
export interface CsvDialect {
  delimiter: string;
  /** `\r` only in files of old Macs; `\n` covers CRLF too. */
  newline: '\n' | '\r';
  /** Excel's own first line `sep=;` says the delimiter and is no row. */
  declared: boolean;
}

const candidates = [',', ';', '\t'];

/** Finds the dialect from the first part of the text: the delimiter that parts most records alike. */
export function detectDialect(sample: string): CsvDialect {
  const newline = !sample.includes('\n') && sample.includes('\r') ? '\r' : '\n';
  const declared = /^sep=([,;\t])\r?(?:\n|$)/.exec(sample)?.[1];
  if (declared !== undefined) return { delimiter: declared, newline, declared: true };
  let best = ',';
  let bestScore = 0;
  for (const delimiter of candidates) {
    const score = agreement(sample, delimiter, newline);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return { delimiter: best, newline, declared: false };
}

/** How many of the first records have the commonest number of delimiters (above 0), and a little for their number. */
function agreement(sample: string, delimiter: string, newline: string): number {
  const counts = new Map<number, number>();
  let quoted = false;
  let count = 0;
  let records = 0;
  for (const char of sample) {
    if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === delimiter) count++;
    else if (char === newline) {
      if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1);
      count = 0;
      if (++records === 50) break;
    }
  }
  if (count > 0 && records < 50) counts.set(count, (counts.get(count) ?? 0) + 1);
  let score = 0;
  for (const [width, times] of counts) score = Math.max(score, times + Math.min(width, 500) / 1000);
  return score;
}
