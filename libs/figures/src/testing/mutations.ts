import type { Statement } from '../checks/check';
import { agree, unitOf } from '../checks/agree';
import type { FigureSource } from '../sources';

/** Evenly in [0, 1). */
export type Chance = () => number;

/** The figures of one enterprise, by year and source. */
export type Firm = Statement[];

/** One figure, or one row, made wrong in a way that people make it wrong. */
export interface Mutation {
  /** The class of error, in words. */
  name: string;
  /** Checks any of which must find it. */
  foundBy: string[];
  /** The firm with the error, the year it stands in and the facts it concerns; null where it can't be made. */
  apply(firm: Firm, chance: Chance): Mutated | null;
}

export interface Mutated {
  firm: Firm;
  /** Years in which a flag counts as found: the wrong one, and the one after it where two years are compared. */
  years: number[];
  facts: string[];
}

const money = ['revenue', 'mainRevenue', 'totalAssets', 'totalLiabilities', 'rdExpense', 'costExpense', 'taxPaid'];
const amounts = [...money, 'netProfit', 'valueAdded'];
const limit = 1e15;

const pick = <T>(list: readonly T[], chance: Chance): T | null => list[Math.floor(chance() * list.length)] ?? null;
const known = (one: Statement, fact: string): number => one.values[fact] ?? 0;

function changed(firm: Firm, one: Statement, values: Record<string, number>): Firm {
  return firm.map((row) => (row === one ? { ...row, values: { ...row.values, ...values } } : row));
}

/** A mutation of one row: candidates are rows on which `change` says what to write. */
function onRow(
  name: string,
  foundBy: string[],
  change: (row: Statement, firm: Firm, chance: Chance) => Record<string, number> | null,
): Mutation {
  return {
    name,
    foundBy,
    apply(firm, chance) {
      const rows = firm.slice().sort(() => chance() - 0.5);
      for (const row of rows) {
        const values = change(row, firm, chance);
        if (values === null) continue;
        const years = [row.year - 1, row.year, row.year + 1];
        return { firm: changed(firm, row, values), years, facts: Object.keys(values) };
      }
      return null;
    },
  };
}

const beside = (firm: Firm, row: Statement, by: number) =>
  firm.find((other) => other.source === row.source && other.year === row.year + by);
const sameYear = (firm: Firm, row: Statement) =>
  firm.find((other) => other.source !== row.source && other.year === row.year);

/** A part that grew beyond its whole, or beyond so many times it. */
const beyond = (part: string, whole: string, code: string, times = 1) =>
  onRow(`${part} > ${times === 1 ? '' : `${times} × `}${whole}`, [code], (row, _firm, chance) => {
    const [had, all] = [row.values[part], known(row, whole)];
    return had == null || all <= 0 ? null : { [part]: Math.ceil(all * times * (1.02 + 2 * chance())) + 1 };
  });

/** One amount written in the wrong unit, with the other source or the year beside it to tell. */
const oneSlip = (factor: number, from: 'sources' | 'years') =>
  onRow(`one amount × ${factor} (${from})`, ['slip-sources', 'slip-years'], (row, firm, chance) => {
    const other = from === 'sources' ? sameYear(firm, row) : (beside(firm, row, -1) ?? beside(firm, row, 1));
    const facts = money.filter((fact) => {
      const [own, told] = [known(row, fact), other ? known(other, fact) : 0];
      const wrong = own * factor;
      // below a 万元 nobody could see it, above the dictionary's range the entry itself is refused
      return Math.max(own, wrong) >= 2e8 && wrong >= 100 && wrong <= limit && told > 0;
    });
    const fact = pick(facts, chance);
    return fact === null ? null : { [fact]: Math.round(known(row, fact) * factor) };
  });

