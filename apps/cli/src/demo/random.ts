/**
 * Chance that gives the same numbers on every machine and in every version of Node: 32-bit integer steps and, beyond
 * them, only the four operations and the square root, which IEEE 754 fixes to the last bit (Math.log and Math.cos may
 * differ).
 */
export interface Random {
  /** Evenly in [0, 1). */
  uniform(): number;
  /** An integer in [0, n). */
  below(n: number): number;
  /** Whether something of this probability happens. */
  chance(probability: number): boolean;
  /** Mean 0, deviation 1, never beyond ±6. */
  normal(): number;
  /** A count with this mean. */
  poisson(mean: number): number;
}

/** A stream of its own for every pair of seed and stream number, so that enterprise 7 is the same among 10 and 10⁶. */
export function createRandom(seed: number, stream: number): Random {
  let a = seed | 0;
  let b = stream | 0;
  let c = Math.imul(stream ^ 0x9e3779b9, 0x85ebca6b) | 0;
  let d = 1;

  /** sfc32 (Chris Doty-Humphrey, public domain). */
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();

  const uniform = () => next() / 0x1_0000_0000;
  return {
    uniform,
    below: (n) => Math.floor(uniform() * n),
    chance: (probability) => uniform() < probability,
    normal: () => {
      let sum = 0; // of twelve even draws of 16 bits: their variance is 1
      for (let i = 0; i < 6; i++) {
        const bits = next();
        sum += (bits & 0xffff) + (bits >>> 16);
      }
      return (sum + 6) / 65_536 - 6;
    },
    poisson: (mean) => poisson(mean, uniform),
  };
}

/** Knuth's product of even draws; a large mean is put together from smaller ones. */
function poisson(mean: number, uniform: () => number): number {
  let count = 0;
  for (let left = mean; left > 0; left -= 8) {
    const limit = exponential(-Math.min(left, 8));
    for (let product = uniform(); product > limit; product *= uniform()) count++;
  }
  return count;
}

/** e to the power of x for |x| ≤ 40, by its series for x/256, squared eight times. */
export function exponential(x: number): number {
  const small = x / 256;
  let term = 1;
  let sum = 1;
  for (let n = 1; n <= 9; n++) {
    term *= small / n;
    sum += term;
  }
  let power = sum;
  for (let i = 0; i < 8; i++) power *= power;
  return power;
}

/** The natural logarithm of a positive number, by Newton steps from a rough start. */
export function logarithm(x: number): number {
  let y = 0;
  let rest = x;
  for (; rest > 2; y++) rest /= Math.E;
  for (; rest < 0.5; y--) rest *= Math.E;
  let root = rest - 1;
  for (let i = 0; i < 6; i++) root += 2 * ((rest - exponential(root)) / (rest + exponential(root)));
  return y + root;
}

/** x, but not below low nor above high. */
export function clamp(x: number, low: number, high: number): number {
  return x < low ? low : x > high ? high : x;
}
