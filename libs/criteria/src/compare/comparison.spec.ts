import fc from 'fast-check';
import { compileStandard, type Evaluator } from '../compile/compile-standard';
import type { StandardDocument } from '../document';
import { evaluate } from '../evaluate';
import type { Facts } from '../fact';
import { readFacts } from '../facts-reader';
import { loadStandard } from '../load/load-standard';
import { createRelease } from '../release';
import { compareSheet } from '../testing/compare-sheet';
import { clause, dictionary, seedEvaluator, standardText, trial } from '../testing/seeds';
import { sheets, sheetsFor } from '../testing/sheets';
import { findCauses } from './causes';
import { Differences } from './differences';
import { factsOf } from './facts-of';

/** `npm run nightly` tries more. */
const rounds = Number(process.env.TIDU_TEST_ROUNDS ?? 1);

const base = 'miit-2022-63-innovative';
const compile = (document: StandardDocument) => compileStandard(createRelease(document), dictionary);
const edited = (...changes: [string | RegExp, string][]): Evaluator => {
  const text = changes.reduce((before, [from, to]) => {
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    return after;
  }, standardText(base));
  return compileStandard(loadStandard(text, dictionary, `${base}.yaml`), dictionary);
};
const facts = (values: object): Facts => readFacts(JSON.stringify(values), dictionary);
const differencesOf = (old: Evaluator, next: Evaluator) => new Differences(old.release.document, next.release.document);
const named = (old: Evaluator, next: Evaluator) =>
  differencesOf(old, next).list.map(({ id, change }) => `${change} ${id}`);

const otherLines = () =>
  edited(
    ['{ atLeast: 3%, points: 15 }', '{ atLeast: 4%, points: 15 }'],
    ['{ atLeast: 70%, points: 20 }', '{ atLeast: 80%, points: 20 }'],
    [/(fact: equityFinancing3y\s+atLeast:) 500万/, '$1 300万'],
    [/atLeast: 60\n/, 'atLeast: 65\n'],
  );

const rdRatio = `ratio: [rdExpense, revenue], atLeast: 3%`;
const groupedOld = () =>
  trial(`
- { ${clause('size')}, fact: revenue, atLeast: 100万 }
- { ${clause('gone')}, fact: employees, atLeast: 5 }
- ${clause('ways').replaceAll(', ', '\n  ')}
  any:
    - { ${clause('rd')}, ${rdRatio} }
    - { ${clause('brand')}, fact: ownBrand, is: true }
`);
const groupedNew = () =>
  trial(`
- { ${clause('size')}, fact: revenue, atLeast: 200万 }
- { ${clause('fresh')}, fact: netProfit, moreThan: 0元 }
- ${clause('ways').replaceAll(', ', '\n  ')}
  any:
    - { ${clause('rd')}, ${rdRatio.replace('3%', '5%')} }
    - { ${clause('patents')}, fact: ipClass1, atLeast: 1 }
`);
const regrouped = () =>
  trial(`
- { ${clause('size')}, fact: revenue, atLeast: 200万 }
- ${clause('ways').replaceAll(', ', '\n  ')}
  all:
    - { ${clause('rd')}, ${rdRatio} }
    - { ${clause('brand')}, fact: ownBrand, is: true }
`);

/** What lets a sheet of the scored standard get as far as its points. */
const eligible = {
  ...{ registeredInChina: true, enterpriseSize: 'small', abnormalOperation: false, seriousDishonesty: false },
  ...{ prohibitedProduct: false, majorIncident3y: false, awardProvincialOrNational3y: false, titleHighTech: false },
  ...{ titleInnovationDemo: false, titleIpAdvantage: false, rdInstitutionLevel: 'none', ipClass1HighValue: 1 },
};

/** Demands that come, go and change as a whole, among them one of several parts and one that applies to some only. */
const wholeOld = () =>
  trial(`
- { ${clause('same')}, fact: employees, atLeast: 5 }
- { ${clause('size')}, fact: revenue, atLeast: 100万 }
- ${clause('gone').replaceAll(', ', '\n  ')}
  any:
    - { ${clause('rd')}, ${rdRatio} }
    - { ${clause('brand')}, fact: ownBrand, is: true }
- { ${clause('judged')}, judgement: governanceSound }
`);
const wholeNew = () =>
  trial(`
- { ${clause('same')}, fact: employees, atLeast: 5 }
- { ${clause('size')}, fact: revenue, atLeast: 5000万 }
- { ${clause('fresh')}, fact: netProfit, moreThan: 0元 }
- { ${clause('patents')}, byPurpose: { application: { fact: ipClass1, atLeast: 1 }, renewal: notApplicable } }
- { ${clause('judged')}, fact: creditSound, is: true }
`);

const pairs: [string, () => [Evaluator, Evaluator]][] = [
  ['whole demands', () => [wholeOld(), wholeNew()]],
  ['whole demands the other way round', () => [wholeNew(), wholeOld()]],
  ['thresholds of one standard', () => [seedEvaluator(base), otherLines()]],
  ['clauses added, removed and changed', () => [groupedOld(), groupedNew()]],
  ['another way of combining', () => [groupedOld(), regrouped()]],
  ['the same two the other way round', () => [regrouped(), groupedOld()]],
];

/** Every group of the differences put back, judged by the ordinary evaluator. */
function bruteForce(old: Evaluator, next: Evaluator) {
  const differences = differencesOf(old, next);
  const ids = differences.list.map(({ id }) => id);
  const mixtures = Array.from({ length: 2 ** ids.length }, (_, bits) => {
    const group = ids.filter((_id, i) => bits & (1 << i));
    return { group, evaluator: compile(differences.putBack(new Set(group))) };
  });
  return (sheet: Facts) => {
    const wanted = evaluate(old, sheet).outcome;
    const back = mixtures.filter(({ evaluator }) => evaluate(evaluator, sheet).outcome === wanted);
    return back.map(({ group }) => group);
  };
}

