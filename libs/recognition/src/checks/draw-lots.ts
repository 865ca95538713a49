import { sha256Hex } from '@tidu/criteria';

/** A case that may be drawn, by the number on its receipt. */
export interface Lot {
  receiptNumber: string;
  /** Accounts that may not be sent there. */
  excluded: ReadonlySet<string>;
}

/** What is drawn of it. */
export interface DrawnLot {
  receiptNumber: string;
  key: string;
  /** 1 for the first; null: it wasn't drawn. */
  place: number | null;
  /** Accounts of who is sent; null: it wasn't drawn. */
  officers: readonly string[] | null;
}

/** SHA-256 (hexadecimal) of the seed, a stroke and what is drawn, in UTF-8. */
export const keyOf = (seed: string, what: string): string => sha256Hex(`${seed}|${what}`);

/**
 * Draws lots so that anybody can repeat it with a hash alone. Cases: the `count` with the least `keyOf(seed, receipt)`, in
 * that order. Officers, for one drawn case after the other: of those not excluded, who was sent least often so far, then
 * who has the least `keyOf(seed, receipt + '|' + account)`. Keys are compared as text.
 * @throws TooFewOfficers where a drawn case has fewer to be sent than `each`.
 */
export function drawLots(
  seed: string,
  lots: readonly Lot[],
  count: number,
  officers: readonly string[],
  each: number,
): DrawnLot[] {
  const sent = new Map(officers.map((id) => [id, 0]));
  const keyed = lots.map((lot) => ({ lot, key: keyOf(seed, lot.receiptNumber) })).sort(byText(({ key }) => key));
  return keyed.map(({ lot: { receiptNumber, excluded }, key }, i): DrawnLot => {
    if (i >= count) return { receiptNumber, key, place: null, officers: null };
    const able = officers
      .filter((id) => !excluded.has(id))
      .map((id) => ({ id, times: sent.get(id) ?? 0, key: keyOf(seed, `${receiptNumber}|${id}`) }))
      .sort((one, other) => one.times - other.times || byText<{ key: string }>((of) => of.key)(one, other));
    if (able.length < each) throw new TooFewOfficers(receiptNumber, able.length);
    const chosen = able.slice(0, each).map(({ id }) => id);
    for (const id of chosen) sent.set(id, (sent.get(id) ?? 0) + 1);
    return { receiptNumber, key, place: i + 1, officers: chosen };
  });
}

/** A drawn case to which not enough may be sent. */
export class TooFewOfficers extends Error {
  constructor(
    readonly receiptNumber: string,
    readonly able: number,
  ) {
    super(`${able} officers for ${receiptNumber}`);
  }
}

const byText =
  <T>(text: (of: T) => string) =>
  (one: T, other: T) =>
    text(one) < text(other) ? -1 : text(one) > text(other) ? 1 : 0;
