import { createTestDatabase } from '@tidu/test/database';
import fc from 'fast-check';
import { canonicalEntry, entryColumns, type EntryText } from './canonical';
import { readRanges, writeRanges } from './id-ranges';
import { readSealingPolicy } from './policy';

const entry = fc.record(
  Object.fromEntries(entryColumns.map((name) => [name, fc.option(fc.string({ maxLength: 6 }), { nil: null })])),
) as fc.Arbitrary<EntryText>;

describe('the canonical form', () => {
  it('is different for different entries', () => {
    fc.assert(
      fc.property(entry, entry, (a, b) => {
        const same = entryColumns.every((name) => a[name] === b[name]);
        expect(canonicalEntry(a) === canonicalEntry(b)).toBe(same);
      }),
    );
  });

  it('holds every column there is', async () => {
    const test = await createTestDatabase();
    const columns = await test.asSuperuser<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = 'audit_entry'::regclass and attnum > 0 and not attisdropped`,
    );
    await test.drop();
    expect(columns.map(({ name }) => name).sort()).toEqual([...entryColumns].sort());
  });
});

describe('ranges of ids', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.bigInt({ min: 1n, max: 60n }), { minLength: 1 }), (ids) => {
        expect([...readRanges(writeRanges(ids))]).toEqual([...ids].sort((a, b) => (a < b ? -1 : 1)));
      }),
    );
  });
});

describe('the policy of sealing', () => {
  const good = `everySeconds: 20\nentriesPerSeal: 5000\nalgorithm: sha256\nrefuseAfterHours: 4\nheadLines: 5000\nneverRefused: [access]\n`;
  it('is read, and refused by line when it makes no sense', () => {
    expect(readSealingPolicy(good)).toMatchObject({ everySeconds: 20, algorithm: 'sha256', neverRefused: ['access'] });
    const refused = (text: string) => expect(() => readSealingPolicy(text)).toThrow(/第 \d+ 行/);
    refused(good.replace('20', '61'));
    refused(good.replace('sha256', 'md5'));
    refused(good.replace('refuseAfterHours: 4\n', ''));
    refused(good.replace('headLines: 5000', 'headLines: 5'));
    refused(`${good}retry: 3\n`);
    refused(good.replace('4', 'vier'));
  });

  it('takes numbers up to their limits and no further, and the other algorithm', () => {
    const limits = { everySeconds: [1, 60], entriesPerSeal: [1, 100_000], refuseAfterHours: [1, 168] };
    for (const [key, [least = 0, most = 0]] of Object.entries({ ...limits, headLines: [100, 100_000] })) {
      const read = (value: number | string) =>
        readSealingPolicy(good.replace(new RegExp(`${key}: \\d+`), `${key}: ${value}`));
      for (const value of [least, most]) expect(read(value)).toMatchObject({ [key]: value });
      for (const value of [least - 1, most + 1, `${least}x`, `x${least}`, `${least}e1`, `${most}.5`])
        expect(() => read(value)).toThrow(`“${key}”应是 ${least} 至 ${most} 的整数，现在是“${value}”`);
    }
    expect(readSealingPolicy(good.replace('sha256', 'sm3')).algorithm).toBe('sm3');
  });

  it('says once what is missing, and all of it where there is nothing', () => {
    const missing = () => readSealingPolicy(good.replace('refuseAfterHours: 4\n', ''));
    expect(missing).toThrow(/有 1 处错误.*\n.*缺少“refuseAfterHours”/);
    for (const text of ['', '- access', 'sealing'])
      expect(() => readSealingPolicy(text)).toThrow(expect.objectContaining({ code: 'AUDIT.BAD_POLICY' }));
  });
});
