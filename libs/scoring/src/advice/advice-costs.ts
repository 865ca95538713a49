import { type AdviceCosts, type FactDictionary, loadAdviceCosts } from '@tidu/criteria';
import fs from 'node:fs';
import path from 'node:path';

const name = 'seeds/advice-costs.yaml';

/** The folder of this installation: the nearest one above that holds the file, compiled or not. */
function installation(from: string): string {
  if (fs.existsSync(path.join(from, name))) return from;
  const above = path.dirname(from);
  if (above === from) throw new Error(`${name} is nowhere above ${__dirname}`);
  return installation(above);
}

const read = new WeakMap<FactDictionary, AdviceCosts>();

/**
 * What steps cost by the bureau's own file (`seeds/advice-costs.yaml`), read again when the dictionary changes or the
 * program starts anew.
 * @throws DomainError with every mistake in the file by its line.
 */
export function adviceCosts(dictionary: FactDictionary): AdviceCosts {
  const known = read.get(dictionary);
  if (known) return known;
  const costs = loadAdviceCosts(fs.readFileSync(path.join(installation(__dirname), name), 'utf8'), dictionary, name);
  read.set(dictionary, costs);
  return costs;
}

/** The costs of these facts only: what a page needs that knows no more of the dictionary. */
export function costsOf({ defaults, facts }: AdviceCosts, codes: readonly string[]): AdviceCosts {
  return { defaults, facts: Object.fromEntries(Object.entries(facts).filter(([code]) => codes.includes(code))) };
}
