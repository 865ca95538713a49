import { Injectable } from '@nestjs/common';
import { DomainError, isUuid, systemClock, today } from '@tidu/kernel';
import { type ActingPerson, countLimit, Database, decodeCursor, pageOf } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { notSaidTwice, sameTime, standingRows } from '../duplicates/standing-rows';
import type { ScaleCountsDto, ScaleEntryDto, ScaleListDto } from './scale-list.console.dto';

export interface ScaleListOptions {
  asOf?: string;
  /** `in`: on the list on that day; `entered` and `left`: in the year up to that day. */
  state?: 'in' | 'entered' | 'left';
  region?: string;
  limit?: number;
  after?: string;
}

type Stored = Omit<ScaleEntryDto, 'regionName'> & { place: string };

/** SQL over rows of the list and the day `$1`; rows withdrawn as mistakes never count. */
const isIn = (row: string) => `${row}."validFrom" <= $1::date and coalesce(${row}."validUntil" > $1::date, true)`;
const states = {
  in: isIn('s'),
  entered: `s."validFrom" between date_trunc('year', $1::date)::date and $1::date`,
  left: `s."validUntil" between date_trunc('year', $1::date)::date and $1::date`,
};

/** Entries in a state, of enterprises `e`; an entry that stands in two records of one enterprise is one. */
function entriesIn(state: keyof typeof states): string {
  const same = state === 'in' ? `${sameTime('o', 'r')} and ${isIn('o')}` : sameTime('o', 'r');
  const where = 'r."withdrawnAt" is null';
  const rows = standingRows('scale_status', { where, besides: notSaidTwice('scale_status', same) });
  return `from ${rows} s join enterprise e on e.id = s."of"
    where ${states[state]} and e."regionCode" between $2 and $3`;
}

/** The official list of enterprises above designated size (规上名单) as of a day, with who came and who left. */
@Injectable()
export class ScaleListQueries {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  /** One page, the latest entries (of `left`: the latest exits) first. */
  async list(person: ActingPerson, options: ScaleListOptions): Promise<ScaleListDto> {
    const { asOf = today(systemClock), state = 'in', region, limit = 20, after } = options;
    const order = state === 'left' ? 's."validUntil"' : 's."validFrom"';
    const place = after === undefined ? null : readPlace(after);
    const from = entriesIn(state);
    const rows = await this.database.read(person, (tx) =>
      tx.rows<Stored & { total: number }>(
        `select s.id, e.id as "enterpriseId", e.name, e."creditCode", e."regionCode", s."validFrom"::text as "enteredOn",
           s."validUntil"::text as "leftOn", s.batch, s.document, s.source, ${order}::text as place,
           (select count(*)::int from (select ${from} limit ${countLimit}) n) as total
         ${from} ${place ? `and (${order}, s.id) < ($5::date, $6::uuid)` : ''}
         order by ${order} desc, s.id desc limit $4`,
        [asOf, ...regionRange(region), limit + 1, ...(place ?? [])],
      ),
    );
    const regions = await this.reference.regions();
    return pageOf(rows, {
      ...{ limit, counted: rows[0]?.total ?? 0, place: (last) => [last.place, last.id] },
      view: ({ place: _place, total: _total, ...row }) => ({
        ...row,
        regionName: regions.get(row.regionCode)?.name ?? null,
      }),
    });
  }

  /** How many were on the list on a day, and came or left in the year up to it. */
  async summary(person: ActingPerson, options: { asOf?: string; region?: string }): Promise<ScaleCountsDto> {
    const { asOf = today(systemClock), region } = options;
    const counts = await this.database.read(person, (tx) =>
      tx.row<Omit<ScaleCountsDto, 'asOf'>>(
        `select (select count(*)::int ${entriesIn('in')}) as "in", (select count(*)::int ${entriesIn('entered')}) as entered,
           (select count(*)::int ${entriesIn('left')}) as "left"`,
        [asOf, ...regionRange(region)],
      ),
    );
    return { asOf, ...(counts ?? { in: 0, entered: 0, left: 0 }) };
  }
}

/** The six-digit codes a prefix of two, four or six digits means; `410300` means all of 4103. */
export function regionRange(region = ''): [string, string] {
  const prefix = region.replace(/^(\d{2}|\d{4})(?:00)+$/, '$1');
  return [prefix.padEnd(6, '0'), prefix.padEnd(6, '9')];
}

function readPlace(after: string): [string, string] {
  const [day, id] = decodeCursor(after, 2);
  if (typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) && typeof id === 'string' && isUuid(id))
    return [day, id];
  throw new DomainError('invalid', 'PLATFORM.BAD_CURSOR', 'after：翻页位置无效，请从第一页重新开始。');
}
