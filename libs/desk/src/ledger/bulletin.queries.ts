import { Injectable } from '@nestjs/common';
import { type Day, DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, todayOf, type Transaction } from '@tidu/platform';
import { ledgerRules, type PromiseSource } from './ledger-rules';
import { type Score, scoresOf } from './satisfaction.service';

export type StandingState = 'deployed' | 'paused' | 'checking' | 'settled' | 'cancelled';
export const standingWords: Readonly<Record<StandingState, string>> = {
  ...{ deployed: '在办', paused: '已暂停', checking: '待核对', settled: '已落实', cancelled: '已取消' },
};

/** A promise as it stood at the end of a day. */
export interface Standing {
  taskId: string;
  title: string;
  enterpriseName: string | null;
  sourceName: string;
  sourceNote: string;
  madeOn: Day;
  ownerName: string;
  dueOn: Day;
  state: StandingState;
  /** Day on which it was found done; null: it was not. */
  settledOn: Day | null;
  overdue: boolean;
  /** What showed it. */
  evidence: string | null;
}

export interface BulletinCounts {
  /** Recorded by then. */
  all: number;
  /** Made in the month. */
  made: number;
  /** Found done in the month, and how many of these after their due day. */
  settled: number;
  settledLate: number;
  /** Under way at the end, and how many of these past their due day. */
  open: number;
  checking: number;
  overdue: number;
  /** Found not done in the month. */
  returned: number;
}

/** How the promises of one person stood. */
export interface OwnerLine {
  ownerName: string;
  open: number;
  overdue: number;
  settled: number;
}

/** What the ledger said of a month, as it stood at the end of a day (月度通报). */
export interface Bulletin {
  month: string;
  from: Day;
  asOf: Day;
  counts: BulletinCounts;
  owners: OwnerLine[];
  promises: Standing[];
  scores: Score[];
}

/** More than these are no bulletin. */
const most = 5000;

/**
 * The monthly bulletin, worked out of what became of each promise step by step: steps are only ever added, so the same
 * day gives the same bulletin whenever it is asked for. Of what the person sees.
 */
@Injectable()
export class BulletinQueries {
  constructor(private readonly database: Database) {}

  /**
   * @param month `YYYY-MM`. @param asOf absent: its last day, or today where that is still to come.
   * @throws DomainError `DESK.BULLETIN_DAY`, `DESK.BULLETIN_SIZE`.
   */
  of(person: ActingPerson, month: string, asOf?: Day): Promise<Bulletin> {
    return this.database.snapshot(person, async (tx) => {
      const today = await todayOf(tx);
      const [from, last] = [`${month}-01`, lastOf(month)];
      const until = asOf ?? (last < today ? last : today);
      if (until > today || until < from)
        throw new DomainError('invalid', 'DESK.BULLETIN_DAY', `截止日应在 ${from} 至今天之间。请换一个月份或日期。`, [
          { where: { field: 'asOf' }, code: 'DESK.BULLETIN_DAY', message: `应在 ${from} 至今天之间` },
        ]);
      const promises = await standingOn(tx, until);
      if (promises.length > most)
        throw new DomainError('tooLarge', 'DESK.BULLETIN_SIZE', `承诺超过 ${most} 项，不出通报。请按范围分开出。`);
      const end = until < last ? until : last;
      const scores = await scoresOf(tx, { from, until: end, asOf: until });
      const counts = countsOf(promises, from, end, await returnedIn(tx, from, end));
      return { month, from, asOf: until, counts, owners: ownersOf(promises, from, end), promises, scores };
    });
  }
}

/** The last day of a month `YYYY-MM`. */
export function lastOf(month: string): Day {
  const [year = 0, of = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, of, 0)).toISOString().slice(0, 10);
}

const day = (column: string) => `(${column} at time zone 'Asia/Shanghai')::date`;

async function standingOn(tx: Transaction, asOf: Day): Promise<Standing[]> {
  const rows = await tx.rows<Omit<Standing, 'sourceName'> & { source: PromiseSource }>(
    `select t.id as "taskId", t.title, p."enterpriseName", p.source, p."sourceNote", p."madeOn"::text as "madeOn",
       s."ownerName", s."dueOn"::text as "dueOn",
       case when s.act = 'settle' then 'settled' when s.act = 'cancel' then 'cancelled'
         when c.act = 'pause' then 'paused' when k.act = 'report' then 'checking' else 'deployed' end as state,
       case when s.act = 'settle' then ${day('s.at')}::text end as "settledOn",
       s.act not in ('settle', 'cancel') and c.act is distinct from 'pause' and s."dueOn" < $1::date as overdue,
       case when s.act = 'settle' then t.evidence end as evidence
     from desk_promise p join desk_task t on t.id = p."taskId"
       join lateral (select * from desk_step where "taskId" = t.id and ${day('at')} <= $1::date order by id desc limit 1) s on true
       left join lateral (select act from desk_step where "taskId" = t.id and ${day('at')} <= $1::date
         and act in ('pause', 'resume') order by id desc limit 1) c on true
       left join lateral (select act from desk_step where "taskId" = t.id and ${day('at')} <= $1::date
         and act in ('report', 'return') order by id desc limit 1) k on true
     order by p."madeOn", t.id limit ${most + 1}`,
    [asOf],
  );
  const { sources } = ledgerRules();
  return rows.map(({ source, ...row }) => ({ ...row, sourceName: sources[source] }));
}

async function returnedIn(tx: Transaction, from: Day, until: Day): Promise<number> {
  const row = await tx.row<{ n: number }>(
    `select count(*)::int as n from desk_step s join desk_promise p on p."taskId" = s."taskId"
     where s.act = 'return' and ${day('s.at')} between $1::date and $2::date`,
    [from, until],
  );
  return row?.n ?? 0;
}

const isOpen = ({ state }: Standing) => state === 'deployed' || state === 'paused' || state === 'checking';
const settledIn = ({ settledOn }: Standing, from: Day, until: Day) =>
  settledOn !== null && from <= settledOn && settledOn <= until;

/** The numbers above the list follow from the list. */
export function countsOf(promises: readonly Standing[], from: Day, until: Day, returned: number): BulletinCounts {
  const number = (holds: (one: Standing) => boolean) => promises.filter(holds).length;
  return {
    all: promises.length,
    made: number(({ madeOn }) => from <= madeOn && madeOn <= until),
    settled: number((one) => settledIn(one, from, until)),
    settledLate: number((one) => settledIn(one, from, until) && (one.settledOn ?? '') > one.dueOn),
    open: number(isOpen),
    checking: number(({ state }) => state === 'checking'),
    overdue: number(({ overdue }) => overdue),
    returned,
  };
}

/** By who held it, whoever has most overdue in front. */
export function ownersOf(promises: readonly Standing[], from: Day, until: Day): OwnerLine[] {
  const names = [...new Set(promises.map(({ ownerName }) => ownerName))];
  const lines = names.map((ownerName) => {
    const own = promises.filter((one) => one.ownerName === ownerName);
    const settled = own.filter((one) => settledIn(one, from, until)).length;
    return { ownerName, open: own.filter(isOpen).length, overdue: own.filter((one) => one.overdue).length, settled };
  });
  return lines
    .filter(({ open, settled }) => open + settled > 0)
    .sort((a, b) => b.overdue - a.overdue || b.open - a.open || (a.ownerName < b.ownerName ? -1 : 1));
}
