import { Injectable } from '@nestjs/common';
import { type Day, isUuid } from '@tidu/kernel';
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
import { ReferenceService } from '@tidu/reference';
import { CatalogueService } from '../catalogue/catalogue.service';
import type { KnownMeasure } from '../catalogue/measure-row';
import { measureProcedures, type Standing } from '../rules/procedures';
import { daysLeft } from './judge';
import { lanesOf } from './lanes';
import { findNewestRun, type MatchRun } from './runs';
import { heldCases, standingSql, type Why } from './standing-sql';

/** How many stand where with one measure, and what they could have. Amounts in 分. */
export interface MeasureStandings {
  measureId: string;
  code: string;
  name: string;
  /** Whether it comes to an amount at all. */
  pays: boolean;
  eligible: number;
  received: number;
  pending: number;
  blocked: number;
  unclaimed: number;
  /** Sum of the known amounts that nobody took up yet. */
  unclaimedAmount: string;
  /** How many of the unclaimed have no known amount: it takes a claim to tell. */
  unclaimedOpen: number;
  whys: { why: Why; count: number }[];
  /** Of all enterprises matched, whatever the scope: met, manual, unknown, unmet, not applicable. */
  outcomes: number[];
  daysLeft: number | null;
}

export interface StandingRow {
  enterpriseId: string;
  name: string;
  creditCode: string;
  regionName: string;
  measureId: string;
  measureName: string;
  pays: boolean;
  standing: Standing;
  why: Why | null;
  amount: string | null;
  caseId: string | null;
  since: Date | null;
  daysLeft: number | null;
}

export interface StandingFilter {
  measureId?: string;
  standing?: Standing;
  why?: Why;
  limit?: number;
  after?: string;
}

/** Take-up (享受面) of one part of the enterprises: how many qualify for anything, and how many received something. */
export interface TakeUp {
  key: string;
  label: string;
  eligible: number;
  received: number;
  /** Null: of too few to tell. */
  amount: string | null;
}

export const takeUpBys = ['ownership', 'size', 'region'] as const;
export type TakeUpBy = (typeof takeUpBys)[number];

interface Matched {
  run: MatchRun;
  known: KnownMeasure[];
  today: Day;
  base: unknown[];
}

const pays = ({ measure }: KnownMeasure): boolean => measure.benefit.kind !== 'service';

const tables = `stood s join enterprise e on e.id = s."enterpriseId" left join region g on g.code = e."regionCode"`;

