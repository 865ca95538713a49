import { Injectable } from '@nestjs/common';
import type { FactDefinition } from '@tidu/criteria';
import { regionRange } from '@tidu/enterprises';
import { readPrecedence } from '@tidu/figures';
import { DomainError, formatFixed, isUuid, systemClock, today } from '@tidu/kernel';
import { type ActingPerson, countLimit, Database, decodeCursor, pageOf } from '@tidu/platform';
import type { Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { readEvidenceRules } from '../facts/evidence-facts';
import { factColumn, sqlType } from '../facts/fact-place';
import { statedSources } from '../facts/sources';
import type { ScaleLineDto, ScaleWarningDto, ScaleWarningListDto } from './scale-warnings.console.dto';

export interface ScaleWarningOptions {
  year?: number;
  asOf?: string;
  /** `rise`: not on the list, but the figure reaches the line; `fall`: on the list, but the figure is below it. */
  kind?: 'rise' | 'fall';
  region?: string;
  limit?: number;
  after?: string;
}

interface Row {
  id: string;
  name: string;
  creditCode: string;
  regionCode: string;
  source: string;
  amount: string;
  amountBefore: string | null;
  enteredOn: string | null;
  leftOn: string | null;
  /** Whether somebody decided that this source counts. */
  decided: boolean;
  total: number;
}

/** SQL of the amount a row of figures states, by the row's alias. */
type AmountOf = (row: string) => string;

interface RowSql {
  amount: AmountOf;
  decided: Decided;
}

const labels = new Map(statedSources.map(({ code, label }) => [code, label]));

/**
 * Early warning (规上预警): whose figure of a year lies on the other side of the line than the official list has them.
 * It never decides: the list does. The figure is the one somebody decided for, or the one believed before all others,
 * read at the moment of asking.
 */
@Injectable()
export class ScaleWarningsQueries {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  /** One page, the furthest beyond the line first. */
  async list(person: ActingPerson, options: ScaleWarningOptions): Promise<ScaleWarningListDto> {
    const { kind = 'rise', asOf = today(systemClock), region, limit = 20, after } = options;
    const { dictionary, district } = await this.reference.facts();
    const place = after === undefined ? null : readPlace(after);
    const found = await this.database.read(person, async (tx) => {
      const { warning } = await readEvidenceRules(tx);
      if (!warning) return { rows: [], warning };
      const fact = dictionary.get(warning.fact);
      const amount = amountOf(fact, district);
      const year = options.year ?? (await newestYear(tx, amount));
      if (year === null) return { rows: [], warning };
      const precedence = await readPrecedence(tx);
      const decided = await decisions(tx, year, fact.code);
      const rows = await tx.rows<Row>(warningSql(kind, { amount, decided }, place !== null), [
        ...[year, warning.line, asOf, precedence.sourcesOf(fact.code), ...regionRange(region), limit + 1],
        ...[fact.code, ...(place ?? [])],
      ]);
      return { rows, warning };
    });
    const { rows, warning } = found;
    const scale = warning ? dictionary.get(warning.fact).scale : 0;
    const regions = await this.reference.regions();
    return pageOf(rows, {
      ...{ limit, counted: rows[0]?.total ?? 0, place: ({ amount, id }) => [amount, id] },
      view: (row): ScaleWarningDto => {
        const { id, name, creditCode, regionCode, source, enteredOn, leftOn, amountBefore, decided } = row;
        return {
          ...{ enterpriseId: id, name, creditCode, regionCode, source, decided, enteredOn, leftOn },
          ...{ regionName: regions.get(regionCode)?.name ?? null, sourceName: labels.get(source) ?? source },
          amount: formatFixed(BigInt(row.amount), scale),
          amountBefore: amountBefore === null ? null : formatFixed(BigInt(amountBefore), scale),
        };
      },
    });
  }

  /** Where the line is, by which fact, and the newest year anybody has stated it for. */
  async line(person: ActingPerson): Promise<ScaleLineDto> {
    const { dictionary, district } = await this.reference.facts();
    return this.database.read(person, async (tx) => {
      const { warning } = await readEvidenceRules(tx);
      if (!warning) return { year: null, line: null, factLabel: null };
      const fact = dictionary.get(warning.fact);
      const line = formatFixed(BigInt(warning.line), fact.scale);
      return { year: await newestYear(tx, amountOf(fact, district)), line, factLabel: fact.label };
    });
  }
}

const amountOf =
  (fact: FactDefinition, district: ReadonlySet<string>): AmountOf =>
  (row) =>
    factColumn(row, fact, district.has(fact.code), sqlType(fact));

async function newestYear(tx: Transaction, amount: AmountOf): Promise<number | null> {
  const row = await tx.row<{ year: number | null }>(
    `select max(f.year)::int as year from figures f where f."supersededAt" is null and ${amount('f')} is not null`,
  );
  return row?.year ?? null;
}

/**
 * How much before others a row of figures is believed: the source somebody decided for, then the precedence; of two
 * records of one enterprise the one that stands for it. `of` is the enterprise the row tells of.
 */
const belief = (row: string, of: string, decided: Decided): string =>
  `(case when ${decided(row, of)} then 0 else array_position($4::text[], ${row}.source) end,
    ${row}."enterpriseId" <> ${of}, ${row}."enterpriseId")`;

/** SQL whether somebody decided for the source of a row of figures. */
type Decided = (row: string, of: string) => string;

/** Where nobody ever decided on the fact, nothing is asked row by row. */
async function decisions(tx: Transaction, year: number, fact: string): Promise<Decided> {
  const any = await tx.row(
    'select 1 from figure_resolution where year in ($1::int, $1::int - 1) and fact = $2 and "endedAt" is null limit 1',
    [year, fact],
  );
  if (!any) return () => '$8::text is null'; // never
  return (row, of) => `exists (select from figure_resolution r where r."enterpriseId" in (${row}."enterpriseId", ${of})
    and r.year = ${row}.year and r.fact = $8 and r."endedAt" is null and r.source = ${row}.source
    and (r."recordId" is null or r."recordId" = ${row}."enterpriseId"))`;
}

/**
 * $1 year, $2 line, $3 day, $4 sources by precedence, $5 and $6 regions, $7 rows, $8 fact, $9 and $10 the last of the
 * page before. Records found to be one enterprise are read together, as the one that stands for it.
 */
function warningSql(kind: 'rise' | 'fall', { amount, decided }: RowSql, isNextPage: boolean): string {
  const records = '(select e.id union all select member from kin where holder = e.id)';
  const period = (column: string) =>
    `(select max(s."${column}")::text from scale_status s
      where s."enterpriseId" in ${records} and s."withdrawnAt" is null and s."${column}" <= $3::date)`;
  const told = (row: string, year: string) =>
    `${row}.year = ${year} and ${row}."supersededAt" is null and ${amount(row)} is not null`;
  const isBetter = `${told('g', '$1::int')} and ${belief('g', 'e.id', decided)} < ${belief('f', 'e.id', decided)}`;
  const from = `from figures f left join kin on kin.member = f."enterpriseId"
    join enterprise e on e.id = coalesce(kin.holder, f."enterpriseId")
    where f.year = $1::int and f."supersededAt" is null and ${amount('f')} ${kind === 'rise' ? '>=' : '<'} $2::bigint
      and e."mergedInto" is null and e."regionCode" between $5 and $6
      and ${kind === 'rise' ? 'not ' : ''}exists (select from listed where listed.holder = e.id)
      and not exists (select from figures g where g."enterpriseId" = f."enterpriseId" and ${isBetter})
      and not exists (select from kindred k join figures g on g."enterpriseId" = k.member
        where k.holder = e.id and k.member <> f."enterpriseId" and ${isBetter})`;
  const [direction, sign] = kind === 'rise' ? ['desc', '<'] : ['asc', '>'];
  const following = isNextPage ? `and (${amount('f')}, e.id) ${sign} ($9::bigint, $10::uuid)` : '';
  // families are few, and joined by equals alone: a list of each one's records would be compared with every row
  return `with kin as materialized (select "memberId" as member, "survivorId" as holder from enterprise_member),
    kindred as materialized (select holder, member from kin union select holder, holder from kin),
    listed as materialized (
      select distinct coalesce(kin.holder, s."enterpriseId") as holder
      from scale_status s left join kin on kin.member = s."enterpriseId"
      where s."withdrawnAt" is null and s."validFrom" <= $3::date and coalesce(s."validUntil" > $3::date, true))
    select e.id, e.name, e."creditCode", e."regionCode", f.source, ${amount('f')}::text as amount,
      (select ${amount('b')}::text from figures b where b."enterpriseId" in ${records} and ${told('b', '$1::int - 1')}
        order by ${belief('b', 'e.id', decided)} limit 1) as "amountBefore",
      ${decided('f', 'e.id')} as decided,
      ${period('validFrom')} as "enteredOn", ${period('validUntil')} as "leftOn",
      (select count(*)::int from (select ${from} limit ${countLimit}) n) as total
    ${from} ${following}
    order by ${amount('f')} ${direction}, e.id ${direction} limit $7`;
}

function readPlace(after: string): [string, string] {
  const [amount, id] = decodeCursor(after, 2);
  if (typeof amount === 'string' && /^-?\d{1,16}$/.test(amount) && typeof id === 'string' && isUuid(id))
    return [amount, id];
  throw new DomainError('invalid', 'PLATFORM.BAD_CURSOR', 'after：翻页位置无效，请从第一页重新开始。');
}