describe('the differences of two releases', () => {
  it('are none between a release and itself, whatever the words say', () => {
    const reworded = edited(['主导产品是否属于战略性新兴产业分类', '另一种说法']);
    expect(named(seedEvaluator(base), reworded)).toEqual([]);
  });

  it('are clauses, indicators, categories and the total, each by itself', () => {
    expect(named(seedEvaluator(base), otherLines()).sort()).toEqual(
      ['changed direct-financing', 'changed main-share', 'changed rd-ratio', 'changed total'].sort(),
    );
    expect(named(groupedOld(), groupedNew()).sort()).toEqual(
      ['added fresh', 'added patents', 'changed rd', 'changed size', 'removed brand', 'removed gone'].sort(),
    );
    // conditions stand in no order
    const turned = groupedOld().release.document;
    expect(named(groupedOld(), compile({ ...turned, requires: [...turned.requires].reverse() }))).toEqual([]);
    expect(named(groupedOld(), regrouped())).toEqual(['removed gone', 'changed size', 'changed ways']);
  });

  it.each(pairs)('put back all together make the old release, none the new one: %s', (_name, make) => {
    const [old, next] = make();
    const differences = differencesOf(old, next);
    const all = compile(differences.putBack(new Set(differences.list.map(({ id }) => id))));
    const none = compile(differences.putBack(new Set()));
    fc.assert(
      fc.property(sheets(factsOf([old, next]), 25), (drawn) => {
        const sheet = facts(drawn);
        expect(evaluate(all, sheet).outcome).toBe(evaluate(old, sheet).outcome);
        expect(evaluate(all, sheet).points).toEqual(evaluate(old, sheet).points);
        expect(evaluate(none, sheet)).toEqual(evaluate(next, sheet));
      }),
    );
  });
});

describe('Comparison', () => {
  it.each(pairs)('names the clauses that brute force finds: %s', (_name, make) => {
    const [old, next] = make();
    const restoring = bruteForce(old, next);
    let changed = 0;
    fc.assert(
      fc.property(fc.oneof(sheetsFor(old, 10), sheetsFor(next, 10)), (drawn) => {
        const sheet = facts(old.scored ? { ...drawn, ...eligible } : drawn);
        const { old: before, new: after, change, causes } = compareSheet(old, next, sheet);
        expect([before, after]).toEqual([evaluate(old, sheet), evaluate(next, sheet)]);
        if (before.outcome === after.outcome) return expect(['same', 'points']).toContain(change);
        changed++;
        const groups = restoring(sheet);
        expect(causes.alone).toEqual(groups.filter(({ length }) => length === 1).flat());
        if (causes.alone.length > 0) return expect(causes.together).toEqual([]);
        expect(groups).toContainEqual(causes.together);
        expect(causes.together.length).toBe(Math.min(...groups.map(({ length }) => length)));
        return undefined;
      }),
      { numRuns: 150 * rounds },
    );
    expect(changed).toBeGreaterThan(5);
  });

  it.each([base, 'miit-2022-63-specialized', 'luoyang-2019-58-hidden-champion'])(
    'of a release with itself changes nobody: %s',
    (id) => {
      const one = seedEvaluator(id);
      fc.assert(
        fc.property(sheets(one.slots, 25), (drawn) => {
          const { change, causes } = compareSheet(one, seedEvaluator(id), facts(drawn));
          expect([change, causes]).toEqual(['same', { alone: [], together: [] }]);
        }),
        { numRuns: 4 * rounds },
      );
    },
  );

  it('says who gains, loses, becomes unknown, and by which clause', () => {
    const [old, next] = [groupedOld(), groupedNew()];
    const change = (values: object) => {
      const { change: kind, causes } = compareSheet(old, next, facts(values));
      return [kind, causes.alone, causes.together];
    };
    const good = {
      revenue: '3000000',
      employees: 10,
      netProfit: '1',
      rdExpense: '150000',
      ipClass1: 1,
      ownBrand: false,
    };
    expect(change(good)).toEqual(['same', [], []]);
    expect(change({ ...good, employees: 1 })).toEqual(['gains', ['gone'], []]);
    expect(change({ ...good, revenue: '1500000' })).toEqual(['loses', ['size'], []]);
    expect(change({ ...good, netProfit: null })).toEqual(['becomesUnknown', ['fresh'], []]);
    // either of two lines alone would still stop it
    expect(change({ ...good, revenue: '1500000', netProfit: '0' })).toEqual(['loses', [], ['fresh', 'size']]);
    expect(change({ ...good, employees: null, revenue: '1' })).toEqual(['same', [], []]);
  });

  it('tells a change of points alone, and which indicators moved', () => {
    const old = seedEvaluator(base);
    const sheet = facts({ rdExpense: '350000', revenue: '10000000', awardProvincialOrNational3y: true });
    const { change, causes } = compareSheet(old, otherLines(), sheet);
    expect([change, causes.alone]).toEqual(['points', ['rd-ratio', 'total']]);
  });
});

describe('findCauses', () => {
  it('finds a minimal group where there are too many to try them all', () => {
    const ids = Array.from({ length: 24 }, (_, i) => `c${i}`);
    const needed = ['c3', 'c7', 'c11', 'c19'];
    const causes = findCauses(ids, (group) => (needed.every((id) => group.includes(id)) ? 1 : 4), 1);
    expect(causes).toEqual({ alone: [], together: needed });
  });
});
