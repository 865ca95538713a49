import type { components } from '../../shared/api/console.gen';

type FigureSet = components['schemas']['FigureSetDto'];
type Fact = components['schemas']['FactDto'];
type FigureValue = components['schemas']['FigureValueDto'];
export type Conflict = components['schemas']['ConflictDto'];

/** One column of the figures: a year as one source tells it. */
export interface FigureColumn {
  id: string;
  year: number;
  source: FigureSet['source'];
  sourceLabel: string;
  revision: number;
  submittedAt: string;
  /** Record it came with, when that was merged into this one. */
  record: FigureSet['record'];
}

/** One row: a fact, its value per column; undefined where that source says nothing. */
export interface FigureRow {
  code: string;
  label: string;
  unit: string;
  type: Fact['type'];
  definition: string;
  values: (FigureValue | undefined)[];
  /** Where sources disagree about a year: which value counts, which doesn't; by column. */
  marks: ('believed' | 'other' | undefined)[];
}

export interface FigureTable {
  columns: FigureColumn[];
  /** Amounts, then other numbers. */
  rows: FigureRow[];
  /** What is or is not, and levels: many, and rarely what one looks for. */
  traits: FigureRow[];
  /** Facts about which nobody has said anything. */
  silent: string[];
}

const yearsShown = 3;

/** What a register always shows, even when nobody has filled it in: the blank is the news. */
const always = new Set(['money', 'employees', 'rdStaff']);

/**
 * The newest three years that have figures, newest first, sources of a year side by side. Facts of earlier years
 * (revenueY1 …) are the same figures again and left out.
 */
export function figureTable(
  sets: readonly FigureSet[],
  facts: readonly Fact[],
  conflicts: readonly Conflict[] = [],
): FigureTable {
  const years = [...new Set(sets.map(({ year }) => year))].sort((a, b) => b - a).slice(0, yearsShown);
  const shown = years.flatMap((year) => sets.filter((set) => set.year === year));
  const lookups = shown.map((set) => new Map(set.values.map((value) => [value.code, value])));
  const known = new Set(facts.map(({ code }) => code));
  const rows: FigureRow[] = [];
  const silent: string[] = [];
  for (const fact of facts) {
    if (fact.base !== null && known.has(fact.base)) continue;
    const values = lookups.map((lookup) => lookup.get(fact.code));
    const given = values.some((value) => value !== undefined);
    const wanted = fact.origin === 'entered' && (always.has(fact.type) || always.has(fact.code));
    if (!given && !wanted) {
      if (fact.origin === 'entered') silent.push(fact.label);
      continue;
    }
    const { code, label, unit, type, definition } = fact;
    rows.push({
      code,
      label: plainLabel(label),
      unit,
      type,
      definition,
      values,
      marks: marksOf(code, shown, values, conflicts),
    });
  }
  const columns = shown.map(({ id, year, source, sourceLabel, revision, submittedAt, record }) => ({
    ...{ id, year, source, sourceLabel, revision, submittedAt, record },
  }));
  const isNumber = ({ type }: FigureRow) => type === 'money' || type === 'integer' || type === 'decimal';
  return { columns, rows: order(rows.filter(isNumber)), traits: rows.filter((row) => !isNumber(row)), silent };
}

/** Where the year is said beside it, as in a table with years as columns, 营业收入(上年度) is just 营业收入. */
export function plainLabel(label: string): string {
  return label.replace(/[(（](上年度|上年末|当年度)[)）]/, '');
}

/**
 * An amount that one source rounded is no conflict; the server knows which are. Of one source that speaks in several
 * records, the first that says anything counts.
 */
function marksOf(
  code: string,
  sets: readonly FigureSet[],
  values: (FigureValue | undefined)[],
  conflicts: readonly Conflict[],
): FigureRow['marks'] {
  const first = (year: number, source: FigureSet['source']) =>
    sets.findIndex((one, i) => one.year === year && one.source === source && values[i] !== undefined);
  return sets.map(({ year, source, record }, i) => {
    if (values[i] === undefined) return undefined;
    const counts = first(year, source);
    const conflict = conflicts.find((one) => one.fact === code && one.year === year);
    const believed = conflict?.values.find((one) => one.believed);
    if (believed) {
      const counting = believed.record ? believed.record.id === record?.id : counts === i;
      return believed.source === source && counting ? 'believed' : 'other';
    }
    const twice = sets.some(
      (one, at) =>
        one.year === year && one.source === source && values[at] && values[at].value !== values[counts]?.value,
    );
    if (!twice) return undefined;
    return counts === i ? 'believed' : 'other';
  });
}

/** Amounts first, then other numbers. */
function order(rows: FigureRow[]): FigureRow[] {
  const place = ({ type }: FigureRow) => (type === 'money' ? 0 : 1);
  return rows
    .map((row, i) => ({ row, i }))
    .sort((a, b) => place(a.row) - place(b.row) || a.i - b.i)
    .map(({ row }) => row);
}
