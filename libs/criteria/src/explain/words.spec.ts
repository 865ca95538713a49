import type { Check } from './types';
import { foundText, lineDistance, metText, missingText, nearText, pointsText, resultText, stepText } from './words';
import type { ClauseExplanation } from './types';

const check = (values: Partial<Check>): Check =>
  ({ measure: null, threshold: null, distance: null, ...values }) as Check;
const line = (values: Partial<ClauseExplanation>): ClauseExplanation =>
  ({ kind: 'indicator', outcome: 'met', points: null, maxPoints: null, line: null, ...values }) as ClauseExplanation;

describe('the words of a result', () => {
  it('points are one number when settled, an interval while open, and free of binary noise', () => {
    expect(pointsText({ min: 85, max: 85 })).toBe('85 分');
    expect(pointsText({ min: 58, max: 73.5 })).toBe('58–73.5 分');
    expect(pointsText({ min: 0.1 + 0.2, max: 0.1 + 0.2 })).toBe('0.3 分');
  });

  it('tells data from judgements', () => {
    expect(missingText([{ judged: false }, { judged: false }, { judged: true }])).toBe('还缺 2 项数据，1 项待人工判断');
    expect(missingText([{ judged: true }])).toBe('1 项待人工判断');
    expect(missingText([])).toBe('');
  });

  it('found and asked stand together; what could not be computed says nothing', () => {
    expect(foundText(check({ measure: '2.99%', threshold: '≥ 3%' }))).toBe('现为 2.99%，要求 ≥ 3%');
    expect(foundText(check({ measure: '5项' }))).toBe('现为 5项');
    expect(foundText(check({ threshold: '≥ 3%' }))).toBeNull();
  });

  it('a distance is no news once the whole is met', () => {
    const near = check({ distance: { fact: 'x', change: '1', text: '再增加 1项' } });
    expect(nearText(near, false)).toBe('还差：再增加 1项');
    expect(nearText(near, true)).toBeNull();
    expect(nearText(check({}), false)).toBeNull();
  });

  it.each([
    [{ points: { min: 10, max: 10 }, maxPoints: 20 }, '10 分 / 20'],
    [{ points: { min: 10, max: 20 }, maxPoints: 20, outcome: 'unknown' }, '10–20 分 / 20，缺数据'],
    [{ kind: 'category', points: { min: 5, max: 5 }, maxPoints: 30, line: 15, outcome: 'unmet' }, '5 分 / 30，不满足'],
    [{ kind: 'category', points: { min: 5, max: 5 }, maxPoints: 30 }, '5 分 / 30'],
    [{ kind: 'condition', outcome: 'manual' }, '需人工判断'],
    [{ kind: 'group', outcome: 'notApplicable' }, '不适用'],
  ] as const)('an indicator says its points, never 满足: %j', (values, text) => {
    expect(resultText(line(values))).toBe(text);
  });

  it.each([
    [{ min: 60, max: 60 }, '已有 60 分，不低于 60 分'],
    [{ min: 55, max: 55 }, '现有 55 分，离 60 分还差 5 分'],
    [{ min: 20, max: 59.5 }, '未定的各项全部得满，也只有 59.5 分，离 60 分还差 0.5 分'],
    [{ min: 58, max: 73 }, '已经确定 58 分，未定的各项最多再得 15 分；其中再得 2 分，就到 60 分'],
    [{ min: 58, max: 60 }, '已经确定 58 分，未定的各项最多再得 2 分；其中再得 2 分，就到 60 分'],
  ])('points %j against a line of 60', (points, text) => expect(lineDistance(points, 60)).toBe(text));

  it('counts what is asked at the top and not what does not apply', () => {
    const clauses = [
      ...[line({ parent: null }), line({ parent: null, outcome: 'unmet' })],
      ...[line({ parent: null, outcome: 'notApplicable' }), line({ parent: 'a' })],
    ];
    expect(metText({ clauses })).toBe('满足 1 条，共 2 条');
  });

  it('the only step of what counts repeats itself', () => {
    const step = { label: '每满 2年，最多 5 分', points: 1, reached: null };
    expect(stepText(step, true)).toBe('每满 2年，最多 5 分（每次 1 分）');
    expect(stepText({ ...step, label: '≥ 3%' }, false)).toBe('≥ 3%，1 分');
    // measured against a benchmark: once, in proportion
    expect(stepText({ ...step, label: '达到 3.02%，其余按比例', points: 10 }, true)).toBe(
      '达到 3.02%，其余按比例（10 分）',
    );
  });
});
