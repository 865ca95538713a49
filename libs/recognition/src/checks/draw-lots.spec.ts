import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { drawLots, type Lot, TooFewOfficers } from './draw-lots';

const drawn = fc
  .record({
    seed: fc.string({ minLength: 1, maxLength: 30 }),
    size: fc.integer({ min: 1, max: 30 }),
    staff: fc.integer({ min: 1, max: 8 }),
    each: fc.integer({ min: 1, max: 3 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    out: fc.array(fc.array(fc.nat(7), { maxLength: 6 }), { minLength: 30, maxLength: 30 }),
  })
  .map(({ seed, size, staff, each, share, out }) => {
    const officers = Array.from({ length: staff }, (_, i) => `officer${i}`);
    const lots: Lot[] = Array.from({ length: size }, (_, i) => ({
      receiptNumber: `R${i}`,
      excluded: new Set((out[i] ?? []).map((n) => `officer${n}`)),
    }));
    return { seed, lots, officers, each, count: Math.max(1, Math.ceil(share * size)) };
  });

describe('drawing lots', () => {
  it('comes out the same with the same seed, whatever the order in which cases and officers are given', () => {
    fc.assert(
      fc.property(drawn, ({ seed, lots, officers, each, count }) => {
        const run = (someLots: readonly Lot[], some: readonly string[]) => {
          try {
            return drawLots(seed, someLots, count, some, each);
          } catch (error) {
            if (error instanceof TooFewOfficers) return error.receiptNumber;
            throw error;
          }
        };
        expect(run([...lots].reverse(), [...officers].reverse())).toEqual(run(lots, officers));
      }),
    );
  });

  it('draws exactly so many, sends exactly so many to each, each another, and never who is excluded', () => {
    fc.assert(
      fc.property(drawn, ({ seed, lots, officers, each, count }) => {
        const able = (lot: Lot) => officers.filter((id) => !lot.excluded.has(id)).length;
        if (lots.some((lot) => able(lot) < each)) return;
        const all = drawLots(seed, lots, count, officers, each);
        const taken = all.filter(({ place }) => place !== null);
        expect(taken.map(({ place }) => place)).toEqual(taken.map((_, i) => i + 1));
        expect([all.length, taken.length]).toEqual([lots.length, Math.min(count, lots.length)]);
        for (const one of taken) {
          const { excluded } = lots.find(({ receiptNumber }) => receiptNumber === one.receiptNumber) as Lot;
          expect(new Set(one.officers).size).toBe(each);
          expect(one.officers?.some((id) => excluded.has(id))).toBe(false);
        }
      }),
    );
  });

  it('reaches every case and every officer by some seed, about as often as chance has it', () => {
    const officers = ['a', 'b', 'c', 'd'];
    const lots = Array.from({ length: 10 }, (_, i) => ({ receiptNumber: `R${i}`, excluded: new Set<string>() }));
    const times = new Map<string, number>();
    const seeds = 2000;
    for (let i = 0; i < seeds; i++)
      for (const { receiptNumber, officers: sent } of drawLots(`seed ${i}`, lots, 1, officers, 1).filter(
        ({ place }) => place !== null,
      ))
        for (const one of [receiptNumber, ...(sent ?? [])]) times.set(one, (times.get(one) ?? 0) + 1);
    // six standard deviations about the mean: chance alone is outside once in 10^8 runs, and the seeds are fixed
    const near = (share: number, got: number) =>
      Math.abs(got - seeds * share) < 6 * Math.sqrt(seeds * share * (1 - share));
    for (const { receiptNumber } of lots) expect(near(0.1, times.get(receiptNumber) ?? 0)).toBe(true);
    for (const id of officers) expect(near(0.25, times.get(id) ?? 0)).toBe(true);
  });

  it('is the one that the README tells, worked out by hand with a hash', () => {
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    const lots = ['R000000001', 'R000000002', 'R000000003'].map((receiptNumber) => ({
      receiptNumber,
      excluded: new Set<string>(),
    }));
    const first = lots
      .map(({ receiptNumber }) => receiptNumber)
      .sort((a, b) => (hash(`5|b|1|${a}`) < hash(`5|b|1|${b}`) ? -1 : 1))[0];
    const sent = ['x', 'y'].sort((a, b) => (hash(`5|b|1|${first}|${a}`) < hash(`5|b|1|${first}|${b}`) ? -1 : 1))[0];
    const [one] = drawLots('5|b|1', lots, 1, ['x', 'y'], 1);
    expect(one).toMatchObject({ receiptNumber: first, place: 1, officers: [sent] });
  });

  it('says for which case too few may be sent', () => {
    const lots = [{ receiptNumber: 'R1', excluded: new Set(['a']) }];
    expect(() => drawLots('s', lots, 1, ['a', 'b'], 2)).toThrow(TooFewOfficers);
  });
});
