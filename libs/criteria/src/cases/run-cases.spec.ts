import { DomainError } from '@tidu/kernel';
import { evaluate } from '../evaluate';
import { casesText, dictionary, seedEvaluator, seedRelease, standardIds, standardText } from '../testing/seeds';
import { cohortOf } from '../cohort-of';
import { CasesReader } from './read-cases';
import { runCases } from './run-cases';

/** Runs all cases and keeps what each clause answered. */
function answersOf(id: string): Map<string, Set<string>> {
  const evaluator = seedEvaluator(id);
  const outcomes = new Map(evaluator.clauseIds.map((clause) => [clause, new Set<string>()]));
  const reader = new CasesReader(evaluator, id);
  for (const one of reader.read(casesText(id))) {
    const cohort = one.cohort ? cohortOf(evaluator, reader.cohort) : null;
    const result = evaluate(evaluator, one.facts, { purpose: one.purpose, cohort });
    for (const [clause, answer] of Object.entries(result.clauses)) outcomes.get(clause)?.add(answer.outcome);
  }
  return outcomes;
}

/** A supplement's cases show what it changes; the rest has its cases beside the standard it changes. */
const supplements = standardIds.filter((id) => id.startsWith('guangdong'));

it.each(supplements)('%s does what the cases beside it say, met, unmet and open', (id) => {
  const report = runCases(seedRelease(id), dictionary, casesText(id), `${id}.cases.yaml`);
  expect(report.failures).toEqual([]);
  const outcomes = answersOf(id);
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
    const outcomes = answersOf(id);
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
});

const noUnmet = new Set([
  'miit-2022-63-innovative field',
  ...['specialisation', 'refinement', 'distinctiveness', 'innovation'].map((c) => `miit-2022-63-specialized ${c}`),
  // a total without a line is met as soon as it is known; a size is found or open
  ...['huangyan-2022-per-mu-above-scale total', 'huangyan-2022-per-mu-below-scale total', 'nbs-2011-300-size size'],
]);

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

  it.each([
    ['days: { application: { 2026-02-30: 施行 } }', '“2026-02-30”不是日期'],
    ['days: { application: { 2026-03-01: 有效 } }', '“有效”应为 未施行、施行、已停止、不适用 之一'],
    ['days: { applications: { 2026-03-01: 施行 } }', '不认识“applications”，这里可用 application、renewal'],
    ['days: [2026-03-01]', '“days”应是“键: 值”的内容'],
  ])('is refused for %s', (days, message) => {
    expect(problems(`${head}${days}\ncases: [{ name: a, expect: {} }]`)).toContain(message);
  });

  it('fails for a day on which the standard holds or not, other than it says', () => {
    const text = casesText('miit-2022-63-little-giant').replace('2026-04-01: 已停止', '2026-04-01: 施行');
    const release = seedRelease('miit-2022-63-little-giant');
    expect(runCases(release, dictionary, text, 'x.cases.yaml').failures.map(({ message }) => message)).toEqual([
      'x.cases.yaml 第 6 行“新申报 2026-04-01”：总评 应为 施行，实为 已停止。',
    ]);
    const once = {
      ...release,
      document: { ...release.document, periods: { application: { confidence: 'C' as const } } },
    };
    const days = 'days: { renewal: { 2026-04-01: 不适用 }, application: { 1949-10-01: 施行 } }';
    const bare = `standard: miit-2022-63-little-giant\n${days}\ncases: [{ name: a, expect: {} }]`;
    expect(runCases(once, dictionary, bare, 'x').failures).toEqual([]);
  });

  it('is not confused with the standard itself', () => {
    expect(problems(standardText(id))).toContain('不认识“requires”');
  });
});
