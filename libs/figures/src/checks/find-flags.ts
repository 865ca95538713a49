import { displayFact, type FactDefinition } from '@tidu/criteria';
import { type FigureSource, sourceLabels } from '../sources';
import type { FigureCheck, Finding, Said, Statement } from './check';
import { atMost, loss, ratio } from './kinds/one-source';
import { shifted, signs, slips, transpositions } from './kinds/two-sources';
import { copied, growth } from './kinds/two-years';

/** A flag (数据疑点): what a check found in the figures of a year. */
export interface Flag {
  check: string;
  /** With the check it makes the flag the same again: facts and sources, not values. */
  place: string;
  facts: string[];
  sources: FigureSource[];
  said: Said[];
  message: string;
}

export type FactLookup = (code: string) => FactDefinition;

/**
 * What the checks find in the figures of one enterprise and year; `statements` are its current figures of that year
 * and of the years beside it. Pure: the same for a page and for the whole register.
 */
export function findFlags(
  checks: readonly FigureCheck[],
  statements: readonly Statement[],
  year: number,
  factOf: FactLookup,
): Flag[] {
  const scene = sceneOf(statements, year, (fact) => factOf(fact).scale);
  if (scene.now.length === 0) return [];
  const found = new Map<string, Flag[]>();
  for (const check of checks) {
    const wrong = findings(check, scene);
    if (wrong.length === 0) continue;
    const silent = new Set(check.silencedBy.flatMap((code) => found.get(code) ?? []).flatMap(({ facts }) => facts));
    const flags = wrong
      .filter(({ said }) => !said.some(({ fact }) => silent.has(fact)))
      .map(({ said }) => flagOf(check, said, factOf));
    found.set(check.code, flags);
  }
  return [...found.values()].flat();
}

interface Scene {
  now: Statement[];
  before: ReadonlyMap<FigureSource, Statement>;
  after: ReadonlyMap<FigureSource, Statement>;
  pairs: (readonly [Statement, Statement])[];
  scaleOf: (fact: string) => number;
}

function sceneOf(statements: readonly Statement[], year: number, scaleOf: Scene['scaleOf']): Scene {
  const of = (wanted: number) => statements.filter((one) => one.year === wanted);
  const bySource = (list: Statement[]) => new Map(list.map((one) => [one.source, one]));
  const now = of(year).sort((a, b) => (a.source < b.source ? -1 : 1));
  const pairs = now.flatMap((one, i) => now.slice(i + 1).map((other) => [one, other] as const));
  return { now, before: bySource(of(year - 1)), after: bySource(of(year + 1)), pairs, scaleOf };
}

function findings(check: FigureCheck, { now, before, after, pairs, scaleOf }: Scene): Finding[] {
  const withBefore = <T>(work: (one: Statement, earlier: Statement) => T[]) =>
    now.flatMap((one) => {
      const earlier = before.get(one.source);
      return earlier ? work(one, earlier) : [];
    });
  switch (check.kind) {
    case 'atMost':
      return now.flatMap((one) => known(atMost(check, one)));
    case 'ratio':
      return now.flatMap((one) => known(ratio(check, one, scaleOf)));
    case 'loss':
      return now.flatMap((one) => known(loss(check, one)));
    case 'slip':
      if (check.between === 'sources') return pairs.flatMap((pair) => slips(check, pair));
      return withBefore((one, earlier) => slips(check, [one, earlier]));
    case 'transposed':
      return pairs.flatMap((pair) => transpositions(check, pair));
    case 'sign':
      return pairs.flatMap((pair) => signs(check, pair));
    case 'shifted':
      return pairs.flatMap(([a, b]) => {
        const beside = (source: FigureSource) => [before.get(source), after.get(source)].filter((one) => one != null);
        const found = shifted(check, [a, b], beside(b.source)) ?? shifted(check, [b, a], beside(a.source));
        return known(found);
      });
    case 'copied':
      return withBefore((one, earlier) => known(copied(check, one, earlier)));
    case 'growth':
      return withBefore((one, earlier) => known(growth(check, one, earlier, scaleOf)));
  }
}

const known = (finding: Finding | null): Finding[] => (finding ? [finding] : []);

function flagOf(check: FigureCheck, said: Said[], factOf: FactLookup): Flag {
  const facts = [...new Set(said.map(({ fact }) => fact))];
  const sources = [...new Set(said.map(({ source }) => source))];
  const words = said.slice(0, 6).map(({ fact, year, source, value }) => {
    const definition = factOf(fact);
    const name = definition.label.replace(/\(.*\)$/, '');
    return `${year} 年${sourceLabels[source]}的${name} ${displayFact(definition, value)}`;
  });
  const more = said.length > words.length ? ` 等 ${said.length} 处` : '';
  // a row of facts is one flag, whichever of them show it today
  const wide = check.kind === 'shifted' || check.kind === 'copied';
  const place = `${wide ? '' : facts.join('+')}@${sources.join('+')}`;
  return { check: check.code, place, facts, sources, said, message: `${check.label}：${words.join('，')}${more}。` };
}
