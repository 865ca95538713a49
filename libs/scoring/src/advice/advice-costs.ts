import { type AdviceCosts, type FactDictionary, loadAdviceCosts } from '@tidu/criteria';
import { readInstalledFile } from '@tidu/platform';

const name = 'seeds/advice-costs.yaml';

const read = new WeakMap<FactDictionary, AdviceCosts>();

/**
 * What steps cost by the bureau's own file (`seeds/advice-costs.yaml`), read again when the dictionary changes or the
 * program starts anew.
 * @throws DomainError with every mistake in the file by its line.
 */
export function adviceCosts(dictionary: FactDictionary): AdviceCosts {
  const known = read.get(dictionary);
  if (known) return known;
  const costs = loadAdviceCosts(readInstalledFile(name), dictionary, name);
  read.set(dictionary, costs);
  return costs;
}

/** The costs of these facts only: what a page needs that knows no more of the dictionary. */
export function costsOf({ defaults, facts }: AdviceCosts, codes: readonly string[]): AdviceCosts {
  return { defaults, facts: Object.fromEntries(Object.entries(facts).filter(([code]) => codes.includes(code))) };
}
