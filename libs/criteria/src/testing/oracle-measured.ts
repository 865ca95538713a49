import {
  type Answer,
  atLeast,
  Case,
  type O,
  type OracleResult,
  over,
  plus,
  type Q,
  q,
  type Sheet,
  times,
  type Value,
  wan,
} from './oracle-arithmetic';

/** Points with a benchmark or over a cohort, and sizes by industry: written out in fractions, from the description. */
interface Item {
  id: string;
  value: [over: string, under: string];
  weight: string;
  benchmark: string;
  /** The fact whose absence gives the cohort's average. */
  average?: string;
}

const ABOVE: Item[] = [
  { id: 'tax', value: ['taxPaid', 'landArea'], weight: '30', benchmark: '240970' },
  { id: 'value-added', value: ['valueAdded', 'landArea'], weight: '20', benchmark: '1361600' },
  { id: 'energy', value: ['valueAdded', 'energyUse'], weight: '20', benchmark: '26940' },
  { id: 'emission', value: ['valueAdded', 'pollutantEmission'], weight: '10', benchmark: '49298100', average: 'pollutantEmission' }, // prettier-ignore
  { id: 'productivity', value: ['valueAdded', 'averageEmployees'], weight: '10', benchmark: '181400' },
  { id: 'rd', value: ['rdExpense', 'mainRevenue'], weight: '10', benchmark: '0.0302' },
];
const BELOW: Item[] = [
  { id: 'tax', value: ['taxPaid', 'landArea'], weight: '50', benchmark: '115932' },
  { id: 'electricity', value: ['taxPaid', 'electricityUse'], weight: '50', benchmark: '0.2352' },
];

/** Four decimals, half up, as a double. */
function rounded([num, den]: Q): number {
  const units = (num * 20000n + den) / (2n * den);
  const text = String(units).padStart(5, '0');
  return Number(`${text.slice(0, -4)}.${text.slice(-4)}`);
}

function scoreOf(c: Case, item: Item): Value {
  const value = c.ratio(...item.value);
  return typeof value === 'string' ? value : over(times(value, q(item.weight)), q(item.benchmark));
}

function mean(items: readonly Value[]): Q | null {
  const known = items.filter((one) => typeof one !== 'string');
  if (known.length === 0) return null;
  return times(known.reduce(plus), [1n, BigInt(known.length)]);
}

function answer(value: Value): Answer {
  if (typeof value === 'string') return { outcome: value };
  return { outcome: value[0] > 0n ? 'met' : 'unmet', points: { min: rounded(value), max: rounded(value) } };
}

export function perMu(c: Case, above: boolean, cohort: readonly Sheet[] | null): OracleResult {
  const items = above ? ABOVE : BELOW;
  const scores = items.map((item): Value => {
    const own = scoreOf(c, item);
    if (item.average === undefined || (c.sheet[item.average] ?? null) !== null) return own;
    const others = (cohort ?? []).map((sheet) => scoreOf(new Case(sheet), item));
    return mean(others) ?? own;
  });
  const open: O | undefined = scores.includes('unknown') ? 'unknown' : scores.includes('manual') ? 'manual' : undefined;
  const total: Answer = open ? { outcome: open } : { ...answer((scores as Q[]).reduce(plus)), outcome: 'met' };
  return {
    outcome: total.outcome,
    points: total.points ?? null,
    clauses: { ...Object.fromEntries(items.map(({ id }, i) => [id, answer(scores[i] as Value)])), total },
  };
}

/** Least values of large, medium and small by the first digits of the industry: people, or amounts in 万元. */
const SIZES: [codes: RegExp, limits: [fact: string, large: number, medium: number, small: number][]][] = [
  [/^0[1-4]/, [['revenue', 20000, 500, 50]]],
  [/^(0[6-9]|1\d|2\d|3\d|4[0-6])/, [['employees', 1000, 300, 20], ['revenue', 40000, 2000, 300]]], // prettier-ignore
  [/^(4[7-9]|50)/, [['revenue', 80000, 6000, 300], ['totalAssets', 80000, 5000, 300]]], // prettier-ignore
  [/^51/, [['employees', 200, 20, 5], ['revenue', 40000, 5000, 1000]]], // prettier-ignore
  [/^52/, [['employees', 300, 50, 10], ['revenue', 20000, 500, 100]]], // prettier-ignore
  [/^(5[4-8]|591)/, [['employees', 1000, 300, 20], ['revenue', 30000, 3000, 200]]], // prettier-ignore
  [/^59[2-69]/, [['employees', 200, 100, 20], ['revenue', 30000, 1000, 100]]], // prettier-ignore
  [/^60/, [['employees', 1000, 300, 20], ['revenue', 30000, 2000, 100]]], // prettier-ignore
  [/^6[12]/, [['employees', 300, 100, 10], ['revenue', 10000, 2000, 100]]], // prettier-ignore
  [/^6[34]/, [['employees', 2000, 100, 10], ['revenue', 100000, 1000, 100]]], // prettier-ignore
  [/^65/, [['employees', 300, 100, 10], ['revenue', 10000, 1000, 50]]], // prettier-ignore
  [/^701/, [['revenue', 200000, 1000, 100], ['totalAssets', 10000, 5000, 2000]]], // prettier-ignore
  [/^702/, [['employees', 1000, 300, 100], ['revenue', 5000, 1000, 500]]], // prettier-ignore
  [/^7[12]/, [['employees', 300, 100, 10], ['totalAssets', 120000, 8000, 100]]], // prettier-ignore
  [/^(70[39]|7[3-9]|8[0-2]|8[5-9]|90)/, [['employees', 300, 100, 10]]],
];

export function size(c: Case): OracleResult & { value: string | null } {
  const code = (c.sheet.industryCode ?? '3') as string;
  const limits = SIZES.find(([codes]) => codes.test(code.padEnd(2, '0')))?.[1];
  const result = (outcome: O, value: string | null) => ({
    outcome,
    points: null,
    clauses: { size: { outcome } },
    value,
  });
  if (!limits) return result('manual', null);
  const classes = ['large', 'medium', 'small'];
  for (let place = 0; place < classes.length; place++) {
    const holds = limits.map(([fact, ...lines]) => {
      const line = String(lines[place]);
      return c.test(c.num(fact), (x) => atLeast(x, fact === 'employees' ? q(line) : wan(line)));
    });
    if (holds.includes('unmet')) continue;
    return holds.includes('unknown') ? result('unknown', null) : result('met', classes[place] ?? null);
  }
  return result('met', 'micro');
}
