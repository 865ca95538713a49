import { ReferenceService } from '@tidu/reference';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import type { DomainError } from '@tidu/kernel';
import type { FactDictionary } from '@tidu/criteria';
import { readInstalledFile } from '@tidu/platform';
import fs from 'node:fs';
import { failedCases, readCases } from '../testing/definition-cases';
import { definitionText } from '../testing/ranking-world';
import { definitionChanges, rulesOf } from './diff';
import { readDefinition } from './read-definition';
import { scopeWords } from './scope-words';

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

  it('reads pillars, extra points, means and tables of benchmarks strictly, and says them in words', () => {
    const text = readInstalledFile('seeds/rankings/three-pillars.yaml');
    const cases: [string | RegExp, string, RegExp][] = [
      ['label: 特色, weight: 30', 'label: 特色, weight: 31', /各支柱的权重之和应为 100/],
      [
        '    weight: 60\n    benchmark: { value: 0.03',
        '    weight: 61\n    benchmark: { value: 0.03',
        /支柱“特色”里各指标的权重/,
      ],
      ['    pillar: ecology\n', '', /“单位能耗工业增加值”要写 pillar/],
      ['[pollutantEmission]', '[landArea]', /“meanFor”只能写这项指标用到的数据/],
      ['    meanFor: [pollutantEmission]\n', '', /在 meanFor 里写明/],
      [`'17': 0.015`, `'C17': 0.015`, /“C17”不是行业代码/],
      ['{ base: 20 }', '{ base: 100 }', /应小于 100/],
      ['points: 3, source: 本局自定', 'points: 3', /缺少“source”/],
      ['atLeast: 3, ', '', /缺少“atLeast”/],
      [/^pillars:\n(?: {2}- .*\n)+/m, '', /没有写 pillars/],
    ];
    for (const [from, to, says] of cases)
      expect([to, problems(text.replace(from, to)).join('\n')]).toEqual([to, expect.stringMatching(says)]);
    const before = readDefinition(text, dictionary);
    const after = readDefinition(
      text
        .replace('特色, weight: 30', '特色, weight: 35')
        .replace('亩产, weight: 45', '亩产, weight: 40')
        .replace('cap: 5', 'cap: 6'),
      dictionary,
    );
    expect(definitionChanges(before, after).map(({ what, matters }) => [what, matters])).toEqual([
      ['支柱', true],
      ['加分', true],
    ]);
    // as it comes back from the database: keys in another order
    const stored = JSON.parse(JSON.stringify(before), (_, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    ) as typeof before;
    expect(definitionChanges(stored, before)).toEqual([]);
    expect(rulesOf(before).find(({ what }) => what === '指标：单位排放工业增加值')?.says).toContain(
      '支柱 生态；指标 valueAdded ÷ pollutantEmission；权重 40；方向 越大越好；计分 数值 ÷ 基准 × 权重，基准 49000000，下限 0，上限 60；缺数 缺pollutantEmission的取参评企业这一项的平均分，缺别的不参评',
    );
  });

  it('gives what the worked examples beside the shipped definitions say', () => {
    const files = fs.readdirSync('seeds/rankings').filter((name) => name.endsWith('.cases.yaml'));
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const file of files) {
      const cases = readCases(readInstalledFile(`seeds/rankings/${file}`));
      const body = readDefinition(readInstalledFile(`seeds/rankings/${cases.definition}.yaml`), dictionary);
      expect([file, failedCases(body, dictionary, cases)]).toEqual([file, []]);
    }
  });

  it('names the places and industries of its scope to people, and stands bare in what is sealed', async () => {
    const text = definitionText('scope: { regions: ["4103", "410305", "999999"], industries: ["35"] }', 'named');
    const words = await scopeWords(new ReferenceService(test.database));
    const said = (given?: typeof words) =>
      rulesOf(readDefinition(text, dictionary), undefined, given)
        .filter(({ what }) => what === '行政区划' || what === '行业')
        .map(({ says }) => says);
    expect(said(words)).toEqual(['洛阳市（4103）、涧西区（410305）、999999', '专用设备制造业（35）']);
    expect(said()).toEqual(['4103、410305、999999', '35']);
  });

  it('is shipped readable, and says openly where the bureau invented it', () => {
    const shipped = fs.readdirSync('seeds/rankings').filter((name) => !name.endsWith('.cases.yaml'));
    for (const name of shipped) {
      const file = name.replace('.yaml', '');
      const body = readDefinition(readInstalledFile(`seeds/rankings/${file}.yaml`), dictionary);
      expect(body.code).toBe(file);
      const nature = rulesOf(body).find(({ what }) => what === '性质')?.says;
      expect(nature).toBe(file === 'innovative-score' ? '按上级文件' : '本局自定');
    }
  });
});
