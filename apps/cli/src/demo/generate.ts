import { type DemoFigures, figuresOf } from './figures';
import { brandCount, type DemoEnterprise, identityOf, pickWeighted } from './identity';
import { createRandom } from './random';
import { traitsOf } from './traits';
import type { DemoWords } from './words';

/** The demo district: 2 000 enterprises, the three last complete accounting years. */
export const DEMO = { enterprises: 2000, years: [2023, 2024, 2025], seed: 20_261_101 } as const;

export interface DemoOptions {
  words: DemoWords;
  /** How many; for benchmarks any number that the names suffice for (1.7 million). */
  enterprises?: number;
  years?: readonly number[];
  seed?: number;
  /** Regions taken in turn; the invented district alone unless said. */
  regions?: readonly string[];
}

/** One enterprise with its figures. */
export interface DemoRecord {
  enterprise: DemoEnterprise;
  figures: DemoFigures[];
}

/**
 * The invented enterprise with this number and its figures: the same for the same options and number, whatever the
 * count. Nothing of it is real: the district and the place in every name don't exist.
 * @throws RangeError when the number is beyond the names that can be told apart.
 */
export function demoRecord(options: DemoOptions, index: number): DemoRecord {
  const { words, years = DEMO.years, seed = DEMO.seed, regions = [words.district.code] } = options;
  if (index >= brandCount(words))
    throw new RangeError(`demoRecord: names suffice for ${brandCount(words)} enterprises`);
  const random = createRandom(seed, index);
  const industry = pickWeighted(words.industries, random);
  const region = regions[index % regions.length] ?? words.district.code;
  const enterprise = identityOf(words, industry, region, index, random);
  return { enterprise, figures: figuresOf(enterprise, traitsOf(industry, years, random), years, random) };
}

/** All enterprises with their figures, one after the other, in constant memory. */
export function* demoRecords(options: DemoOptions): Generator<DemoRecord> {
  const count = options.enterprises ?? DEMO.enterprises;
  for (let index = 0; index < count; index++) yield demoRecord(options, index);
}
