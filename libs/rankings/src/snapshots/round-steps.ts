/** Steps of one round width: the first begins at `start`, each holds its lower end, the last one its upper end too. */
export interface RoundSteps {
  start: bigint;
  width: bigint;
  steps: number;
}

const mostSteps = 10n;

/** The narrowest steps of 1, 2 or 5 times a power of ten, at most ten, over all whole numbers from `least` to `most`. */
export function roundSteps(least: bigint, most: bigint): RoundSteps {
  for (let unit = 1n; ; unit *= 10n)
    for (const width of [unit, 2n * unit, 5n * unit]) {
      const start = floorTo(least, width);
      const steps = (most - start + width - 1n) / width;
      if (steps <= mostSteps) return { start, width, steps: Math.max(1, Number(steps)) };
    }
}

/** BigInt divides towards zero; totals may be negative. */
function floorTo(value: bigint, width: bigint): bigint {
  const rest = ((value % width) + width) % width;
  return value - rest;
}
