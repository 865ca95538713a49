import type { Facts, FactDictionary } from '@tidu/criteria';
import { createHash } from 'node:crypto';

/**
 * The text whose hash a fact sheet bears: one line `code=value` per known fact in the order of the dictionary, each
 * ended by a line feed; amounts in 分, decimals as integers by their scale, booleans as true and false. PostgreSQL
 * builds the same text when it writes sheets (`sheet-sql.ts`).
 */
export function canonicalFacts(facts: Facts, dictionary: FactDictionary): string {
  let text = '';
  for (const { code } of dictionary.facts) {
    const value = facts.get(code) ?? null;
    if (value !== null) text += `${code}=${value}\n`;
  }
  return text;
}

/** SHA-256 of the canonical text in small hexadecimal letters. */
export function factsHash(facts: Facts, dictionary: FactDictionary): string {
  return createHash('sha256').update(canonicalFacts(facts, dictionary), 'utf8').digest('hex');
}
