import type { CodeTable, Industry, Region } from '@tidu/reference';
import type { DefinitionBody } from '../definitions/body';
import { suppress } from '../suppression/suppress';

/** How many of a place or an industry stand in a class: what {@link publicCounts} is made of. */
export interface CountedGroup {
  regionCode: string;
  /** Two digits of GB/T 4754 (大类); null: unknown. */
  industry: string | null;
  class: string | null;
  excluded: boolean;
  count: number;
}

/** Counts as everybody may see them; null: suppressed, from 1 to 4 or given away by others. */
export interface PublicCounts {
  columns: { code: string; label: string }[];
  /** Sums of the columns: the public list can be counted anyway. */
  totals: number[];
  total: number;
  regions: CountLine[];
  industries: CountLine[];
}

export interface CountLine {
  code: string | null;
  label: string;
  counts: (number | null)[];
  total: number | null;
}

interface Names {
  regions: CodeTable<Region>;
  industries: CodeTable<Industry>;
}

/**
 * Rows of a public ranking by class, once by place and once by industry, small cells suppressed. What the list shows
 * (who is of which class) is taken as known, so that nothing follows from both together.
 */
export function publicCounts(groups: readonly CountedGroup[], body: DefinitionBody, names: Names): PublicCounts {
  const classes = body.classes?.list.map(({ code, label }) => ({ code, label: `${code} ${label}` })) ?? [
    { code: 'placed', label: '参评' },
  ];
  const columns = [...classes, { code: 'excluded', label: '不参评' }];
  const columnOf = ({ excluded, class: own }: CountedGroup) =>
    excluded
      ? columns.length - 1
      : Math.max(
          0,
          columns.findIndex(({ code }) => code === own),
        );
  const tableBy = (keyOf: (one: CountedGroup) => string) => {
    const lines = new Map<string, number[]>();
    for (const one of groups) {
      const line = lines.get(keyOf(one)) ?? columns.map(() => 0);
      const column = columnOf(one);
      line[column] = (line[column] ?? 0) + one.count;
      lines.set(keyOf(one), line);
    }
    const keys = [...lines.keys()].sort();
    const cells = keys.map((key) => lines.get(key) ?? []);
    const shown = suppress({ cells, rowTotals: true, columnTotals: true, columnSumsKnown: true });
    return { keys, shown };
  };
  const lines = (keyOf: (one: CountedGroup) => string, labelOf: (key: string) => string): CountLine[] => {
    const { keys, shown } = tableBy(keyOf);
    return keys.map((key, i) => ({
      ...{ code: key === '' ? null : key, label: key === '' ? '未知' : labelOf(key) },
      ...{ counts: shown.cells[i] ?? [], total: shown.rowTotals?.[i] ?? null },
    }));
  };
  const totals = columns.map((_, column) =>
    groups.filter((one) => columnOf(one) === column).reduce((all, { count }) => all + count, 0),
  );
  return {
    ...{ columns, totals, total: totals.reduce((all, one) => all + one, 0) },
    regions: lines(
      ({ regionCode }) => regionCode,
      (code) => names.regions.get(code)?.name ?? code,
    ),
    industries: lines(
      ({ industry }) => industry ?? '',
      (code) => names.industries.get(code)?.name ?? code,
    ),
  };
}
