import { normalizeCreditCode } from '@tidu/kernel';
import type { Ownership } from './enterprise.entity';
import type { SortKey } from './enterprises.sort';

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

/** The `from` and `where` of a list over `enterprise e`, with their parameters. */
export class Conditions {
  readonly parameters: unknown[] = [];
  private readonly parts: string[] = [];
  readonly from: string;

  constructor({ q, region, industry, ownership, demo }: EnterpriseFilter) {
    // names are searched in a table without row security, whose ids are then read under it
    this.from =
      q === undefined ? 'from enterprise e' : 'from enterprise_search s join enterprise e on e.id = s."enterpriseId"';
    if (q !== undefined) this.search(q);
    if (region !== undefined) this.prefix('"regionCode"', region.replace(/^(\d{2}|\d{4})(?:00)+$/, '$1'), 6);
    if (industry !== undefined) this.prefix('"industryCode"', industry, 4);
    if (ownership !== undefined) this.parts.push(`e.ownership = ${this.parameter(ownership)}`);
    if (demo !== undefined) this.parts.push(demo ? 'e.demo' : 'not e.demo');
  }

  get sql(): string {
    return this.parts.length === 0 ? '' : `where ${this.parts.join(' and ')}`;
  }

  /** Only what comes after the row with this key and id. */
  after(key: SortKey | null, descending: boolean, id: string, value: string): void {
    const sign = descending ? '<' : '>';
    const last = `${this.parameter(id)}::uuid`;
    this.parts.push(
      key === null
        ? `e.id ${sign} ${last}`
        : `(${key.expression}, e.id) ${sign} (${this.parameter(value)}::${key.type}, ${last})`,
    );
  }

  private parameter(value: unknown): string {
    return `$${this.parameters.push(value)}`;
  }

  /** A range instead of LIKE: under row security only comparisons that leak nothing may use an index. */
  private prefix(column: string, prefix: string, length: number): void {
    if (prefix.length === length) this.parts.push(`e.${column} = ${this.parameter(prefix)}`);
    else
      this.parts.push(
        `e.${column} between ${this.parameter(prefix)} and ${this.parameter(prefix.padEnd(length, '9'))}`,
      );
  }

  private search(q: string): void {
    const text = this.parameter(q);
    const pattern = this.parameter(`%${escapeLike(q)}%`);
    const byName = `s.grams @> bigrams(searchable(${text})) and s.name like searchable(${pattern})`;
    const code = normalizeCreditCode(q);
    if (!/^[0-9A-Z]{2,18}$/.test(code)) {
      this.parts.push(byName);
      return;
    }
    const start = this.parameter(`${code}%`);
    this.parts.push(`(${byName} or s."creditCode" like ${start} or substr(s."creditCode", 9) like ${start})`);
  }
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&');
