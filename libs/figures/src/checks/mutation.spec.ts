import { FactDictionary } from '@tidu/criteria';
import { parse } from 'csv-parse/sync';
import fs from 'node:fs';
import path from 'node:path';
import { demoRecords } from '../../../../apps/cli/src/demo/generate';
import { createRandom } from '../../../../apps/cli/src/demo/random';
import { readDemoWords } from '../../../../apps/cli/src/demo/words';
import { type Firm, mutations, secondSource } from '../testing/mutations';
import { factsOfCheck, type Statement } from './check';
import { findFlags } from './find-flags';
import { loadChecks } from './load-checks';

const seeds = path.resolve(__dirname, '../../../../seeds');
const read = (file: string) => fs.readFileSync(path.join(seeds, file), 'utf8');

/** Every class of error injected into clean synthetic data: detection, and what the checks say of the clean data. */
describe('the checks under mutation', () => {
  const dictionary = FactDictionary.fromRows(parse<Record<string, string>>(read('facts.csv'), { columns: true }));
  const checks = loadChecks(read('reference/figure-checks.yaml'), dictionary);
  const factOf = (code: string) => dictionary.get(code);
  const facts = [...new Set(checks.flatMap(factsOfCheck))];
  const firms: Firm[] = [];
  /** What is flagged before anything is made wrong, firm by firm. */
  const clean: Set<string>[] = [];

  beforeAll(() => {
    const words = readDemoWords(path.join(seeds, 'demo'));
    let i = 0;
    for (const { figures } of demoRecords({ words, enterprises: 3000, seed: 41 })) {
      const own = figures.map(({ year, source, values }): Statement => {
        const told = values as unknown as Record<string, number | null>;
        return { year, source, values: Object.fromEntries(facts.map((fact) => [fact, told[fact] ?? null])) };
      });
      // half of the firms are known from two sources
      const random = createRandom(77, i++);
      firms.push(random.chance(0.5) ? [...own, ...secondSource(own, 'tax', random.uniform)] : own);
    }
    clean.push(...firms.map((firm) => new Set(flagsOf(firm).map(keyOf))));
  });

  const flagsOf = (firm: Firm) =>
    [...new Set(firm.map(({ year }) => year))].flatMap((year) =>
      findFlags(checks, firm, year, factOf).map((flag) => ({ ...flag, year })),
    );

  const keyOf = ({ check, year, place }: { check: string; year: number; place: string }) => `${check} ${year} ${place}`;

  it('stay silent on clean data: at most 0.1 % of enterprise-years for every rule', () => {
    const alarms = new Map(checks.map(({ code }) => [code, 0]));
    let years = 0;
    for (const firm of firms) {
      years += new Set(firm.map(({ year }) => year)).size;
    }
    for (const keys of clean) {
      const seen = new Set([...keys].map((key) => key.slice(0, key.lastIndexOf(' '))));
      for (const one of seen) {
        const code = one.slice(0, one.indexOf(' '));
        alarms.set(code, (alarms.get(code) ?? 0) + 1);
      }
    }
    const shares = [...alarms].map(([code, count]) => ({ code, share: count / years }));
    report(
      'false alarms',
      shares.map(({ code, share }) => [code, share]),
    );
    expect(years).toBeGreaterThan(8000);
    expect(shares.filter(({ share }) => share > 0.001)).toEqual([]);
    const all = shares.reduce((sum, { share }) => sum + share, 0) / shares.length;
    expect(all).toBeLessThanOrEqual(0.001);
  });

  it.each(mutations)('find “$name” in at least 95 % of the firms where it is made', ({ name, foundBy, apply }) => {
    let [made, found] = [0, 0];
    firms.forEach((firm, i) => {
      const mutated = apply(firm, createRandom(1000 + name.length, i).uniform);
      if (mutated === null) return;
      made++;
      const hit = flagsOf(mutated.firm).some(
        (flag) =>
          !clean[i]?.has(keyOf(flag)) &&
          foundBy.includes(flag.check) &&
          mutated.years.includes(flag.year) &&
          (mutated.facts.length === 0 || flag.facts.some((fact) => mutated.facts.includes(fact))),
      );
      if (hit) found++;
    });
    report(name, [
      ['made', made],
      ['found', found / made],
    ]);
    expect(made).toBeGreaterThan(100);
    expect(found / made).toBeGreaterThanOrEqual(0.95);
  });
});

/** Printed with TIDU_REPORT=1: the numbers that the README quotes. */
function report(name: string, values: [string, number][]): void {
  if (!process.env.TIDU_REPORT) return;
  const words = values.filter(([, value]) => value !== 0).map(([key, value]) => `${key} ${Number(value.toFixed(5))}`);
  process.stderr.write(`${name}: ${words.join(', ') || 'none'}\n`);
}
