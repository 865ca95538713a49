import { financesOf } from './finances';
import { honoursOf } from './honours';
import type { DemoEnterprise } from './identity';
import { innovationOf } from './innovation';
import { marketOf } from './market';
import { takeAway } from './missing';
import type { Random } from './random';
import { standingOf } from './standing';
import { type Traits, USUAL_LOG_REVENUE } from './traits';
import { type DemoValues, emptyValues } from './values';

/** Figures of one enterprise, one accounting year, one source. */
export interface DemoFigures {
  creditCode: string;
  name: string;
  year: number;
  source: 'audit' | 'enterprise';
  values: DemoValues;
}

/** The figures of an enterprise, one row per year. */
export function figuresOf(
  enterprise: DemoEnterprise,
  traits: Traits,
  years: readonly number[],
  random: Random,
): DemoFigures[] {
  const size = traits.logRevenue - USUAL_LOG_REVENUE;
  const source = random.chance(0.5 + 0.18 * size) ? 'audit' : 'enterprise';
  const finances = financesOf(traits, years, source, random);
  const innovation = innovationOf(traits, years, finances, random);
  const honours = honoursOf(traits, years, finances, random);
  const market = marketOf(traits, years, finances, enterprise.registeredOn, random);
  const standing = standingOf(traits, years, finances, random);
  const values = years.map((_, i): DemoValues => {
    const half = Object.assign(emptyValues(), finances[i], innovation[i], honours[i]);
    return Object.assign(half, market[i], standing[i]);
  });
  takeAway(values, size, random);
  const { creditCode, name } = enterprise;
  return years.map((year, i) => ({ creditCode, name, year, source, values: values[i] as DemoValues }));
}
