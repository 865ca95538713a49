import { parse } from 'yaml';

/** What is compared: a fact, or arithmetic over facts. */
export type Measure =
  { fact: string } | { ratio: [string, string] } | { growth: [string, string] } | { mean: Measure[] };
export interface Test {
  measure: Measure;
  operator: '>=' | '<=' | '==';
  value: number | boolean | string;
}
export type Condition = { test: Test } | { all: Condition[] } | { any: Condition[] } | { totalAtLeast: number };
export type Points =
  | { ladder: { when: Test; points: number }[] }
  | { betterOf: Points[] }
  | { count: string[]; each: number; atMost: number }
  | { value: Measure };

/** A standard as a rule engine would be told it, for sheets without gaps: no intervals, no open outcomes, floats. */
export interface PlainStandard {
  facts: string[];
  clauses: [id: string, condition: Condition][];
  indicators: [id: string, points: Points][];
}

type Entry = Record<string, unknown>;

/** Reads the words that the scored standards use; another word is an error here, not a guess. */
export function plainStandard(yaml: string): PlainStandard {
  const facts = new Set<string>();
  const indicators: PlainStandard['indicators'] = [];

  const fact = (code: unknown): string => {
    facts.add(String(code));
    return String(code);
  };
  const pair = (codes: unknown) => (codes as string[]).map(fact) as [string, string];
  const measure = (entry: unknown): Measure => {
    if (typeof entry === 'string') return { fact: fact(entry) };
    const { ratio, growth, mean, fact: code } = entry as Entry;
    if (ratio) return { ratio: pair(ratio) };
    if (growth) return { growth: pair(growth) };
    if (mean) return { mean: (mean as unknown[]).map(measure) };
    return { fact: fact(code) };
  };
  const tests = (of: Measure, entry: Entry): Condition[] => [
    ...('atLeast' in entry ? [{ test: { measure: of, operator: '>=' as const, value: amount(entry.atLeast) } }] : []),
    ...('atMost' in entry ? [{ test: { measure: of, operator: '<=' as const, value: amount(entry.atMost) } }] : []),
    ...('is' in entry ? [{ test: { measure: of, operator: '==' as const, value: entry.is as boolean } }] : []),
    ...('oneOf' in entry
      ? [{ any: (entry.oneOf as string[]).map((value) => ({ test: { measure: of, operator: '==' as const, value } })) }]
      : []),
  ];
  const condition = (entry: Entry): Condition => {
    if (entry.all) return { all: (entry.all as Entry[]).map(condition) };
    if (entry.any) return { any: (entry.any as Entry[]).map(condition) };
    if (entry.score) return score(entry.score as Entry);
    const [only, ...more] = tests(measure(entry), entry);
    if (!only || more.length > 0) throw new Error(`not one comparison: ${JSON.stringify(entry)}`);
    return only;
  };
  const rungs = (of: (rung: Entry) => Measure, list: unknown) => ({
    ladder: (list as Entry[]).map((rung) => {
      const [only] = tests(of(rung), rung);
      if (!only || !('test' in only)) throw new Error(`no rung: ${JSON.stringify(rung)}`);
      return { when: only.test, points: rung.points as number };
    }),
  });
  const points = (entry: Entry): Points => {
    if (entry.ladder) return rungs(measure, entry.ladder);
    if (entry.betterOf) return { betterOf: (entry.betterOf as Entry[]).map(points) };
    if (entry.count) {
      const { of, each, atMost } = entry.count as { of: string[]; each: number; atMost: number };
      return { count: of.map(fact), each, atMost };
    }
    const of = measure(entry);
    if (entry.bands) return rungs(() => of, entry.bands);
    if (entry.asPoints) return { value: of };
    if (entry.byValue) {
      const values = Object.entries(entry.byValue as Record<string, number>);
      return { ladder: values.map(([value, earned]) => ({ when: equal(of, value), points: earned })) };
    }
    const { every, points: earned, atMost } = entry.perFull as { every: unknown; points: number; atMost: number };
    const steps = Array.from({ length: Math.ceil(atMost / earned) }, (_, i) => ({
      when: { measure: of, operator: '>=' as const, value: (i + 1) * amount(every) },
      points: Math.min((i + 1) * earned, atMost),
    }));
    return { ladder: steps.reverse() };
  };
  const score = (entry: Entry): Condition => {
    for (const category of entry.categories as Entry[])
      for (const indicator of category.indicators as Entry[])
        indicators.push([String(indicator.id), points(indicator)]);
    return { totalAtLeast: (entry.total as { atLeast: number }).atLeast };
  };

  const { requires } = parse(yaml) as { requires: Entry[] };
  const clauses = requires.map((entry): [string, Condition] => [String(entry.id), condition(entry)]);
  return { facts: [...facts], clauses, indicators };
}

const equal = (measure: Measure, value: string): Test => ({
  ...{ measure, operator: '==' as const, value: value === 'true' || value === 'false' ? value === 'true' : value },
});

/** `500万`, `3%`, `2年`, `4` as a number. */
function amount(text: unknown): number {
  const [, digits, unit] = /^(-?[\d.]+)(.*)$/.exec(String(text)) ?? [];
  const factor = { 万: 1e4, 亿: 1e8, '%': 0.01 }[unit ?? ''] ?? 1;
  return Number((Number(digits) * factor).toPrecision(12));
}

/** The value of a measure in floats: good enough away from thresholds, which is where these sheets are. */
export function measureValue(measure: Measure, sheet: Record<string, number | boolean | string>): number {
  const of = (code: string) => Number(sheet[code]);
  if ('fact' in measure) return of(measure.fact);
  if ('ratio' in measure) return of(measure.ratio[0]) / of(measure.ratio[1]);
  if ('growth' in measure) return of(measure.growth[0]) / of(measure.growth[1]) - 1;
  return measure.mean.reduce((sum, one) => sum + measureValue(one, sheet), 0) / measure.mean.length;
}