/** Every amount of a row in the wrong unit, however many rows there are to compare. */
const rowSlip = (factor: number) =>
  onRow(`whole row × ${factor}`, ['slip-sources', 'slip-years', 'revenue-per-head', 'assets-per-head'], (row) => {
    const told = amounts.filter((fact) => known(row, fact) !== 0);
    if (
      known(row, 'revenue') < 1e7 ||
      known(row, 'revenue') * factor < 1 ||
      !told.every((fact) => Math.abs(known(row, fact) * factor) <= limit)
    )
      return null;
    return Object.fromEntries(told.map((fact) => [fact, Math.round(known(row, fact) * factor)]));
  });

/** One amount in the wrong unit, to be seen in its own row: there may be no other source and no other year. */
const aloneSlip = (fact: string, foundBy: string[]) =>
  onRow(`${fact} × 10000 (seen in its own row)`, foundBy, (row) => {
    const own = known(row, fact);
    return own >= 1e6 && own * 1e4 <= limit && known(row, 'totalAssets') > 0 && known(row, 'rdStaff') > 0
      ? { [fact]: own * 1e4 }
      : null;
  });

/** Digits both values are known to. */
const digitsOf = (a: number, b: number): number =>
  String(Math.floor(Math.abs(a) / Math.max(unitOf(a), unitOf(b)))).length;

/** Two neighbouring digits of one of two sources that said the same. */
const transposition = onRow('two digits transposed', ['transposed'], (row, firm, chance) => {
  const other = sameYear(firm, row);
  const facts = amounts.filter((fact) => {
    const [own, told] = [known(row, fact), other ? known(other, fact) : 0];
    return own !== 0 && digitsOf(own, told) >= 5 && agree(own, told);
  });
  const fact = pick(facts, chance);
  if (fact === null) return null;
  const own = known(row, fact);
  const digits = [...String(Math.abs(own / unitOf(own)))];
  // the first digits: a slip in the last ones is within rounding and changes nothing
  const places = digits
    .slice(0, 3)
    .flatMap((digit, i) => (digit === digits[i + 1] || (i === 0 && digits[1] === '0') ? [] : [i]));
  const place = pick(places, chance);
  if (place === null) return null;
  [digits[place], digits[place + 1]] = [digits[place + 1] ?? '', digits[place] ?? ''];
  return { [fact]: Number(digits.join('')) * unitOf(own) * Math.sign(own) };
});

/** A loss that lost its minus sign. */
const unsigned = onRow('loss entered as profit', ['sign', 'loss-as-profit'], (row, firm) => {
  const other = sameYear(firm, row);
  const profit = known(row, 'netProfit');
  const books = row.values.revenue != null && row.values.costExpense != null;
  const told = other ? agree(known(other, 'netProfit'), profit) : false;
  return profit < 0 && (books || told) ? { netProfit: -profit } : null;
});

/** A jump that no business makes, of a firm that is no beginner (`least`). */
const jump = (fact: string, least: number, foundBy: string[]) =>
  onRow(`impossible growth of ${fact}`, foundBy, (row, firm, chance) => {
    const before = beside(firm, row, -1);
    if (!before || known(before, fact) < least || known(row, fact) < least) return null;
    const now = known(before, fact) * (30 + 170 * chance());
    return now <= limit ? { [fact]: Math.round(now) } : null;
  });

/** Last year's figures handed in again. */
const copy = onRow('year before copied', ['copied'], (row, firm) => {
  const before = beside(firm, row, -1);
  const told = amounts.filter((fact) => row.values[fact] != null && before?.values[fact] != null);
  if (told.filter((fact) => known(before as Statement, fact) !== 0).length < 3) return null;
  return Object.fromEntries(told.map((fact) => [fact, known(before as Statement, fact)]));
});

