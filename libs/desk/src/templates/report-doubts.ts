import type { ReadyTemplate } from './report-filling';
import type { ReportRow } from './report-sources';

export interface ReportDoubts {
  /** Rows that leave a filled column blank, by column. */
  missing: { index: number; rows: number }[];
  /** Values that the template's own list of choices doesn't hold, by column. */
  unlisted: { index: number; rows: number; values: string[] }[];
}

const valuesShown = 5;

/** What a person should look at before a form is filled. */
export function reportDoubts({ columns, fields, version }: ReadyTemplate, rows: readonly ReportRow[]): ReportDoubts {
  const [missing, unlisted]: [ReportDoubts['missing'], ReportDoubts['unlisted']] = [[], []];
  for (const [i, { index }] of columns.entries()) {
    const values = rows.map((row) => row.get(fields[i]?.code ?? ''));
    const blank = values.filter((value) => value === undefined).length;
    if (blank > 0) missing.push({ index, rows: blank });
    const choices = version.shape.columns.find((one) => one.index === index)?.choices ?? null;
    const others =
      choices === null
        ? []
        : values.flatMap((value) => (value === undefined || choices.includes(String(value)) ? [] : [String(value)]));
    if (others.length > 0)
      unlisted.push({ index, rows: others.length, values: [...new Set(others)].slice(0, valuesShown) });
  }
  return { missing, unlisted };
}
