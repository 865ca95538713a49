import type { EnterpriseSource } from '@tidu/enterprises';
import type { ColumnPlan } from './column-plan';
import type { ImportOptions } from './import-options';
import type { StagingKey } from './row-reader';

/** Columns of the staging that say who an enterprise is, with the words for them. */
export const registerColumns = {
  name: '企业名称',
  registeredOn: '成立日期',
  regionCode: '行政区划代码',
  industryCode: '行业代码',
  ownership: '所有制',
} as const;
export type RegisterColumn = keyof typeof registerColumns;

/** The staged rows of one run as SQL, with only the columns the file has. Every statement has the run as `$1`. */
export class StagedSet {
  readonly isFigures: boolean;
  /** National facts of the file. */
  readonly facts: string[];
  readonly hasExtra: boolean;
  /** Register columns of the file. */
  readonly fields: RegisterColumn[];

  constructor(
    plan: ColumnPlan,
    readonly key: StagingKey,
    private readonly options: ImportOptions,
  ) {
    this.isFigures = plan.kind === 'figures';
    this.facts = plan.facts.filter(({ district }) => !district).map(({ fact }) => fact.code);
    this.hasExtra = plan.facts.some(({ district }) => district);
    const given = new Set(plan.fields.map(({ field }) => field.code));
    this.fields = (Object.keys(registerColumns) as RegisterColumn[]).filter((column) => given.has(column));
  }

  has(field: RegisterColumn): boolean {
    return this.fields.includes(field);
  }

  /** What one row is about: an enterprise, and in a file of figures a year. */
  get identity(): string {
    return this.isFigures ? `s."creditCode", s.year` : `s."creditCode"`;
  }

  /** All a row says, as one text. */
  get content(): string {
    const columns = [...this.fields, ...(this.isFigures ? this.facts : [])];
    return `row(${[...columns.map((column) => `s."${column}"`), 's.extra'].join(', ')})::text`;
  }

  /**
   * What the rows of one enterprise say of a column: the latest year that says anything. As an aggregate without an
   * order it needs no sorting, and serves as a window too (`over` follows).
   */
  latest(column: RegisterColumn, over = ''): string {
    const type = column === 'registeredOn' ? 'date' : 'text';
    if (!this.has(column)) return `null::${type}`;
    const value = this.isFigures ? `max(s.year::text || s."${column}"::text)` : `max(s."${column}"::text)`;
    return this.isFigures ? `substr(${value} ${over}, 5)::${type}` : `(${value} ${over})::${type}`;
  }

  /** One row an enterprise: what the file says about it. The region is that of the credit code where none is given. */
  get enterprises(): EnterpriseSource {
    return this.source('');
  }

  /** Those of {@link enterprises} that the register doesn't have. */
  get missingEnterprises(): EnterpriseSource {
    return this.source(`and not exists (select from enterprise e where e."creditCode" = s."creditCode")`);
  }

  private source(filter: string): EnterpriseSource {
    return {
      sql: `
        select id, "creditCode", name, coalesce(region, substr("creditCode", 3, 6)) as "regionCode",
               case when region is null then 'creditCode' else 'given' end as "regionBasis",
               "industryCode", ownership, "registeredOn", $2::boolean as demo
        from (
          select min(s."enterpriseId"::text)::uuid as id, s."creditCode", ${this.latest('name')} as name,
                 ${this.latest('regionCode')} as region, ${this.latest('industryCode')} as "industryCode",
                 ${this.latest('ownership')} as ownership, ${this.latest('registeredOn')} as "registeredOn"
          from figures_staging s where s.attempt = $1 ${filter} group by s."creditCode") as latest`,
      parameters: [this.key.attempt, this.options.demo ?? false],
    };
  }
}
