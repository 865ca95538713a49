import type { BulkOutcome } from '../recognition.queries';

/** As many go with one request. */
export const mostAtOnce = 100;

/**
 * Sends items part by part, one part after the other, and tells after each how far it is. Where one fails, what came
 * before stands: sending all again under the same id does the rest.
 */
export async function inParts<Item>(
  items: readonly Item[],
  ask: (part: Item[]) => Promise<BulkOutcome[]>,
  told: (outcomes: BulkOutcome[]) => void,
): Promise<BulkOutcome[]> {
  const outcomes: BulkOutcome[] = [];
  for (let from = 0; from < items.length; from += mostAtOnce) {
    outcomes.push(...(await ask(items.slice(from, from + mostAtOnce))));
    told([...outcomes]);
  }
  return outcomes;
}
