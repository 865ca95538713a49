import { clamp, createRandom, exponential, logarithm } from './random';

const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
const mean = (list: number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;
const variance = (list: number[]) => {
  const middle = mean(list);
  return mean(list.map((x) => (x - middle) ** 2));
};

describe('createRandom', () => {
  it('gives the same numbers for the same seed and stream, others for others', () => {
    const take = (seed: number, stream: number) => many(5, createRandom(seed, stream).uniform);
    expect(take(1, 2)).toEqual(take(1, 2));
    expect(new Set([take(1, 2), take(1, 3), take(2, 2), take(2, 1)].map(String)).size).toBe(4);
  });

  it('neighbouring streams are not alike', () => {
    const firsts = many(
      20_000,
      (() => {
        let stream = 0;
        return () => createRandom(7, stream++).uniform();
      })(),
    );
    expect(mean(firsts)).toBeCloseTo(0.5, 1);
    expect(variance(firsts)).toBeCloseTo(1 / 12, 2);
    const products = firsts.slice(1).map((x, i) => (x - 0.5) * ((firsts[i] ?? 0) - 0.5));
    expect(Math.abs(mean(products))).toBeLessThan(0.003);
  });

  it('is even, normal and Poisson with the right mean and spread', () => {
    const random = createRandom(42, 0);
    const normals = many(40_000, random.normal);
    expect(mean(normals)).toBeCloseTo(0, 1);
    expect(variance(normals)).toBeCloseTo(1, 1);
    expect(normals.filter((x) => Math.abs(x) > 1.96).length / normals.length).toBeCloseTo(0.05, 1);
    for (const lambda of [0.3, 5, 30]) {
      const counts = many(20_000, () => random.poisson(lambda));
      expect(mean(counts) / lambda).toBeCloseTo(1, 1);
      expect(variance(counts) / lambda).toBeCloseTo(1, 0);
    }
    expect(many(100, () => random.poisson(0))).toEqual(many(100, () => 0));
    const dice = many(6000, () => random.below(6));
    expect(Math.min(...dice)).toBe(0);
    expect(Math.max(...dice)).toBe(5);
    expect(many(1000, () => random.chance(0))).not.toContain(true);
    expect(many(1000, () => random.chance(1))).not.toContain(false);
  });
});

describe('elementary functions', () => {
  it('agree with the built-in ones', () => {
    for (let x = -40; x <= 40; x += 0.37) {
      expect(exponential(x) / Math.exp(x)).toBeCloseTo(1, 10);
      expect(logarithm(Math.exp(x))).toBeCloseTo(x, 10);
    }
    expect(exponential(0)).toBe(1);
  });

  it('clamp keeps within', () => {
    expect([clamp(-1, 0, 2), clamp(1, 0, 2), clamp(3, 0, 2)]).toEqual([0, 1, 2]);
  });
});
