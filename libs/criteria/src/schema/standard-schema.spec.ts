import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { clause, standardIds, standardText, standardWith } from '../testing/seeds';
import { checkSchema } from './check-schema';
import { standardSchema } from './standard-schema';

const file = path.resolve(__dirname, '../../standard.schema.json');
const schema = standardSchema();
const fault = (yaml: string) => checkSchema(schema, parse(yaml));
const wrong = (rule: string) => fault(standardWith(`- { ${clause('a')}, ${rule} }`));

describe('standard.schema.json', () => {
  it('is the one made of the words of the reader; UPDATE_SCHEMA=1 writes it', () => {
    if (process.env.UPDATE_SCHEMA === '1') fs.writeFileSync(file, JSON.stringify(schema, null, 2));
    expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toEqual(schema);
  });

  it.each(standardIds)('%s fits', (id) => {
    expect(fault(standardText(id))).toBeNull();
  });

  it.each([
    ['fact: revenue, atleast: 1万', 'unknown key atleast'],
    ['fact: revenue, sum: [revenue, rdExpense], atLeast: 1万', 'at once'],
    ['label2: x, fact: revenue', 'unknown key label2'],
    ['ratio: [rdExpense], atLeast: 3%', '1 items'],
    ['all: []', '0 items'],
    ['byPurpose: { application: notApplicable }', 'renewal is missing'],
    ['fact: revenue, atLeast: { amount: 5亿 }', '/requires/0/atLeast'],
  ])('a clause with %s is marked', (rule, message) => {
    expect(wrong(rule)).toContain(message);
  });

  it('the head is checked too', () => {
    const good = standardWith(`- { ${clause('a')}, fact: ownBrand, is: true }`);
    expect(fault(good)).toBeNull();
    expect(fault(good.replace('title: innovativeSme', 'title: best'))).not.toBeNull();
    expect(fault(good.replace('region: nation', 'region: 洛阳'))).toContain('pattern');
    expect(fault(good.replace('version: 1', 'version: 0'))).toContain('range');
    expect(fault(good.replace('name:', 'nam:'))).toContain('name is missing');
  });
});
