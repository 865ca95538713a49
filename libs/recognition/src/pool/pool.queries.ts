import { Injectable } from '@nestjs/common';
import { Holders } from '@tidu/access';
import { evaluate } from '@tidu/criteria';
import { type Day, isUuid, shanghaiDay } from '@tidu/kernel';
import { type ActingPerson, badCursor, countLimit, Database, decodeCursor, type Page, pageOf } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { type OutcomeText, sheetsOfYears, StandardsService } from '@tidu/scoring';
import { poolNotFound } from '../recognition.errors';
import { standardOf } from './near';
import type { Track } from './pool-rules';

export interface PoolFilter {
  track?: Track;
  title?: string;
  year?: number;
  /** Account of who looks after it. */
  officer?: string;
  /** Absent: those that are in. */
  state?: 'in' | 'left' | 'all';
  /** A part of the name. */
  q?: string;
  limit?: number;
  after?: string;
}

/** An entry of the pool as people see it. */
export interface PoolEntry {
  id: string;
  enterpriseId: string;
  enterpriseName: string;
  creditCode: string;
  track: Track;
  title: string;
  year: number;
  officerId: string;
  officerName: string;
  entered: 'rule' | 'hand';
  ground: string;
  note: string | null;
  leftOn: Day | null;
  leftWhy: string | null;
  leftReason: string | null;
  /** Steps of the plan: all, done, open and overdue. */
  steps: number;
  done: number;
  overdue: number;
  version: number;
  createdAt: string;
  createdByName: string;
  changedAt: string;
  changedByName: string;
}

export interface PoolStep {
  id: string;
  text: string;
  fact: string | null;
  dueOn: Day;
  state: 'open' | 'done' | 'dropped';
  remark: string | null;
  overdue: boolean;
  version: number;
  createdByName: string;
  changedAt: string;
  changedByName: string;
}

/** How the enterprise stood by the facts of one year. */
export interface PoolYear {
  year: number;
  outcome: OutcomeText;
  points: { min: number; max: number } | null;
}

export interface PoolDetail {
  entry: PoolEntry;
  plan: PoolStep[];
  /** The newest year first; empty: no facts, or no one standard. */
  years: PoolYear[];
  standardId: string | null;
  standardName: string | null;
}

export interface Proposal {
  enterpriseId: string;
  enterpriseName: string;
  creditCode: string;
  track: Track;
  title: string;
  standardName: string;
  year: number;
  outcome: OutcomeText;
  steps: number;
  says: string;
  foundAt: string;
}

const columns = `p.id, p."enterpriseId", e.name as "enterpriseName", e."creditCode", p.track, p.title, p.year, p."officerId",
  o."displayName" as "officerName", p.entered, p.ground, p.note, p."leftOn"::text as "leftOn", p."leftWhy", p."leftReason",
  (select count(*)::int from pool_step s where s."entryId" = p.id and s.state <> 'dropped') as steps,
  (select count(*)::int from pool_step s where s."entryId" = p.id and s.state = 'done') as done,
  (select count(*)::int from pool_step s where s."entryId" = p.id and s.state = 'open' and s."dueOn" < $1) as overdue,
  p.version, p."createdAt", p."createdByName", p."changedAt", p."changedByName"`;
const tables = `pool_entry p join enterprise e on e.id = p."enterpriseId" join person o on o.id = p."officerId"`;

/** Reads of the pool; row security says whose. */
@Injectable()
export class PoolQueries {
  constructor(
    private readonly database: Database,
    private readonly holders: Holders,
    private readonly standards: StandardsService,
    private readonly reference: ReferenceService,
  ) {}

