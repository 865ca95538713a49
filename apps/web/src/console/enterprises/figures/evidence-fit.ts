import type { Evidence, FigureSet } from './figures.queries';

export type Fit = NonNullable<FigureSet['evidence']>['fit'];

/** Whether a file speaks of an accounting year; days are half-open, as the server keeps them. */
export function fitOf({ periodFrom, periodUntil }: Pick<Evidence, 'periodFrom' | 'periodUntil'>, year: number): Fit {
  if (periodFrom === null || periodUntil === null) return 'unknown';
  return periodFrom <= `${year}-01-01` && periodUntil >= `${year + 1}-01-01` ? 'covers' : 'wrongYear';
}
