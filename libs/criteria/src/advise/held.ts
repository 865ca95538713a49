import { plainFact, shortLabel } from '../explain/display';
import type { FactValue } from '../fact';
import type { Telling } from './describe';
import { LeverMaker, rangeOf } from './levers';
import type { Need, Unit } from './needs';
import { earliestYear, heldReason } from './timing';
import type { HeldFact } from './types';
import { heldText } from './words';

/** The units of the needs that are not met as the sheet stands. */
function failing(need: Need): { met: boolean; units: Unit[] } {
  if (need.kind === 'unit') {
    const met = need.unit.level() >= 1;
    return { met, units: met ? [] : [need.unit] };
  }
  if (need.kind === 'score') {
    const parts = need.categories.map(({ line, units }) => {
      const points = units.reduce((sum, unit) => sum + unit.level(), 0);
      return { points, units, met: points >= line };
    });
    const total = parts.reduce((sum, { points }) => sum + points, 0) >= need.line;
    const wanted = total ? parts.filter(({ met }) => !met) : parts;
    const units = wanted.flatMap((part) => part.units).filter((unit) => unit.level() < unit.top);
    return { met: total && parts.every(({ met }) => met), units };
  }
  const parts = need.of.map(failing);
  const met = need.kind === 'all' ? parts.every((part) => part.met) : parts.length === 0 || parts.some((p) => p.met);
  return { met, units: met ? [] : parts.flatMap((part) => part.units) };
}

/** Facts that cannot move in time although another value would help a need that is not met, and why. */
export function heldFacts(need: Need, units: readonly Unit[], at: Telling): HeldFact[] {
  const { bench, prices, horizon } = at;
  const open = failing(need).units;
  const levers = new LeverMaker(bench, units, {
    open: (fact, from) => from !== null && heldReason(fact, prices, horizon) !== null,
    price: () => 1,
    examples: () => [],
    range: (fact, from) =>
      rangeOf(fact, from, heldReason(fact, prices, horizon) === 'time' ? 'up' : prices.line(fact).direction),
    downward: () => false,
  }).make();
  return levers.flatMap(({ fact, slot, from, options }): HeldFact[] => {
    const reason = heldReason(fact, prices, horizon);
    const helped = (unit: Unit, value: FactValue): boolean => {
      const now = unit.level();
      return bench.with([[slot, value]], () => unit.level() > now);
    };
    const helping = (unit: Unit) => options.find(({ value }) => helped(unit, value))?.value ?? null;
    const own = open.flatMap((unit) => {
      const value = unit.slots.includes(slot) ? helping(unit) : null;
      return value === null ? [] : [{ unit, value }];
    });
    // a condition says what is needed; an indicator only what would earn more
    const asked = own.some(({ unit }) => !unit.scored) ? own.filter(({ unit }) => !unit.scored) : own.slice(0, 1);
    const place = (value: FactValue) => options.findIndex((option) => option.value === value);
    const needed = asked.reduce<FactValue>((far, { value }) => (place(value) > place(far) ? value : far), null);
    if (reason === null || needed === null || from === null) return [];
    const earliest = earliestYear(fact, { from, to: needed }, prices, horizon);
    return [
      {
        ...{ fact: fact.code, label: shortLabel(fact), reason, from: plainFact(fact, from) ?? '' },
        ...{ needed: plainFact(fact, needed), earliest },
        clauses: [...new Set(own.flatMap(({ unit }) => unit.ids.at(-1) ?? []))],
        text: heldText(fact, from, needed, { reason, earliest }),
      },
    ];
  });
}