/** A source whose years are all one too early or too late. */
const shift: Mutation = {
  name: 'years shifted',
  foundBy: ['shifted'],
  apply(firm, chance) {
    const source = pick([...new Set(firm.map((row) => row.source))] as FigureSource[], chance);
    const by = chance() < 0.5 ? -1 : 1;
    const moved: Firm = firm.map((row) => {
      const from = row.source === source ? beside(firm, row, by) : undefined;
      return from ? { ...row, values: from.values } : row;
    });
    const visible = moved.filter((row, i) => {
      const other = sameYear(firm, row);
      const was = firm[i] as Statement;
      if (row.values === was.values || !other) return false;
      const origin = firm.find((one) => one.source === other.source && one.year === row.year + by);
      // the two sources told the same of at least three amounts that also differ from year to year
      return (
        amounts.filter(
          (fact) =>
            origin !== undefined &&
            known(row, fact) !== 0 &&
            other.values[fact] != null &&
            agree(known(row, fact), known(origin, fact)) &&
            !agree(known(other, fact), known(origin, fact)),
        ).length >= 3
      );
    });
    if (visible.length === 0) return null;
    return { firm: moved, years: visible.map((row) => row.year), facts: [] };
  },
};

/** Every class of error that M6 names. */
export const mutations: Mutation[] = [
  beyond('mainRevenue', 'revenue', 'main-revenue'),
  beyond('rdExpense', 'costExpense', 'rd-cost'),
  beyond('rdStaff', 'employees', 'rd-staff'),
  beyond('techStaff', 'employees', 'tech-staff'),
  beyond('taxPaid', 'revenue', 'tax-revenue'),
  beyond('valueAdded', 'revenue', 'value-added-revenue'),
  beyond('totalLiabilities', 'totalAssets', 'liabilities-assets', 3),
  beyond('ipClass1SelfDeveloped', 'ipClass1', 'ip-self-developed'),
  beyond('ipClass1HighValue', 'ipClass1', 'ip-high-value'),
  beyond('equityFinancing2y', 'equityFinancing3y', 'financing'),
  oneSlip(1e4, 'sources'),
  oneSlip(1e-4, 'sources'),
  oneSlip(1e4, 'years'),
  oneSlip(1e-4, 'years'),
  rowSlip(1e4),
  rowSlip(1e-4),
  oneSlip(1e-8, 'years'),
  rowSlip(1e-8),
  aloneSlip('netProfit', ['profit-revenue', 'profit-assets']),
  aloneSlip('rdExpense', ['rd-per-head', 'rd-cost']),
  transposition,
  unsigned,
  shift,
  copy,
  jump('revenue', 2e8, ['revenue-growth', 'slip-years']),
  jump('totalAssets', 2e8, ['assets-growth', 'slip-years']),
  jump('rdExpense', 2e8, ['rd-expense-growth', 'slip-years']),
  jump('employees', 10, ['employees-growth']),
  jump('rdStaff', 10, ['rd-staff-growth']),
];

/**
 * What a second source says of a firm whose own figures are right: mostly the same, rounded to 元 or 0.01 万元; a fifth
 * by another definition, up to 2 % apart; a tenth missing.
 */
export function secondSource(firm: Firm, source: FigureSource, chance: Chance): Firm {
  const unit = pick([1, 100, 10_000], chance) ?? 1;
  return firm.map(({ year, values }) => ({
    ...{ year, source },
    // whatever the definition, a part stays within its whole
    values: withinWhole(
      Object.fromEntries(
        Object.entries(values).map(([fact, value]): [string, number | null] => {
          const what = chance();
          if (value == null || what < 0.1) return [fact, null];
          if (!amounts.includes(fact)) return [fact, value];
          const told = what < 0.3 ? value * (1 + 0.02 * (2 * chance() - 1)) : value;
          return [fact, Math.round(told / unit) * unit];
        }),
      ),
    ),
  }));
}

function withinWhole(values: Record<string, number | null>): Record<string, number | null> {
  for (const [part, whole] of [
    ['mainRevenue', 'revenue'],
    ['rdExpense', 'costExpense'],
  ] as const) {
    const [some, all] = [values[part], values[whole]];
    if (some != null && all != null) values[part] = Math.min(some, all);
  }
  return values;
}
