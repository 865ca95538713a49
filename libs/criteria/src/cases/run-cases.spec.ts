import { DomainError } from '@tidu/kernel';
import type { Evaluator } from '../compile/compile-standard';
import { compareMeasure, type MeasureNode } from '../compile/measure-node';
import type { ConditionNode, PointsNode } from '../compile/nodes';
import type { Bounded } from '../compile/frame';
import { evaluate } from '../evaluate';
import { casesText, dictionary, seedEvaluator, seedRelease, standardIds, standardText } from '../testing/seeds';
import { cohortOf } from '../cohort-of';
import { CasesReader } from './read-cases';
import { runCases } from './run-cases';

/** A line somewhere in a standard: the measure, the threshold and on which side of it the demand fails. */
interface Line {
  name: string;
  measure: MeasureNode;
  threshold: Bounded;
  fails: -1 | 1;
  signs: Set<number>;
}

const failing = (comparator: string): -1 | 1 => (comparator === 'atLeast' || comparator === 'moreThan' ? -1 : 1);

function linesOfPoints(name: string, node: PointsNode): Line[] {
  const { measure } = node;
  const own = measure
    ? node.steps.map(({ comparator, threshold, points }) => ({
        name: `${name} ${points / 10000} 分`,
        ...{ measure, threshold, fails: failing(comparator), signs: new Set<number>() },
      }))
    : [];
  return [
    ...own,
    ...node.conditions.flatMap((c) => linesOf(c, name)),
    ...node.options.flatMap((o) => linesOfPoints(name, o)),
  ];
}

function linesOf(node: ConditionNode, name: string): Line[] {
  const own = (node.comparison?.bounds ?? []).flatMap(({ source, threshold }): Line[] => {
    const measure = node.comparison?.measure;
    if (!measure || !threshold) return [];
    return [{ name, measure, threshold, fails: failing(source.comparator), signs: new Set() }];
  });
  const inner = node.clause ? linesOf(node.clause.rule, node.clause.source.id) : [];
  const scored = (node.score?.categories ?? []).flatMap((category) =>
    category.indicators.flatMap((one) => linesOfPoints(one.source.id, one.points)),
  );
  const rows = (node.classify?.rows ?? []).flatMap(({ row, demands }) =>
    demands.flatMap((demand) => linesOf(demand, `${name} ${row.label}`)),
  );
  return [...own, ...inner, ...scored, ...rows, ...node.parts.flatMap((part) => linesOf(part, name))];
}

/** Runs all cases and keeps what each clause answered and on which side of each line the cases lay. */
function survey(evaluator: Evaluator, id: string) {
  const outcomes = new Map(evaluator.clauseIds.map((clause) => [clause, new Set<string>()]));
  const points = new Map(evaluator.clauseIds.map((clause) => [clause, new Set<number>()]));
  const lines = evaluator.requires.flatMap((node) => linesOf(node, ''));
  const reader = new CasesReader(evaluator, id);
  for (const one of reader.read(casesText(id))) {
    const cohort = one.cohort ? cohortOf(evaluator, reader.cohort) : null;
    const result = evaluate(evaluator, one.facts, { purpose: one.purpose, cohort });
    for (const [clause, answer] of Object.entries(result.clauses)) {
      outcomes.get(clause)?.add(answer.outcome);
      if (answer.points && answer.points.min === answer.points.max) points.get(clause)?.add(answer.points.min);
    }
    for (const line of lines)
      if (line.measure.load() === 1) line.signs.add(compareMeasure(line.measure, line.threshold));
  }
  return { outcomes, points, lines };
}

/** A supplement's cases show what it changes; the rest has its cases beside the standard it changes. */
const supplements = standardIds.filter((id) => id.startsWith('guangdong'));

it.each(supplements)('%s does what the cases beside it say, met, unmet and open', (id) => {
  const report = runCases(seedRelease(id), dictionary, casesText(id), `${id}.cases.yaml`);
  expect(report.failures).toEqual([]);
  const { outcomes } = survey(seedEvaluator(id), id);
  for (const changed of seedRelease(id).document.extends?.overrides ?? [])
    expect([changed, ...['met', 'unmet', 'unknown'].filter((one) => !outcomes.get(changed)?.has(one))]).toEqual([
      changed,
    ]);
});

describe.each(standardIds.filter((id) => !supplements.includes(id)))('%s', (id) => {
  it('does what the cases beside it say', () => {
    const report = runCases(seedRelease(id), dictionary, casesText(id), `${id}.cases.yaml`);
    expect(report.failures).toEqual([]);
    expect(report.total).toBeGreaterThan(4 * seedEvaluator(id).clauseIds.length);
  });

  it('its cases show every clause met, unmet and open', () => {
    const { outcomes } = survey(seedEvaluator(id), id);
    const bare = [...outcomes].filter(
      ([clause, seen]) =>
        // an indicator that always earns something is never unmet, a category without a line neither
        !(
          seen.has('met') &&
          (seen.has('unmet') || noUnmet.has(`${id} ${clause}`)) &&
          (seen.has('unknown') || seen.has('manual'))
        ),
    );
    expect(bare.map(([clause, seen]) => `${clause}: ${[...seen].join(' ')}`)).toEqual([]);
  });

  it('its cases lie on every line and on the failing side of it', () => {
    const { lines } = survey(seedEvaluator(id), id);
    expect(lines.length > 0 || seedEvaluator(id).measured.length > 0).toBe(true); // a benchmark is no line
    const bare = lines.filter(({ signs, fails }) => !signs.has(0) || !signs.has(fails));
    expect(bare.map(({ name, signs }) => `${name}: ${[...signs].join(' ')}`)).toEqual([]);
  });

  it('its cases earn the points of every band', () => {
    const evaluator = seedEvaluator(id);
    const { points } = survey(evaluator, id);
    for (const { score } of evaluator.requires.flatMap(flat))
      for (const category of score?.categories ?? [])
        for (const { source, points: node } of category.indicators) {
          const wanted = [node, ...node.options].flatMap((one) => one.steps.map((step) => step.points / 10000));
          const missed = [...wanted, ...node.points.map((p) => p / 10000)].filter(
            (p) => !points.get(source.id)?.has(p),
          );
          expect([source.id, missed]).toEqual([source.id, []]);
        }
  });
});

