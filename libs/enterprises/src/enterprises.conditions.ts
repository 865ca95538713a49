import { normalizeCreditCode } from '@tidu/kernel';
import type { Scope } from '@tidu/platform';
import type { Ownership } from './enterprise.entity';

/** What a list may be narrowed by; absent: not narrowed. */
export interface EnterpriseFilter {
  /** Part of the name, or the beginning of the credit code or of the organisation code in it. */
  q?: string;
  /** GB/T 2260, two, four or six digits; `410300` means all of 4103. */
  region?: string;
  /** GB/T 4754 code or its beginning. */
  industry?: string;
  ownership?: Ownership;
  demo?: boolean;
}

/** Conditions of one statement with their parameters. */
export abstract class Conditions {
  readonly parameters: unknown[] = [];
  protected readonly parts: string[] = [];

  /** The conditions as SQL, to stand where a `where` may. */
  get where(): string {
    return this.parts.length === 0 ? '' : `where ${this.parts.join(' and ')}`;
  }

  add(part: string): void {
    this.parts.push(part);
  }

  /** Where the value stands in the statement. */
  parameter(value: unknown): string {
    return `$${this.parameters.push(value)}`;
  }
}

/** Conditions over `enterprise e`, under row security. */
export class RegisterConditions extends Conditions {
  constructor({ region, industry, ownership, demo }: EnterpriseFilter, scope: Scope) {
    super();
    // row security asks the same, but only a plain comparison lets the index lead
    const only = scope.everything || scope.regions.length !== 1 ? undefined : scope.regions[0];
    if (only !== undefined && region === undefined) this.prefix('"regionCode"', only, 6);
    if (region !== undefined) this.prefix('"regionCode"', regionPrefix(region), 6);
    if (industry !== undefined) this.prefix('"industryCode"', industry, 4);
    if (ownership !== undefined) this.parts.push(`e.ownership = ${this.parameter(ownership)}`);
    if (demo !== undefined) this.parts.push(demo ? 'e.demo' : 'not e.demo');
  }

  /** A range instead of LIKE: under row security only comparisons that leak nothing may use an index. */
  private prefix(column: string, prefix: string, length: number): void {
    if (prefix.length === length) this.parts.push(`e.${column} = ${this.parameter(prefix)}`);
    else
      this.parts.push(
        `e.${column} between ${this.parameter(prefix)} and ${this.parameter(prefix.padEnd(length, '9'))}`,
      );
  }
}

/**
 * The same and the searched name as conditions over `enterprise_search s`, which has no row security: the scope must
 * be among them, and is, from the person. All but LIKE are answered inside one index.
 */
export class SearchConditions extends Conditions {
  constructor({ q, region, industry, ownership, demo }: EnterpriseFilter, scope: Scope) {
    super();
    if (!scope.everything) {
      const regions = scope.regions.filter((code) => /^\d{2,6}$/.test(code));
      this.parts.push(`s.tokens && array[${regions.map((code) => this.token('region', code)).join(', ')}]::int[]`);
    }
    if (q !== undefined) this.search(q);
    const wanted = [
      ...(region === undefined ? [] : [this.token('region', regionPrefix(region))]),
      ...(industry === undefined ? [] : [this.token('industry', industry)]),
      ...(demo === true ? ['demo_token()'] : []),
    ];
    if (wanted.length > 0) this.parts.push(`s.tokens @> array[${wanted.join(', ')}]`);
    if (ownership !== undefined) {
      // most are private: read from the index, their list costs more than looking at what the others found
      const token = this.token('ownership', ownership);
      this.parts.push(this.parts.length === 0 ? `s.tokens @> array[${token}]` : `${token} = any(s.tokens)`);
    }
    if (demo === false) this.parts.push('not s.tokens @> array[demo_token()]');
  }

  private token(kind: 'region' | 'industry' | 'ownership', value: string): string {
    return `${kind}_token(${this.parameter(value)})`;
  }

  private search(q: string): void {
    const text = this.parameter(q);
    const pattern = this.parameter(`%${escapeLike(q)}%`);
    const byName = `s.tokens @> bigrams(searchable(${text})) and s.name like searchable(${pattern})`;
    const code = normalizeCreditCode(q);
    if (!/^[0-9A-Z]{2,18}$/.test(code)) {
      this.parts.push(byName);
      return;
    }
    const start = this.parameter(`${code}%`);
    this.parts.push(`(${byName} or s."creditCode" like ${start} or substr(s."creditCode", 9) like ${start})`);
  }
}

const regionPrefix = (region: string) => region.replace(/^(\d{2}|\d{4})(?:00)+$/, '$1');
const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&');
