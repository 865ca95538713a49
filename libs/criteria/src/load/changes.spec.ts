import { dictionary, standardWith } from '../testing/seeds';
import { loadStandard } from './load-standard';

const entry = `
  - version: 2
    day: 2026-11-24
    titles: [innovativeSme]
    regions: [nation]
    periods: { application: { from: 2026-12-01 } }
    text: 按更正通知提高营业收入门槛。
    clauses: { revenue: 由 1000 万元改为 1500 万元 }`;
const head = (changes: string, version = 2, more = '') =>
  standardWith('- { id: revenue, label: 收入, text: 试, article: 试, confidence: A, fact: revenue, atLeast: 1500万 }')
    .replace('version: 1', `version: ${version}`)
    .replace('requires:', `${more}${changes === '' ? '' : `changes:${changes}\n`}requires:`);
const load = (text: string) => loadStandard(text, dictionary, 'a.yaml').document;
const refusal = (text: string): string => {
  try {
    load(text);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('changes in the head', () => {
  it('are read as they stand', () => {
    expect(load(head(entry)).changes).toEqual([
      {
        ...{ version: 2, day: '2026-11-24', titles: ['innovativeSme'], regions: ['nation'] },
        ...{ periods: { application: { from: '2026-12-01' } }, text: '按更正通知提高营业收入门槛。' },
        clauses: { revenue: '由 1000 万元改为 1500 万元' },
      },
    ]);
  });

  it('are absent from a document that has none, so that its hash stays', () => {
    expect(Object.keys(load(head('', 1)))).not.toEqual(expect.arrayContaining(['changes']));
    expect('reviewBy' in load(head('', 1))).toBe(false);
  });

  it.each([
    ['version: 2', 'version: 3', '变更记录的版本应在 2 与本文件的版本 2 之间'],
    ['version: 2', 'version: 1', '变更记录的版本应在 2'],
    ['day: 2026-11-24', 'day: 2026-02-30', '“2026-02-30”不是日期'],
    ['    day: 2026-11-24\n', '', '缺少“day”'],
    ['titles: [innovativeSme]', 'titles: []', '“titles”应是至少有一项的列表'],
    ['regions: [nation]', 'regions: [河南]', '地区应为 nation'],
    ['{ application: { from: 2026-12-01 } }', '{}', '请至少写一种用途'],
    ['{ from: 2026-12-01 }', '{ to: 2026-12-01 }', '缺少“from”'],
    ['{ from: 2026-12-01 }', '{ from: 2026-12-01, to: 2026-11-01 }', '开始日期晚于结束日期'],
    ['按更正通知提高营业收入门槛。', '更正', '“text”太短'],
    ['由 1000 万元改为 1500 万元', '改', '条款 revenue 没有写明改了什么'],
    ['clauses:', 'clause:', '不认识“clause”'],
  ])('%s → %s is refused with its line', (good, bad, message) => {
    const said = refusal(head(entry.replace(good, bad)));
    expect(said).toContain(message);
    expect(said).toMatch(/a\.yaml 第 (1\d|2\d) 行/);
  });

  it('are refused for a first version, which changed nothing', () => {
    expect(refusal(head(entry, 1))).toContain('第 1 版没有上一版，不写变更记录');
  });

  it('stand from new to old', () => {
    const older = entry.replace('2026-11-24', '2026-12-24');
    const newer = entry.replace('version: 2', 'version: 3');
    expect(refusal(head(newer + entry, 3))).toBe('');
    expect(refusal(head(entry + newer, 3))).toContain('变更记录应从新到旧');
    expect(refusal(head(newer + older, 3))).toContain('晚于第 3 版');
    expect(refusal(head(`\n  - 只有一句话`))).toContain('每条变更应写明');
  });

  it('a day of review is a day', () => {
    expect(load(head('', 1, 'reviewBy: 2028-07-31\n')).reviewBy).toBe('2028-07-31');
    expect(refusal(head('', 1, 'reviewBy: 2028年\n'))).toContain('“2028年”不是日期');
    expect(refusal(head('', 1, 'reviewBy: 2001-01-01\n'))).toContain('复审日 2001-01-01 早于施行日');
  });
});
