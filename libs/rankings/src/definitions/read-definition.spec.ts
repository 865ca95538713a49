import { ReferenceService } from '@tidu/reference';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import type { DomainError } from '@tidu/kernel';
import type { FactDictionary } from '@tidu/criteria';
import { readInstalledFile } from '@tidu/platform';
import { definitionText } from '../testing/ranking-world';
import { definitionChanges, rulesOf } from './diff';
import { readDefinition } from './read-definition';

describe('the text of a definition', () => {
  let test: TestDatabase;
  let dictionary: FactDictionary;
  beforeAll(async () => {
    test = await createTestDatabase();
    dictionary = await new ReferenceService(test.database).dictionary();
  });
  afterAll(() => test.drop());

  const problems = (text: string): string[] => {
    try {
      readDefinition(text, dictionary);
      return [];
    } catch (error) {
      return (error as DomainError).problems.map(({ message }) => message);
    }
  };

  it('is read strictly: what is wrong is said with its line and what to do', () => {
    const good = definitionText('');
    expect(problems(good)).toEqual([]);
    const cases: [string, string, RegExp][] = [
      ['weight: 60', 'wieght: 60', /第 12 行：不认识“wieght”/],
      ['under: landArea', 'under: nothing', /“nothing”不是指标字典里的数值指标/],
      ['weight: 60', 'weight: 6e1', /“weight”应为 不超过六位小数的数字/],
      ['    negative: worst\n', '', /要写明负值怎样处理/],
      ['own: true', 'own: maybe', /“own”应为 true、false 之一/],
      ['asOf: 2022-09-01', 'asOf: 2022-02-30', /应是日期/],
      ['id: profitRate', 'id: taxPerMu', /两项指标的 id 相同/],
      ['    minMax: true\n', '', /不同单位的数值不能直接相加/],
    ];
    for (const [from, to, says] of cases)
      expect([to, problems(good.replace(from, to)).join('\n')]).toEqual([to, expect.stringMatching(says)]);
    expect(problems(`${good}\nvetoes: [{ fact: seriousDishonesty, label: 失信, class: D }]`)[0]).toContain(
      '等次“D”不在 classes 里',
    );
    expect(
      problems(
        `${good}\nclasses: { by: share, list: [{ code: A, label: 甲, to: 60, measure: a }, { code: B, label: 乙, to: 20, measure: b }, { code: C, label: 丙, measure: c }] }`,
      )[0],
    ).toContain('累计比例应一等比一等大');
    expect(problems(`${good}\nclasses: { by: share, list: [{ code: A, label: 甲 }] }`)[0]).toContain('缺少“measure”');
  });

  it('tells what moves places by itself from what does not', () => {
    const before = readDefinition(definitionText('', 'same-code'), dictionary);
    const after = readDefinition(
      definitionText('places: 20', 'same-code').replace('weight: 60', 'weight: 70').replace('year: 2021', 'year: 2022'),
      dictionary,
    );
    expect(
      definitionChanges(before, after).map(({ what, before: old, after: now, matters }) => [what, old, now, matters]),
    ).toEqual([
      ['年度', '2021', '2022', false],
      ['入围线', '不设', '前 20 名', true],
      ['指标：亩均税收，权重', '60', '70', true],
    ]);
    expect(definitionChanges(before, before)).toEqual([]);
  });

  it('is shipped readable, and says openly where the bureau invented it', () => {
    for (const file of ['district-benefit', 'innovative-score']) {
      const body = readDefinition(readInstalledFile(`seeds/rankings/${file}.yaml`), dictionary);
      expect(body.code).toBe(file);
      const nature = rulesOf(body).find(({ what }) => what === '性质')?.says;
      expect(nature).toBe(file === 'district-benefit' ? '本局自定' : '按上级文件');
    }
  });
});