/** 应享未享: who qualifies for what, by the newest matching, and where each stands now. */
@Injectable()
export class StandingsQueries {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueService,
  ) {}

  /** Outside of Nest. */
  static over(database: Database): StandingsQueries {
    return new StandingsQueries(database, new CatalogueService(new ReferenceService(database)));
  }

  /** By measure; null where nothing was matched yet. */
  summary(person: ActingPerson): Promise<{ run: MatchRun; measures: MeasureStandings[] } | null> {
    return this.database.read(person, async (tx) => {
      const matched = await this.matched(tx);
      if (!matched) return null;
      const { run, known, today, base } = matched;
      const rows = await tx.rows<{
        k: number;
        standing: Standing;
        why: Why | null;
        n: number;
        open: number;
        amount: string;
      }>(
        `${standingSql()} select k, standing, why, count(*)::int as n, (count(*) filter (where amount is null))::int as open,
           coalesce(sum(amount), 0)::text as amount
         from stood group by 1, 2, 3`,
        base,
      );
      const measures = known.map((one, i): MeasureStandings => {
        const own = rows.filter(({ k }) => k === i + 1);
        const count = (standing: Standing) =>
          own.filter((row) => row.standing === standing).reduce((sum, { n }) => sum + n, 0);
        const unclaimed = own.filter(({ standing }) => standing === 'unclaimed');
        const amount = unclaimed.reduce((sum, row) => sum + BigInt(row.amount), 0n);
        return {
          ...{ measureId: one.row.id, code: one.row.code, name: one.row.name, outcomes: run.counts[i] ?? [] },
          pays: pays(one),
          eligible: own.reduce((sum, { n }) => sum + n, 0),
          ...{
            received: count('received'),
            pending: count('pending'),
            blocked: count('blocked'),
            unclaimed: count('unclaimed'),
          },
          ...{ unclaimedAmount: String(amount), unclaimedOpen: unclaimed.reduce((sum, { open }) => sum + open, 0) },
          daysLeft: daysLeft(one, today),
          whys: own.flatMap(({ why, n }) => (why ? [{ why, count: n }] : [])).sort((a, b) => b.count - a.count),
        };
      });
      // those of other regions apply to nobody here
      return { run, measures: measures.filter(({ outcomes }) => outcomes.slice(0, 4).some((n) => n > 0)) };
    });
  }

  /** The list behind each of these numbers. */
  list(
    person: ActingPerson,
    { measureId, standing, why, limit = 20, after }: StandingFilter,
  ): Promise<Page<StandingRow>> {
    const [from, lastK] = after === undefined ? [null, null] : placeOf(after);
    return this.database.read(person, async (tx) => {
      const matched = await this.matched(tx);
      if (!matched)
        return pageOf<StandingRow, StandingRow>([], { limit, counted: 0, place: () => [], view: (one) => one });
      const { known, today, base } = matched;
      const k = measureId === undefined ? null : known.findIndex(({ row }) => row.id === measureId) + 1;
      const filters = [...base, k, standing ?? null, why ?? null];
      const where = `($4::int is null or s.k = $4) and ($5::text is null or s.standing = $5) and ($6::text is null or s.why = $6)`;
      const rows = await tx.rows<Omit<StandingRow, 'measureId' | 'measureName' | 'pays' | 'daysLeft'> & { k: number }>(
        `${standingSql()} select s.k, s."enterpriseId", e.name, e."creditCode", coalesce(g.name, e."regionCode") as "regionName",
           s.standing, s.why, s.amount::text as amount, s."caseId", s."stateSince" as since from ${tables}
         where ${where} and ($7::uuid is null or (s."enterpriseId", s.k) > ($7::uuid, $8::int))
         order by s."enterpriseId", s.k limit $9`,
        [...filters, from, lastK, limit + 1],
      );
      const counted = await tx.row<{ n: number }>(
        `${standingSql()} select count(*)::int as n from (select from stood s where ${where} limit ${countLimit}) c`,
        filters,
      );
      const terms = {
        limit,
        counted: counted?.n ?? 0,
        place: (row: { enterpriseId: string; k: number }) => [row.enterpriseId, row.k],
      };
      const view = ({ k: at, ...row }: (typeof rows)[number]): StandingRow[] => {
        const one = known[at - 1];
        return one
          ? [
              {
                ...row,
                measureId: one.row.id,
                measureName: one.row.name,
                pays: pays(one),
                daysLeft: daysLeft(one, today),
              },
            ]
          : [];
      };
      const page = pageOf(rows, { ...terms, view });
      return { ...page, items: page.items.flat() };
    });
  }

  /** Take-up by ownership, size or town: enterprises that qualify for anything, of those who received anything. */
  takeUp(person: ActingPerson, by: TakeUpBy): Promise<TakeUp[]> {
    const key = {
      ownership: `coalesce(e.ownership, 'unknown')`,
      size: `coalesce((select f."enterpriseSize" from fact_sheet f where f."enterpriseId" = e.id and f."supersededAt" is null
        order by f.year desc limit 1), 'unknown')`,
      region: `e."regionCode"`,
    }[by];
    return this.database.read(person, async (tx) => {
      const matched = await this.matched(tx);
      if (!matched) return [];
      const parts = await tx.rows<TakeUp>(
        `${standingSql()}, part as (
           select s."enterpriseId", bool_or(s.standing = 'received') as has from stood s group by 1),
         paid as materialized (${heldCases('c.amount')} where c.held = 'paid'),
         sums as materialized (select p."holderId", sum(p.amount) as paid from paid p group by 1)
         select k.key, coalesce(g.name, k.key) as label, count(*)::int as eligible, (count(*) filter (where p.has))::int as received,
           coalesce(sum(c.paid), 0)::text as amount
         from part p join enterprise e on e.id = p."enterpriseId" cross join lateral (select ${key} as key) k
         left join region g on g.code = k.key
         left join sums c on c."holderId" = e.id
         group by 1, 2 order by 1`,
        matched.base,
      );
      return withoutFew(parts, measureProcedures().takeUpLeast);
    });
  }

  /** The newest matching with its measures as `standingSql` asks for them. */
  async matched(tx: Transaction): Promise<Matched | null> {
    const run = await findNewestRun(tx);
    if (!run) return null;
    const today = await todayOf(tx);
    const known = await this.catalogue.several(tx, run.measureIds);
    return { run, known, today, base: [run.id, JSON.stringify(await lanesOf(tx, known, today)), today] };
  }
}

/**
 * Parts of fewer enterprises than `least` are told together, so that what one of them received isn't told of it alone;
 * of still fewer no amount is told.
 */
export function withoutFew(parts: readonly TakeUp[], least: number): TakeUp[] {
  const few = parts.filter(({ eligible }) => eligible < least);
  if (few.length === 0) return [...parts];
  const sum = (of: (part: TakeUp) => number) => few.reduce((all, part) => all + of(part), 0);
  const [eligible, received] = [sum((part) => part.eligible), sum((part) => part.received)];
  const amount = few.reduce((all, part) => all + BigInt(part.amount ?? 0), 0n);
  const together = { key: 'few', label: `各不足 ${least} 家的`, eligible, received };
  return [
    ...parts.filter((part) => part.eligible >= least),
    { ...together, amount: eligible < least ? null : String(amount) },
  ];
}

function placeOf(after: string): [string, number] {
  const [id = '', k = 0] = decodeCursor(after, 2);
  if (!isUuid(String(id)) || !Number.isInteger(Number(k))) throw badCursor();
  return [String(id), Number(k)];
}
