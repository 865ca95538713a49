import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkCreditCode } from '@tidu/kernel';
import { projectRoot } from '../root';
import { demoRecord, demoRecords } from './generate';
import { brand, brandCount } from './identity';
import { readDemoWords } from './words';

const words = readDemoWords(path.join(projectRoot(), 'seeds/demo'));
const enterprises = [...demoRecords({ words })].map(({ enterprise }) => enterprise);

describe('the enterprises of the demo district', () => {
  it('are 2 000 with valid codes without a warning, none twice', () => {
    expect(enterprises.length).toBe(2000);
    const checks = enterprises.map(({ creditCode }) => checkCreditCode(creditCode));
    expect(checks.filter(({ valid, warnings }) => !valid || warnings.length > 0)).toEqual([]);
    expect(new Set(enterprises.map(({ creditCode }) => creditCode)).size).toBe(2000);
  });

  it('lie in a district that does not exist', () => {
    const regions = fs.readFileSync(path.join(projectRoot(), 'seeds/reference/regions.csv'), 'utf8');
    expect(regions).not.toContain(words.district.code);
    expect(regions).toContain(`\n${words.district.parent},`);
    expect(regions).not.toContain('梯州');
    expect(new Set(enterprises.map(({ regionCode }) => regionCode))).toEqual(new Set([words.district.code]));
    expect(enterprises.filter(({ creditCode }) => creditCode.slice(2, 8) !== words.district.code)).toEqual([]);
  });

  it('have names of an invented place that never repeat, and look like names', () => {
    expect(new Set(enterprises.map(({ name }) => name)).size).toBe(2000);
    expect(
      enterprises.filter(({ name }) => !/^[\u4e00-\u9fff（）]{7,22}$/.test(name) || !name.includes('梯州')),
    ).toEqual([]);
    expect(enterprises.filter(({ name }) => !/(公司|厂)$/.test(name))).toEqual([]);
  });

  it('are manufacturers with codes of GB/T 4754', () => {
    const rows = fs.readFileSync(path.join(projectRoot(), 'seeds/reference/industries.csv'), 'utf8').split('\n');
    const classes = new Set(rows.filter((row) => row.includes(',class,')).map((row) => row.slice(0, 4)));
    expect(enterprises.filter(({ industryCode }) => !classes.has(industryCode))).toEqual([]);
    expect(enterprises.filter(({ industryCode }) => industryCode < '1300' || industryCode >= '4400')).toEqual([]);
    expect(new Set(enterprises.map(({ industryCode }) => industryCode)).size).toBeGreaterThan(50);
  });

  it('are mostly private, registered in time for three years of figures, with codes of their time', () => {
    const share = enterprises.filter(({ ownership }) => ownership === 'private').length / 2000;
    expect(share).toBeGreaterThan(0.75);
    expect(share).toBeLessThan(0.92);
    expect(new Set(enterprises.map(({ ownership }) => ownership)).size).toBe(5);
    const days = enterprises.map(({ registeredOn }) => registeredOn).sort();
    expect((days[0] ?? '') > '1970').toBe(true);
    expect((days.at(-1) ?? '') < '2023-01-01').toBe(true);
    for (const { creditCode, registeredOn } of enterprises) {
      expect(creditCode.slice(8, 10) === 'MA').toBe(registeredOn >= '2015-10-01');
    }
  });
});

describe('names without end', () => {
  it('no trade name comes twice before all have come', () => {
    expect(brandCount(words)).toBeGreaterThan(1_000_000);
    const pairs = words.brand.first.length * words.brand.second.length;
    const seen = new Set(Array.from({ length: 2 * pairs }, (_, index) => brand(words, index)));
    expect(seen.size).toBe(2 * pairs);
  });

  it('refuses numbers beyond them', () => {
    expect(() => demoRecord({ words }, brandCount(words))).toThrow(RangeError);
  });

  it('takes regions in turn for larger districts', () => {
    const regions = ['410302', '410303', '410305'];
    const found = [...demoRecords({ words, regions, enterprises: 6 })].map(({ enterprise }) => enterprise);
    expect(found.map(({ regionCode }) => regionCode)).toEqual([...regions, ...regions]);
    expect(found.map(({ creditCode }) => creditCode.slice(2, 8))).toEqual([...regions, ...regions]);
  });

  it('the lists hold no character twice and no weight of nothing', () => {
    for (const list of Object.values(words.brand)) expect(new Set(list).size).toBe(list.length);
    expect(words.brand.second.filter((c) => words.brand.first.includes(c))).toEqual([]);
    expect(
      words.patterns.filter(({ pattern }) => !pattern.includes('{brand}') || !pattern.includes('{product}')),
    ).toEqual([]);
    expect([...words.patterns, ...words.industries].filter(({ weight }) => weight <= 0)).toEqual([]);
  });
});

describe('readDemoWords', () => {
  it('says which row of the lists is wrong', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-words-'));
    fs.cpSync(path.join(projectRoot(), 'seeds/demo'), folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'name-patterns.csv'), 'pattern,weight\n{brand}{product}厂,viel\n');
    expect(() => readDemoWords(folder)).toThrow(
      'weight is no number in {"pattern":"{brand}{product}厂","weight":"viel"}',
    );
    fs.writeFileSync(path.join(folder, 'name-patterns.csv'), 'pattern,weight\n{brand}{product}厂,\n');
    expect(() => readDemoWords(folder)).toThrow('no weight');
    fs.rmSync(folder, { recursive: true });
  });
});
