import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { RULE_WORDS, TESTS } from './load/conditions';
import { loadStandard } from './load/load-standard';
import { MEASURE_WORDS } from './load/measures';
import { POINT_WORDS } from './load/points';
import { checkSchema } from './schema/check-schema';
import { standardSchema } from './schema/standard-schema';
import { clause, dictionary, seedBase, standardWith } from './testing/seeds';

const readme = fs.readFileSync(path.resolve(__dirname, '../README.md'), 'utf8');
const section = (title: string): string => readme.split(`\n### ${title}\n`)[1]?.split('\n### ')[0] ?? '';
/** Maps in backticks within the rows of a table. */
const examples = (title: string): string[] =>
  section(title)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => [...line.matchAll(/`(\{ .*? \})`/g)].map(([, example]) => example ?? ''));
const blocks = [...readme.matchAll(/```yaml\n(.*?)```/gs)].map(([, block]) => block ?? '');

const load = (yaml: string) => loadStandard(yaml, dictionary, 'README.md', seedBase);
const head = standardWith('').replace(/requires:\n[^]*$/, '');
const schema = standardSchema();

/** The full points an indicator declares nowhere: whatever its best band earns. */
function asIndicator(example: string): string {
  const text = (full: string) =>
    standardWith(`
- score:
    total: { ${clause('total')}, full: ${full} }
    indicators: [{ ${clause('i')}, ${example.slice(2)}]`);
  try {
    load(text('1'));
    return text('1');
  } catch (error) {
    const full = /合计却是 ([\d.]+)/.exec((error as Error).message)?.[1];
    if (full === undefined) throw error;
    return text(full);
  }
}

const conditions = [...examples('Conditions'), ...examples('What is compared')];
const indicators = examples('Points of an indicator');

describe('the README', () => {
  it.each(conditions)('condition %s', (example) => {
    const yaml = standardWith(`- { ${clause('a')}, ${example.slice(2)}`);
    expect(load(yaml).document.requires).toHaveLength(1);
    expect(checkSchema(schema, parse(yaml))).toBeNull();
  });

  it.each(indicators)('indicator %s', (example) => {
    const yaml = asIndicator(example);
    expect(load(yaml).document.requires).toHaveLength(1);
    expect(checkSchema(schema, parse(yaml))).toBeNull();
  });

  it.each(blocks)('whole %#', (block) => {
    expect(load(head + block).hash).toHaveLength(64);
    expect(checkSchema(schema, parse(head + block))).toBeNull();
  });

  it('has an example of every word', () => {
    const text = [...conditions, ...indicators, ...blocks].join('\n');
    const words = [...RULE_WORDS, ...TESTS, ...MEASURE_WORDS, ...POINT_WORDS, 'exempt', 'mustEarn', 'whenMissing', 'amount', 'parameters', 'grades', 'extends']; // prettier-ignore
    expect(words.filter((word) => !new RegExp(`(^|[ {])${word}:`, 'm').test(text))).toEqual([]);
  });
});