const noUnmet = new Set([
  'miit-2022-63-innovative field',
  ...['specialisation', 'refinement', 'distinctiveness', 'innovation'].map((c) => `miit-2022-63-specialized ${c}`),
  // a total without a line is met as soon as it is known; a size is found or open
  ...['huangyan-2022-per-mu-above-scale total', 'huangyan-2022-per-mu-below-scale total', 'nbs-2011-300-size size'],
]);

function flat(node: ConditionNode): ConditionNode[] {
  return [node, ...node.parts.flatMap(flat), ...(node.clause ? flat(node.clause.rule) : [])];
}

describe('a cases file', () => {
  const id = 'luoyang-2019-58-hidden-champion';
  const run = (text: string) => runCases(seedRelease(id), dictionary, text, 'x.cases.yaml');
  const head = `standard: ${id}\n`;
  const problems = (text: string): string => {
    try {
      run(text);
    } catch (error) {
      if (error instanceof DomainError) return error.message;
      throw error;
    }
    return 'accepted';
  };

  it('says which case fails, at which line, with what', () => {
    const { total, failures } = run(`${head}cases:
  - name: 收入不够
    facts: { revenue: 2999万 }
    expect: { outcome: 满足, points: 3, clauses: { revenue: 满足 } }
`);
    expect(total).toBe(1);
    expect(failures).toEqual([
      {
        name: '收入不够',
        line: 3,
        faults: [
          { clause: null, expected: '满足', found: '不满足' },
          { clause: null, expected: '3 分', found: '没有分值' },
          { clause: 'revenue', expected: '满足', found: '不满足' },
        ],
        message:
          'x.cases.yaml 第 3 行“收入不够”：总评 应为 满足，实为 不满足；总评 应为 3 分，实为 没有分值；revenue 应为 满足，实为 不满足。',
      },
    ]);
  });

  it('notices wrong points', () => {
    const other = 'miit-2022-63-innovative';
    const text = `standard: ${other}\nseries:\n  - { clause: field, vary: strategicEmerging, steps: { 是: 9, 缺: 5~9 } }\n`;
    const { failures } = runCases(seedRelease(other), dictionary, text, 'x');
    expect(failures.map(({ message }) => message)).toEqual([
      expect.stringContaining('field 应为 9 分，实为 10 分'),
      expect.stringContaining('field 应为 5~9 分，实为 5~10 分'),
    ]);
  });

  it.each([
    ['another standard', 'standard: x\ncases: [{ name: a, expect: {} }]', '这些用例应属于'],
    ['no case at all', head, '没有任何用例'],
    ['an unknown key', `${head}case: []`, '不认识“case”'],
    ['an unknown fact', `${head}cases: [{ name: a, facts: { revenu: 1万 }, expect: {} }]`, '没有“revenu”'],
    ['an unknown clause', `${head}cases: [{ name: a, expect: { clauses: { revenues: 满足 } } }]`, '没有编号“revenues”'],
    ['a wrong unit', `${head}cases: [{ name: a, facts: { revenue: 100 }, expect: {} }]`, '金额请带单位'],
    ['too fine a number', `${head}cases: [{ name: a, facts: { revenue: 0.001元 }, expect: {} }]`, '最多 2 位小数'],
    ['a value out of range', `${head}cases: [{ name: a, facts: { nationalMarketRank: 0 }, expect: {} }]`, '超出'],
    [
      'a boolean in other words',
      `${head}cases: [{ name: a, facts: { keyIndicatorsLeading: true }, expect: {} }]`,
      '应写 是、否',
    ],
    ['an unknown option', `${head}cases: [{ name: a, facts: { enterpriseSize: 巨型 }, expect: {} }]`, '没有“巨型”'],
    ['an unknown outcome', `${head}cases: [{ name: a, expect: { clauses: { size: 还行 } } }]`, '不是预期结果'],
    ['a case that is no map', `${head}cases: [a]`, '每个用例应写明'],
    ['a series that is no map', `${head}series: [a]`, '每组应写明'],
    ['no expectation', `${head}cases: [{ name: a }]`, '“expect”应是'],
  ])('is refused for %s', (_, text, message) => {
    expect(problems(text)).toContain(message);
    expect(problems(text)).toMatch(/第 \d+ 行/);
  });

  it('is not confused with the standard itself', () => {
    expect(problems(standardText(id))).toContain('不认识“requires”');
  });
});
