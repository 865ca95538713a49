import { compileStandard } from './compile/compile-standard';
import { runCases } from './cases/run-cases';
import { evaluate } from './evaluate';
import { FactDictionary } from './fact-dictionary';
import { readFacts } from './facts-reader';
import { loadStandard } from './load/load-standard';
import { clause, seedRows, standardWith } from './testing/seeds';

/** What a district would write into `seeds/facts.d/`: one row, no code. */
const row = {
  ...{
    code: 'rooftopSolar',
    label: '屋顶光伏装机容量',
    type: 'decimal',
    unit: '千瓦',
    scale: '2',
    min: '0',
    max: '1000000',
  },
  ...{ values: '', valueLabels: '', origin: 'entered', base: '', offset: '', aliases: '光伏装机' },
  ...{ meaning: '厂房屋顶光伏的装机容量', definition: '' },
};
const standard = standardWith(`
- { ${clause('solar')}, fact: rooftopSolar, atLeast: 100千瓦 }
- { ${clause('dense')}, ratio: [rooftopSolar, landArea], moreThan: 2.5千瓦/亩 }`);

describe('a fact that a district adds', () => {
  const dictionary = FactDictionary.fromRows([...seedRows(), row]);

  it('is usable in standards, sheets and cases by its row alone', () => {
    const release = loadStandard(standard, dictionary, 'solar.yaml');
    const facts = readFacts('{"rooftopSolar":"100.00","landArea":39.9999}', dictionary);
    expect(evaluate(compileStandard(release, dictionary), facts).outcome).toBe('met');
    const cases = 'standard: trial\nseries:\n  - { clause: solar, vary: rooftopSolar, steps: { 100千瓦: 满足, 99.99千瓦: 不满足, 缺: 缺数据 } }\n'; // prettier-ignore
    expect(runCases(release, dictionary, cases, 'x').failures).toEqual([]);
    expect(dictionary.byHeader('光伏装机')?.code).toBe('rooftopSolar');
  });

  it('is unknown where the row is missing', () => {
    expect(() => loadStandard(standard, FactDictionary.fromRows(seedRows()), 'solar.yaml')).toThrow(
      '没有“rooftopSolar”',
    );
  });
});
