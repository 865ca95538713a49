import { Injectable } from '@nestjs/common';
import { type Day, formatYuanShort, isUuid, yearOf } from '@tidu/kernel';
import {
  type ActingPerson,
  badCursor,
  countLimit,
  Database,
  decodeCursor,
  type Page,
  pageOf,
  todayOf,
  type Transaction,
} from '@tidu/platform';
import { daysLeft } from '../matching/judge';
import { conflictsAmong, conflictsOf } from '../matching/lanes';
import { percent } from '../rules/amount';
import type { Measure } from '../rules/measure';
import { CatalogueService } from './catalogue.service';
import { findMeasure, inForceSql, type KnownMeasure, measureColumns, type MeasureRow } from './measure-row';

export interface MeasuresFilter {
  state?: 'draft' | 'published';
  on?: Day;
  q?: string;
  limit?: number;
  after?: string;
}

/** An edition as people see it in the catalogue. */
export interface ListedMeasure {
  row: MeasureRow;
  regionName: string;
  inForce: boolean;
  daysLeft: number | null;
}

/** An edition with what it says of others. */
export interface MeasureFound {
  known: KnownMeasure;
  listed: ListedMeasure;
  /** Names of the measures it excludes. */
  conflicts: string[];
  /** Name of its budget line, of the newest year; null: none is set up, or it takes no money. */
  budgetName: string | null;
  editions: ListedMeasure[];
}

/** The catalogue of measures: everybody of the staff sees all of it. */
@Injectable()
export class CatalogueQueries {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueService,
  ) {}

  /** By code, the newest edition of each first. */
  list(person: ActingPerson, { state, on, q, limit = 20, after }: MeasuresFilter): Promise<Page<ListedMeasure>> {
    const where = `($1::text is null or m.state = $1) and ($2::text is null or m.name ilike $2 or m.code ilike $2 or m.document ilike $2)
      and ($3::date is null or m.id in (select f.id from (${inForceSql.replaceAll('$1', '$3')}) f))`;
    const values = [state ?? null, q === undefined ? null : `%${q.replace(/[\\%_]/g, '\\$&')}%`, on ?? null];
    const from = after === undefined ? [null, null] : placeOf(after);
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<MeasureRow>(
        `select ${measureColumns} from measure m where ${where} and ($4::text is null or (m.code, -m.edition) > ($4, -$5::int))
         order by m.code, m.edition desc limit $6`,
        [...values, ...from, limit + 1],
      );
      const counted = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select from measure m where ${where} limit ${countLimit}) c`,
        values,
      );
      const listed = await this.listed(tx, rows);
      const last = ({ row }: ListedMeasure) => [row.code, row.edition];
      return pageOf(listed, { limit, counted: counted?.n ?? 0, place: last, view: (one) => one });
    });
  }

  /** One edition with its text, what it excludes, and the others. @throws DomainError `MEASURES.MEASURE_NOT_FOUND`. */
  one(person: ActingPerson, id: string): Promise<MeasureFound> {
    return this.database.read(person, async (tx) => {
      const row = await findMeasure(tx, id);
      const [known] = await this.catalogue.compileAll([row]);
      const today = await todayOf(tx);
      const others = await this.catalogue.inForce(tx, today);
      const measures = [
        ...others.map(({ measure }) => measure).filter(({ code }) => code !== row.code),
        (known as KnownMeasure).measure,
      ];
      const nameOf = new Map(measures.map(({ code, name }) => [code, name]));
      const line = await tx.row<{ name: string }>(
        'select name from budget_line where code = $1 order by year desc limit 1',
        [row.budget],
      );
      const editions = await tx.rows<MeasureRow>(
        `select ${measureColumns} from measure m where m.code = $1 order by m.edition desc limit 100`,
        [row.code],
      );
      const [listed, ...all] = await this.listed(tx, [row, ...editions]);
      return {
        ...{ known: known as KnownMeasure, listed: listed as ListedMeasure, editions: all },
        conflicts: conflictsOf(row.code, conflictsAmong(measures), yearOf(today)).map(
          ({ code }) => nameOf.get(code) ?? code,
        ),
        budgetName: line?.name ?? null,
      };
    });
  }

  private async listed(tx: Transaction, rows: readonly MeasureRow[]): Promise<ListedMeasure[]> {
    const today = await todayOf(tx);
    const holding = new Set((await tx.rows<{ id: string }>(inForceSql, [today])).map(({ id }) => id));
    const regions = await tx.rows<{ code: string; name: string }>(
      `select distinct on (r.code) g.code, r.name from unnest($1::text[]) g(code) join region r on r.code = rpad(g.code, 6, '0')`,
      [[...new Set(rows.map(({ region }) => region))]],
    );
    const nameOf = new Map([...regions.map(({ code, name }) => [code, name] as const), ['nation', '全国'] as const]);
    const known = await this.catalogue.compileAll(rows);
    return known.map(({ row, measure }) => ({
      ...{ row, regionName: nameOf.get(row.region) ?? row.region, inForce: holding.has(row.id) },
      daysLeft: daysLeft({ row, measure }, today),
    }));
  }
}

function placeOf(after: string): [string, number] {
  const [code = '', edition = 0] = decodeCursor(after, 2);
  if (isUuid(String(code)) || !/^[a-z][a-z0-9-]{0,59}$/.test(String(code)) || !Number.isInteger(Number(edition)))
    throw badCursor();
  return [String(code), Number(edition)];
}

/** How a benefit is worked out, in words: a line a level. */
export function benefitWords({ benefit, capItem, capYear, rounding }: Measure): string[] {
  const caps = [
    ...(capItem === null ? [] : [`单项最高 ${formatYuanShort(capItem)}`]),
    ...(capYear === null ? [] : [`同一企业一年最高 ${formatYuanShort(capYear.amount)}`]),
  ];
  const rounded = rounding === 'halfUp' ? '金额四舍五入到分' : '金额舍去分以下';
  switch (benefit.kind) {
    case 'service':
      return [benefit.what];
    case 'fixed':
      return [
        ...benefit.levels.map(({ label, amount }) => `${label}：${formatYuanShort(amount)}`),
        ...(benefit.topUp ? ['同一事项已得的扣除，补差额'] : []),
        ...caps,
      ];
    case 'ratio':
      return [
        ...benefit.levels.map(
          ({ label, rate, cap }) => `${label}：${percent(rate)}${cap === null ? '' : `，最高 ${formatYuanShort(cap)}`}`,
        ),
        ...[...caps, rounded],
      ];
    case 'interest': {
      const rate = 'input' in benefit.rate ? '利率' : percent(benefit.rate);
      const share = benefit.share.num === benefit.share.den ? '' : ` × ${percent(benefit.share)}`;
      return [`本金 × ${rate}${share} × 天数 ÷ 365`, ...caps, rounded];
    }
    case 'tiered':
      return [
        ...benefit.steps.map(({ atLeast, amount }) => `${formatYuanShort(atLeast)} 以上：${formatYuanShort(amount)}`),
        ...caps,
      ];
  }
}
