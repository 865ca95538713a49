import {
  type Facts,
  type FactValue,
  MET as met,
  NOT_APPLICABLE as notApplicable,
  type OutcomeCode,
  valuesBySlot,
} from '@tidu/criteria';
import type { Day } from '@tidu/kernel';
import type { KnownMeasure } from '../catalogue/measure-row';
import { amountReader, factsOfAmount, judgeOf } from '../rules/amount';
import type { Measure } from '../rules/measure';

// of an imported name every reading is a call, and these are read millions of times
const [MET, NOT_APPLICABLE] = [met, notApplicable] as const;

/** What codes of regions that a measure is for begin with. */
const beginningOf = ({ region }: Pick<Measure, 'region'>): string =>
  region === 'nation' ? '' : region.replace(/(00)+$/, '');

/** Whether a measure is for enterprises of a region at all. */
export const isForRegion = (measure: Pick<Measure, 'region'>, regionCode: string): boolean =>
  regionCode.startsWith(beginningOf(measure));

/** How one enterprise stands to one measure: outside its region it doesn't apply. */
export function outcomeOf(measure: Measure, regionCode: string, facts: Facts): OutcomeCode {
  if (!isForRegion(measure, regionCode)) return NOT_APPLICABLE;
  const result = measure.evaluator.createResult();
  measure.evaluator.evaluateInto(valuesBySlot(measure.evaluator, facts), 'application', result);
  return result.outcome;
}

/** The year a case of a measure is for; 0: once for ever. */
export const periodOf = ({ repeat }: Pick<Measure, 'repeat'>, year: number): number => (repeat === 'once' ? 0 : year);

/** Days left until it can't be had any more, today not counted; null: no end is known. */
export function daysLeft({ measure }: KnownMeasure, today: Day): number | null {
  const ends = [measure.window?.to, measure.validity.to].flatMap((one) => one ?? []).sort()[0];
  return ends === undefined ? null : Math.max(0, Math.round((Date.parse(ends) - Date.parse(today)) / 86_400_000));
}

/** Facts that judging these measures takes, each once. */
export const factsOfMeasures = (measures: readonly Measure[]): string[] => [
  ...new Set(measures.flatMap((measure) => [...measure.evaluator.slots, ...factsOfAmount(measure)])),
];

interface Lane {
  beginning: string;
  judge: (values: readonly FactValue[]) => OutcomeCode;
  amount: (values: readonly FactValue[], received: bigint) => bigint | null;
  /** Codes of the other measures of its matter. */
  alike: string[];
}

/** One enterprise with what was read of it. */
export interface Sheet {
  regionCode: string;
  /** By {@link factsOfMeasures}. */
  values: readonly FactValue[];
  /** Paid before in 分, by code of the measure. */
  paid: ReadonlyMap<string, bigint> | undefined;
}

/** Judges enterprises one after the other by all measures: buffers are made once. */
export class Matcher {
  readonly facts: string[];
  private readonly lanes: Lane[];

  constructor(known: readonly Pick<KnownMeasure, 'measure'>[]) {
    const measures = known.map(({ measure }) => measure);
    this.facts = factsOfMeasures(measures);
    this.lanes = measures.map((measure) => ({
      beginning: beginningOf(measure),
      judge: judgeOf(measure.evaluator, this.facts),
      amount: amountReader(measure, this.facts),
      alike: measures
        .filter(({ code, matter }) => measure.matter && matter?.code === measure.matter.code && code !== measure.code)
        .map(({ code }) => code),
    }));
  }

  /** Fills outcome and amount by measure. */
  judge({ regionCode, values, paid }: Sheet, outcomes: OutcomeCode[], amounts: (bigint | null)[]): void {
    for (let k = 0; k < this.lanes.length; k++) {
      const lane = this.lanes[k] as Lane;
      const outcome = regionCode.startsWith(lane.beginning) ? lane.judge(values) : NOT_APPLICABLE;
      outcomes[k] = outcome;
      amounts[k] = outcome === MET ? lane.amount(values, received(lane, paid)) : null;
    }
  }
}

/** Paid before in the same matter, in 分. */
const received = ({ alike }: Lane, paid: Sheet['paid']): bigint =>
  paid ? alike.reduce((sum, code) => sum + (paid.get(code) ?? 0n), 0n) : 0n;
