import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { compileStandard, evaluate, FactDictionary, loadStandard } from '@tidu/criteria';
import { elapsedYears } from '@tidu/kernel';
import { parse } from 'csv-parse/sync';
import { projectRoot } from '../root';
import { demoRecord, demoRecords } from './generate';
import { readDemoWords } from './words';

const root = projectRoot();
const words = readDemoWords(path.join(root, 'seeds/demo'));

describe('demoRecords', () => {
  it('are the same bytes on every machine', () => {
    const hash = createHash('sha256');
    for (const record of demoRecords({ words })) hash.update(JSON.stringify(record));
    // a change of lists or rules changes every demo district: set it again on purpose only
    expect(hash.digest('hex')).toBe('f737831f892b9c34b3fae8a79b7fca74c5d4d1ae878699263e098938219b04e4');
  });

  it('an enterprise is the same alone, among few and among many', () => {
    const few = [...demoRecords({ words, enterprises: 5 })];
    expect(few).toEqual([0, 1, 2, 3, 4].map((index) => demoRecord({ words }, index)));
  });

  it('another seed makes another district', () => {
    const names = (seed: number) =>
      [...demoRecords({ words, enterprises: 50, seed })].map(({ enterprise }) => enterprise.name);
    expect(names(1)).toEqual(names(1));
    expect(names(1)).not.toEqual(names(2));
  });

  it('takes any run of years', () => {
    const years = [2019, 2020, 2021, 2022];
    const { figures } = demoRecord({ words, years }, 0);
    expect(figures.map(({ year }) => year)).toEqual(years);
  });

  it('streams: the first of a million comes at once', () => {
    // a list of a million would not come within the time of a test
    expect(demoRecords({ words, enterprises: 1_000_000 }).next().done).toBe(false);
  });
});

describe('what the standards say of the demo district', () => {
  const rows = parse(fs.readFileSync(path.join(root, 'seeds/facts.csv'), 'utf8'), { columns: true });
  const dictionary = FactDictionary.fromRows(rows as Record<string, string>[]);

  /** How many enterprises come to which outcome in 2025. */
  function outcomes(id: string): Record<string, number> {
    const file = `${id}.yaml`;
    const text = fs.readFileSync(path.join(root, 'seeds/standards', file), 'utf8');
    const evaluator = compileStandard(loadStandard(text, dictionary, file), dictionary);
    const counts: Record<string, number> = {};
    for (const { enterprise, figures } of demoRecords({ words })) {
      const facts = new Map<string, number | string | boolean | null>();
      for (const [code, value] of Object.entries(figures[2]?.values ?? {})) facts.set(code, value);
      for (const fact of dictionary.facts) {
        const earlier = fact.base ? figures[2 + (fact.offset ?? 0)] : undefined;
        if (earlier) facts.set(fact.code, earlier.values[fact.base as keyof typeof earlier.values]);
      }
      facts.set('establishedYears', elapsedYears(enterprise.registeredOn, '2026-11-20'));
      const { outcome } = evaluate(evaluator, facts);
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
    return counts;
  }

  it.each([
    ['miit-2022-63-innovative', { met: 400, unmet: 400, unknown: 200, manual: 1 }],
    ['miit-2022-63-specialized', { met: 100, unmet: 800, unknown: 200, manual: 0 }],
    ['luoyang-2019-58-hidden-champion', { met: 0, unmet: 800, unknown: 200, manual: 8 }],
  ])('%s: a rich mix', (id, least) => {
    const counts = outcomes(id);
    for (const [outcome, count] of Object.entries(least))
      expect([outcome, (counts[outcome] ?? 0) >= count]).toEqual([outcome, true]);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(2000);
  });
});
