import { toHalfWidth } from '@tidu/kernel';
import type { RelationRules } from '../rules/relation-rules';

/** What an enterprise makes, as far as the register knows. */
export interface Makes {
  products: readonly string[];
  /** GB/T 4754, two to four digits; null: not known. */
  industry: string | null;
}

/**
 * Whether two firms have similar main products (主导产品相近): industries that agree in so many leading digits, or names
 * that are the same, or one within the other, once words of the rule, blanks and punctuation are left out. `unknown`
 * where neither can be told.
 */
export function similarProducts(one: Makes, other: Makes, rule: RelationRules['similar']): 'yes' | 'no' | 'unknown' {
  const industries = [one.industry, other.industry].map((code) =>
    code !== null && code.length >= rule.digits ? code.slice(0, rule.digits) : null,
  );
  const knowsIndustry = industries.every((code) => code !== null);
  if (knowsIndustry && industries[0] === industries[1]) return 'yes';
  const [names, others] = [one, other].map(({ products }) =>
    products.map((name) => bareName(name, rule.words)).filter((name) => name.length >= 2),
  ) as [string[], string[]];
  if (names.some((name) => others.some((its) => name.includes(its) || its.includes(name)))) return 'yes';
  return knowsIndustry || (names.length > 0 && others.length > 0) ? 'no' : 'unknown';
}

/** A name without the words of the rule, blanks and punctuation; where nothing is left, the name itself. */
export function bareName(name: string, words: readonly string[]): string {
  const plain = toHalfWidth(name)
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '');
  const bare = [...words].sort((a, b) => b.length - a.length).reduce((text, word) => text.replaceAll(word, ''), plain);
  return bare === '' ? plain : bare;
}
