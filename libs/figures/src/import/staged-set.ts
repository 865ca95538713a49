import type { EnterpriseSource } from '@tidu/enterprises';
import type { ColumnPlan } from './column-plan';
import type { ImportOptions } from './import-options';
import type { StagingKey } from './row-reader';

const registerColumns = ['name', 'regionCode', 'industryCode', 'ownership', 'registeredOn'] as const;
const types: Record<string, string> = { registeredOn: 'date' };

/** The staged rows of one run as SQL, with only the columns the file has. Every statement has the run as `$1`. */
export class StagedSet {
  readonly isFigures: boolean;
  /** National facts of the file. */
  readonly facts: string[];
  readonly hasExtra: boolean;
  private readonly fields: ReadonlySet<string>;

  constructor(
    plan: ColumnPlan,
    readonly key: StagingKey,
    private readonly options: ImportOptions,
  ) {
    this.isFigures = plan.kind === 'figures';
    this.facts = plan.facts.filter(({ district }) => !district).map(({ fact }) => fact.code);
    this.hasExtra = plan.facts.some(({ district }) => district);
    this.fields = new Set(plan.fields.map(({ field }) => field.code));
  }

  has(field: (typeof registerColumns)[number]): boolean {
    return this.fields.has(field);
  }

  /** What one row is about: an enterprise, and in a file of figures a year. */
  get identity(): string {
    return this.isFigures ? `s."creditCode", s.year` : `s."creditCode"`;
  }

  /** All a row says, as one text. */
  get content(): string {
    const columns = [...registerColumns.filter((column) => this.has(column)), ...(this.isFigures ? this.facts : [])];
    return `row(${[...columns.map((column) => `s."${column}"`), 's.extra'].join(', ')})::text`;
  }

  /**
   * One row an enterprise: what the file says about it, of the latest year that says anything. The region is that of
   * the credit code where none is given.
   */
  get enterprises(): EnterpriseSource {
    const order = this.isFigures ? 's.year desc, s.row' : 's.row';
    const latest = (column: string) =>
      this.has(column as (typeof registerColumns)[number])
        ? `(array_agg(s."${column}" order by ${order}) filter (where s."${column}" is not null))[1]`
        : `null::${types[column] ?? 'text'}`;
    return {
      sql: `
        select id, "creditCode", name, coalesce(region, substr("creditCode", 3, 6)) as "regionCode",
               case when region is null then 'creditCode' else 'given' end as "regionBasis",
               "industryCode", ownership, "registeredOn", $2::boolean as demo
        from (
          select (array_agg(s."enterpriseId" order by s.row))[1] as id, s."creditCode", ${latest('name')} as name,
                 ${latest('regionCode')} as region, ${latest('industryCode')} as "industryCode",
                 ${latest('ownership')} as ownership, ${latest('registeredOn')} as "registeredOn"
          from figures_staging s where s.attempt = $1 group by s."creditCode") as latest`,
      parameters: [this.key.attempt, this.options.demo ?? false],
    };
  }
}
