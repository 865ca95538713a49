import fc from 'fast-check';
import { bestCombination, type Candidate } from './best-combination';

type Conflict = [string, string];

/** Every subset tried. */
function bruteForce(candidates: Candidate[], conflicts: Conflict[], caps: Map<string, bigint>) {
  const lawful: { codes: string[]; total: bigint }[] = [];
  for (let mask = 0; mask < 2 ** candidates.length; mask++) {
    const taken = candidates.filter((_, i) => mask & (1 << i));
    const codes = taken.map(({ code }) => code);
    if (conflicts.some(([a, b]) => a !== b && codes.includes(a) && codes.includes(b))) continue;
    const byCap = new Map<string | null, bigint>();
    for (const { cap, amount } of taken) byCap.set(cap, (byCap.get(cap) ?? 0n) + amount);
    let total = 0n;
    for (const [cap, sum] of byCap) {
      const most = cap === null ? sum : (caps.get(cap) ?? sum);
      total += sum < most ? sum : most;
    }
    lawful.push({ codes, total });
  }
  return lawful;
}

const graph = fc.integer({ min: 1, max: 11 }).chain((n) => {
  const code = fc.integer({ min: 0, max: n - 1 }).map((i) => `m${i}`);
  return fc.record({
    candidates: fc.array(fc.record({ amount: fc.bigInt({ min: 0n, max: 30n }), cap: fc.constantFrom(null, null, 'a', 'b') }), {
      ...{ minLength: n, maxLength: n },
    }).map((all) => all.map((one, i): Candidate => ({ code: `m${i}`, ...one }))), // prettier-ignore
    conflicts: fc.array(fc.tuple(code, code), { maxLength: 25 }),
    caps: fc.record({ a: fc.bigInt({ min: 0n, max: 60n }), b: fc.bigInt({ min: 0n, max: 60n }) }),
  });
});

describe('the best lawful combination', () => {
  it('equals brute force, and so does the runner-up, on random graphs with caps', () => {
    fc.assert(
      fc.property(graph, ({ candidates, conflicts, caps: given }) => {
        const caps = new Map(Object.entries(given));
        const { best, runnerUp } = bestCombination(candidates, conflicts, caps);
        const lawful = bruteForce(candidates, conflicts, caps);
        const most = lawful.reduce((top, { total }) => (total > top ? total : top), 0n);
        expect(best.total).toBe(most);
        expect(lawful).toContainEqual(best);
        const others = lawful.filter(({ codes }) => codes.some((code) => !best.codes.includes(code)));
        const second = others.reduce<bigint | null>(
          (top, { total }) => (top === null || total > top ? total : top),
          null,
        );
        expect(runnerUp?.total ?? null).toBe(second);
        if (runnerUp) expect(lawful).toContainEqual(runnerUp);
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves out nothing that costs nothing, and solves dozens of nodes', () => {
    const many = Array.from({ length: 40 }, (_, i): Candidate => ({ code: `m${i}`, amount: BigInt(i % 7), cap: null }));
    const ring = many.map(({ code }, i): Conflict => [code, `m${(i + 1) % 40}`]);
    const { best } = bestCombination(many, ring, new Map());
    expect(best.codes.length).toBeGreaterThanOrEqual(14);
    expect(bestCombination(many, [], new Map()).best.codes).toHaveLength(40);
    expect(bestCombination([], [], new Map())).toEqual({ best: { codes: [], total: 0n }, runnerUp: null });
  });
});
