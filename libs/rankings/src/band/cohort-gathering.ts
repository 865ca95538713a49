import type { Indicator } from '../definitions/body';
import type { Measured } from '../evaluate/measure';
import type { Extremes } from '../evaluate/points';
import { ExtremesGathering, type ExtremesRange } from './extremes-range';
import { MeanGathering, weighedMean } from './mean-range';
import type { Spread } from './score-range';

const zero = { num: 0n, den: 1n };
const nobody: ExtremesRange = { low: { min: zero, max: zero }, high: { min: zero, max: zero }, open: false };

/** What an indicator gives for all rows, while figures or its weight vary: `weights` are the indicator at either end. */
export class CohortGathering {
  private readonly extremes = new ExtremesGathering();
  private readonly mean: MeanGathering | null;
  private readonly weighed: MeanGathering | null;

  constructor(
    private readonly indicator: Indicator,
    private readonly weights: readonly Indicator[],
  ) {
    const isTaken = indicator.gap === 'cohortMean';
    this.mean = isTaken ? new MeanGathering(indicator) : null;
    this.weighed = isTaken && indicator.scale.kind === 'benchmark' ? new MeanGathering(indicator, weights) : null;
  }

  /** What a row may be measured at; `placed`: it has a place whatever its figures. */
  add(choices: readonly Measured[], of: { placed: boolean; industry: string | null }): void {
    const values = choices.flatMap((found) => (found.kind === 'value' ? [found.value] : []));
    this.extremes.add(values, of.placed && values.length === choices.length);
    this.mean?.add(choices, of);
  }

  /** What a row with a place is measured at, figures as they are. */
  addActual(measured: Measured, industry: string | null): void {
    this.weighed?.add([measured], { placed: true, industry });
  }

  range(actual: Extremes | null): ExtremesRange | null {
    const extremes = this.extremes.range();
    const mean = this.mean?.range(extremes, actual?.mean) ?? null;
    return mean ? { ...(extremes ?? nobody), mean } : extremes;
  }

  /** The mean while the weight varies; null where there is none. */
  weighedMean(actual: Extremes | null): Spread | null {
    if (!actual?.mean) return null;
    if (this.weighed) return this.weighed.range(null, actual.mean);
    const weights = this.weights.map(({ weight }) => weight);
    return weighedMean(actual.mean, this.indicator.weight, weights);
  }
}
