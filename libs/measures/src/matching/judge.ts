import {
  type CompactResult,
  type Facts,
  type FactValue,
  MET,
  NOT_APPLICABLE,
  type OutcomeCode,
  valuesBySlot,
} from '@tidu/criteria';
import type { Day } from '@tidu/kernel';
import type { KnownMeasure } from '../catalogue/measure-row';
import { factsOfAmount, workOut } from '../rules/amount';
import type { Measure } from '../rules/measure';

/** Whether a measure is for enterprises of a region at all. */
export const isForRegion = ({ region }: Pick<Measure, 'region'>, regionCode: string): boolean =>
  region === 'nation' || regionCode.startsWith(region.replace(/(00)+$/, ''));

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
  measure: Measure;
  /** Where in a row each of the evaluator's slots stands. */
  places: number[];
  values: FactValue[];
  result: CompactResult;
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
      measure,
      places: measure.evaluator.slots.map((code) => this.facts.indexOf(code)),
      values: new Array<FactValue>(measure.evaluator.slots.length).fill(null),
      result: measure.evaluator.createResult(),
    }));
  }

  /** Fills outcome and amount by measure. */
  judge(sheet: Sheet, outcomes: number[], amounts: (bigint | null)[]): void {
    let facts: Facts | null = null;
    this.lanes.forEach(({ measure, places, values, result }, k) => {
      amounts[k] = null;
      if (!isForRegion(measure, sheet.regionCode)) {
        outcomes[k] = NOT_APPLICABLE;
        return;
      }
      for (let i = 0; i < places.length; i++) values[i] = sheet.values[places[i] as number] ?? null;
      measure.evaluator.evaluateInto(values, 'application', result);
      outcomes[k] = result.outcome;
      if (result.outcome !== MET || measure.inputs.length > 0) return;
      facts ??= new Map(this.facts.map((code, i) => [code, sheet.values[i] ?? null]));
      amounts[k] = workOut(measure, facts, {}, this.received(measure, sheet)).amount;
    });
  }

  private received({ code, matter }: Measure, { paid }: Sheet): bigint {
    if (!paid || !matter) return 0n;
    const alike = this.lanes.filter(({ measure }) => measure.matter?.code === matter.code && measure.code !== code);
    return alike.reduce((sum, { measure }) => sum + (paid.get(measure.code) ?? 0n), 0n);
  }
}