  /** By target year, then in the order in which they came in. */
  list(person: ActingPerson, filter: PoolFilter): Promise<Page<PoolEntry>> {
    const { track, title, year, officer, state = 'in', q, limit = 20, after } = filter;
    const matching = `$1::date is not null and ($2::text is null or p.track = $2) and ($3::text is null or p.title = $3)
      and ($4::int is null or p.year = $4) and ($5::uuid is null or p."officerId" = $5) and ($6::text is null or e.name ilike $6)
      ${state === 'all' ? '' : `and p."leftOn" is ${state === 'in' ? '' : 'not '}null`}`;
    const text = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null;
    const values = [shanghaiDay(Date.now()), track ?? null, title ?? null, year ?? null, officer ?? null, text];
    const from = after === undefined ? [null, null] : numberPlace(after);
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<PoolEntry>(
        `select ${columns} from ${tables} where ${matching} and ($7::int is null or (p.year, p.id) > ($7::int, $8::uuid))
         order by p.year, p.id limit $9`,
        [...values, ...from, limit + 1],
      );
      const counted = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select from ${tables} where ${matching} limit ${countLimit}) c`,
        values,
      );
      return pageOf(rows, {
        limit,
        counted: counted?.n ?? 0,
        place: ({ year: of, id }) => [of, id],
        view: (one) => one,
      });
    });
  }

  /** @throws DomainError `RECOGNITION.POOL_NOT_FOUND`. */
  async one(person: ActingPerson, id: string): Promise<PoolDetail> {
    const [catalogue, active, today] = [
      await this.reference.facts(),
      await this.standards.active(),
      shanghaiDay(Date.now()),
    ];
    return this.database.read(person, async (tx) => {
      const entry = await tx.row<PoolEntry & { regionCode: string }>(
        `select ${columns}, e."regionCode" from ${tables} where p.id = $2`,
        [today, id],
      );
      if (!entry) throw poolNotFound();
      const plan = await tx.rows<PoolStep>(
        `select id, text, fact, "dueOn"::text as "dueOn", state, remark, state = 'open' and "dueOn" < $2 as overdue, version,
           "createdByName", "changedAt", "changedByName" from pool_step where "entryId" = $1 order by "dueOn", id limit 200`,
        [id, today],
      );
      const { regionCode, ...shown } = entry;
      const standard = standardOf(active, entry.title, regionCode, today);
      const sheets = standard ? await sheetsOfYears(tx, catalogue, entry.enterpriseId) : [];
      const years = sheets.flatMap(({ year, facts }): PoolYear[] => {
        if (!standard) return [];
        const { outcome, points } = evaluate(standard.evaluator, facts, { purpose: 'application', date: today });
        return [{ year, outcome, points: points && { min: points.min, max: points.max } }];
      });
      return {
        entry: shown,
        plan,
        years,
        standardId: standard?.standardId ?? null,
        standardName: standard?.name ?? null,
      };
    });
  }

  /** Proposals that nobody has decided on, the nearest first. */
  proposals(
    person: ActingPerson,
    { title, track, limit = 20, after }: Pick<PoolFilter, 'title' | 'track' | 'limit' | 'after'>,
  ) {
    const matching = `p."dismissedAt" is null and ($1::text is null or p.title = $1) and ($2::text is null or p.track = $2)`;
    const from = `pool_proposal p join enterprise e on e.id = p."enterpriseId" join standard_release r on r.id = p."releaseId"`;
    const values = [title ?? null, track ?? null];
    const place = after === undefined ? [null, null, null, null] : proposalPlace(after);
    return this.database.read(person, async (tx): Promise<Page<Proposal>> => {
      const rows = await tx.rows<Proposal>(
        `select p."enterpriseId", e.name as "enterpriseName", e."creditCode", p.track, p.title, r.name as "standardName", p.year,
           p.outcome, p.steps, p.says, p."foundAt" from ${from} where ${matching}
           and ($3::int is null or (p.steps, p."enterpriseId", p.track, p.title) > ($3::int, $4::uuid, $5::text, $6::text))
         order by p.steps, p."enterpriseId", p.track, p.title limit $7`,
        [...values, ...place, limit + 1],
      );
      const counted = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select from ${from} where ${matching} limit ${countLimit}) c`,
        values,
      );
      const last = ({ steps, enterpriseId, track: of, title: to }: Proposal) => [steps, enterpriseId, of, to];
      return pageOf(rows, { limit, counted: counted?.n ?? 0, place: last, view: (one) => one });
    });
  }

  /** Who may look after an entry. */
  officers(person: ActingPerson): Promise<{ id: string; name: string }[]> {
    return this.database.read(person, async (tx) => {
      const all = await this.holders.of(tx, 'recognition.manage');
      return all.map(({ id, name }) => ({ id, name }));
    });
  }
}

const isSmall = (value: unknown): value is number =>
  Number.isInteger(value) && Math.abs(value as number) <= 2_147_483_647;

function numberPlace(after: string): [number, string] {
  const [year, id] = decodeCursor(after, 2);
  if (!isSmall(year) || !isUuid(String(id))) throw badCursor();
  return [year, String(id)];
}

function proposalPlace(after: string): [number, string, string, string] {
  const [steps, id, track, title] = decodeCursor(after, 4);
  if (!isSmall(steps) || !isUuid(String(id)) || typeof track !== 'string' || typeof title !== 'string')
    throw badCursor();
  if (`${track}${title}`.includes('\0')) throw badCursor();
  return [steps, String(id), track, title];
}
