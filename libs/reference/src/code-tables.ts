import { cleanText } from '@tidu/kernel';

/** An administrative division (行政区划), GB/T 2260. */
export interface Region {
  code: string;
  name: string;
  level: 'province' | 'city' | 'district';
  parent: string | null;
  /** With those above it: 河南省洛阳市涧西区. */
  path: string;
}

/** An industry (国民经济行业), GB/T 4754-2017; levels 1 门类, 2 大类, 3 中类, 4 小类. */
export interface Industry {
  code: string;
  name: string;
  level: number;
  parent: string | null;
}

/** What a text from a file leads to: the one entry, several that bear the name, or none. */
export type Found<Entry> = { entry: Entry } | { candidates: Entry[] };

/** A table of codes with names, looked up by either and never by likeness. */
export class CodeTable<Entry extends { code: string; name: string; parent: string | null }> {
  private readonly byCode: ReadonlyMap<string, Entry>;
  private readonly byName = new Map<string, Entry[]>();

  /** `names`: every name by which a file may mean the entry. `plainCode`: the code that a written one stands for. */
  constructor(
    readonly entries: readonly Entry[],
    names: (entry: Entry) => string[],
    private readonly plainCode: (text: string) => string | null,
  ) {
    this.byCode = new Map(entries.map((entry) => [entry.code, entry]));
    for (const entry of entries) {
      for (const name of new Set(names(entry))) this.byName.set(name, [...(this.byName.get(name) ?? []), entry]);
    }
  }

  has(code: string): boolean {
    return this.byCode.has(code);
  }

  get(code: string): Entry | undefined {
    return this.byCode.get(code);
  }

  /** The code a text is written as, whether it is in the table or not; null for a text that is no code. */
  codeOf(text: string): string | null {
    return this.plainCode(text);
  }

  /** The entry a text means: its code or its whole name. Two entries of one name are both candidates. */
  find(text: string): Found<Entry> {
    const plain = cleanText(text).replaceAll('(', '（').replaceAll(')', '）');
    const code = this.plainCode(plain);
    const found = code === null ? (this.byName.get(plain) ?? []) : [this.byCode.get(code)].filter((one) => !!one);
    const [first] = found;
    return first && found.length === 1 ? { entry: first } : { candidates: found };
  }

  /** Entries under `parent` (all when absent) whose code begins with `q` or whose name holds it, by code. */
  search(q: string | undefined, parent: string | undefined): Entry[] {
    return this.entries.filter(
      (entry) =>
        (parent === undefined || entry.parent === parent) &&
        (q === undefined || entry.code.startsWith(q.toUpperCase()) || entry.name.includes(q)),
    );
  }
}

/** Names that stand for no place of their own: 市辖区 and 县 group the districts of a city. */
const groups = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划']);

export function regionTable(rows: Omit<Region, 'path'>[]): CodeTable<Region> {
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const path = ({ name, parent }: Omit<Region, 'path'>): string =>
    (parent === null ? '' : path(byCode.get(parent) ?? { code: '', name: '', level: 'province', parent: null })) +
    (groups.has(name) ? '' : name);
  return new CodeTable(
    rows.map((row) => ({ ...row, path: path(row) })),
    (region) => (groups.has(region.name) ? [] : [region.name, region.path]),
    (text) => /^\d{6}$/.exec(text)?.[0] ?? null,
  );
}

export function industryTable(rows: Industry[]): CodeTable<Industry> {
  return new CodeTable(
    rows,
    ({ name }) => [name],
    // the section's letter may stand before the digits: C3811 is 3811
    (text) => /^[A-Ta-t]?(\d{2,4})$/.exec(text)?.[1] ?? /^[A-Ta-t]$/.exec(text)?.[0].toUpperCase() ?? null,
  );
}
