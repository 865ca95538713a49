import { Injectable } from '@nestjs/common';
import { regionRange } from '@tidu/enterprises';
import { readPrecedence } from '@tidu/figures';
import { DomainError, formatFixed, isUuid, systemClock, today } from '@tidu/kernel';
import { type ActingPerson, boundedCount, countLimit, Database, decodeCursor, encodeCursor } from '@tidu/platform';
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
  total: number;
}

const labels = new Map(statedSources.map(({ code, label }) => [code, label]));

/**
 * Early warning (规上预警): whose figure of a year lies on the other side of the line than the official list has them.
 * It never decides: the list does. The figure is the one believed before all others, read at the moment of asking.
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
      const year = options.year ?? (await newestYear(tx));
      if (!warning || year === null) return { rows: [], warning };
      const fact = dictionary.get(warning.fact);
      const precedence = await readPrecedence(tx);
      const amount = (row: string) => factColumn(row, fact, district.has(fact.code), sqlType(fact));
      const rows = await tx.rows<Row>(warningSql(kind, amount, place !== null), [
        ...[year, warning.line, asOf, precedence.sourcesOf(fact.code), ...regionRange(region), limit + 1],
        ...(place ?? []),
      ]);
      return { rows, warning };
    });
    const { rows, warning } = found;
    const scale = warning ? dictionary.get(warning.fact).scale : 0;
    const regions = await this.reference.regions();
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map((row): ScaleWarningDto => {
        const { id, name, creditCode, regionCode, source, enteredOn, leftOn, amountBefore } = row;
        return {
          ...{ enterpriseId: id, name, creditCode, regionCode, source, enteredOn, leftOn },
          ...{ regionName: regions.get(regionCode)?.name ?? null, sourceName: labels.get(source) ?? source },
          amount: formatFixed(BigInt(row.amount), scale),
          amountBefore: amountBefore === null ? null : formatFixed(BigInt(amountBefore), scale),
        };
      }),
      next: last && rows.length > limit ? encodeCursor([last.amount, last.id]) : null,
      count: boundedCount(rows[0]?.total ?? 0),
    };
  }

  /** Where the line is, by which fact, and the newest year anybody has stated it for. */
  async line(person: ActingPerson): Promise<ScaleLineDto> {
    const { dictionary } = await this.reference.facts();
    return this.database.read(person, async (tx) => {
      const { warning } = await readEvidenceRules(tx);
      const fact = warning && dictionary.get(warning.fact);
      const line = warning && fact && formatFixed(BigInt(warning.line), fact.scale);
      return { year: await newestYear(tx), line, factLabel: fact && fact.label };
    });
  }
}

async function newestYear(tx: Transaction): Promise<number | null> {
  const row = await tx.row<{ year: number | null }>(
    'select max(year)::int as year from figures where "supersededAt" is null and "mainRevenue" is not null',
  );
  return row?.year ?? null;
}

/** $1 year, $2 line, $3 day, $4 sources by precedence, $5 and $6 regions, $7 rows, $8 and $9 the last of the page before. */
function warningSql(kind: 'rise' | 'fall', amount: (row: string) => string, isNextPage: boolean): string {
  // who has no second records, which is nearly everybody, is not asked for them one by one
  const kin = `(case when e.id in (select "survivorId" from enterprise_member) then array(select enterprise_family(e.id)) else array[e.id] end)`;
  const onList = `exists (select from scale_status s where s."enterpriseId" = any(${kin}) and s."withdrawnAt" is null
    and s."validFrom" <= $3::date and coalesce(s."validUntil" > $3::date, true))`;
  const period = (column: string) => `(select max(s."${column}")::text from scale_status s
    where s."enterpriseId" = any(${kin}) and s."withdrawnAt" is null and s."${column}" <= $3::date)`;
  const believed = (row: string) =>
    `(array_position($4::text[], ${row}.source), ${row}."enterpriseId" <> e.id, ${row}."enterpriseId")`;
  const better = `exists (select from figures g where g."enterpriseId" = any(${kin}) and g.year = $1::int
    and g."supersededAt" is null and ${amount('g')} is not null and ${believed('g')} < ${believed('f')})`;
  const from = `from figures f left join enterprise_member m on m."memberId" = f."enterpriseId"
    join enterprise e on e.id = coalesce(m."survivorId", f."enterpriseId")
    where f.year = $1::int and f."supersededAt" is null and ${amount('f')} ${kind === 'rise' ? '>=' : '<'} $2::bigint
      and e."regionCode" between $5 and $6 and ${kind === 'rise' ? 'not ' : ''}${onList} and not ${better}`;
  const [direction, sign] = kind === 'rise' ? ['desc', '<'] : ['asc', '>'];
  const following = isNextPage ? `and (${amount('f')}, f."enterpriseId") ${sign} ($8::bigint, $9::uuid)` : '';
  return `select e.id, e.name, e."creditCode", e."regionCode", f.source, ${amount('f')}::text as amount,
      (select ${amount('b')}::text from figures b where b."enterpriseId" = any(${kin}) and b.year = $1::int - 1
         and b."supersededAt" is null and ${amount('b')} is not null order by ${believed('b')} limit 1) as "amountBefore",
      ${period('validFrom')} as "enteredOn", ${period('validUntil')} as "leftOn",
      (select count(*)::int from (select ${from} limit ${countLimit}) n) as total
    ${from} ${following}
    order by ${amount('f')} ${direction}, f."enterpriseId" ${direction} limit $7`;
}

function readPlace(after: string): [string, string] {
  const [amount, id] = decodeCursor(after, 2);
  if (typeof amount === 'string' && /^-?\d{1,16}$/.test(amount) && typeof id === 'string' && isUuid(id))
    return [amount, id];
  throw new DomainError('invalid', 'PLATFORM.BAD_CURSOR', 'after：翻页位置无效，请从第一页重新开始。');
}
