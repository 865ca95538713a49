import { Injectable } from '@nestjs/common';
import { isUuid } from '@tidu/kernel';
import { type ActingPerson, badCursor, countLimit, Database, decodeCursor, type Page, pageOf } from '@tidu/platform';
import { measureProcedures } from '../rules/procedures';
import { type Case, caseColumns, caseTables, findCase } from './case';

export interface CasesFilter {
  state?: string;
  measure?: string;
  enterprise?: string;
  /** A budget line. */
  line?: string;
  overdue?: boolean;
  limit?: number;
  after?: string;
}

export interface CaseStep {
  act: string;
  from: string | null;
  to: string;
  amount: string | null;
  reason: string | null;
  evidence: string | null;
  at: Date;
  personName: string;
  principal: string | null;
  /** Days from the step before. */
  days: number | null;
}

/** How long cases stay in a state (从条款到账上): the clock of each step. */
export interface StateClock {
  state: string;
  /** Standing there now. */
  now: number;
  overdue: number;
  /** Mean and longest stay of those who left it, in calendar days; null: nobody has yet. */
  meanDays: number | null;
  longestDays: number | null;
}

const stays = `select "caseId", "to", at, lead(at) over (partition by "caseId" order by id) as until from measure_step`;

/** Cases as people look at them; row security says whose. */
@Injectable()
export class CasesQueries {
  constructor(private readonly database: Database) {}

  /** Those that are due first in front. */
  list(
    person: ActingPerson,
    { state, measure, enterprise, line, overdue, limit = 20, after }: CasesFilter,
  ): Promise<Page<Case>> {
    const today = `(now() at time zone 'Asia/Shanghai')::date`;
    const where = `($1::text is null or c.state = $1) and ($2::text is null or c."measureCode" = $2)
      and ($3::uuid is null or c."enterpriseId" in (select enterprise_family(enterprise_survivor($3)))) and ($4::uuid is null or c."lineId" = $4)
      and ($5::boolean is null or coalesce(c."dueOn" < ${today}, false) = $5)`;
    const values = [state ?? null, measure ?? null, enterprise ?? null, line ?? null, overdue ?? null];
    const place = `coalesce(c."dueOn", '2200-12-31')`;
    const from = after === undefined ? [null, null] : placeOf(after);
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<Case>(
        `select ${caseColumns} from ${caseTables} where ${where} and ($6::date is null or (${place}, c.id) > ($6::date, $7::uuid))
         order by ${place}, c.id limit $8`,
        [...values, ...from, limit + 1],
      );
      const counted = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select from ${caseTables} where ${where} limit ${countLimit}) x`,
        values,
      );
      const last = ({ dueOn, id }: Case) => [dueOn ?? '2200-12-31', id];
      return pageOf(rows, {
        limit,
        counted: counted?.n ?? 0,
        place: last,
        view: (one) => tx.sealer.openRow('measure_case', one),
      });
    });
  }

  /** @throws DomainError `MEASURES.CASE_NOT_FOUND`. */
  one(person: ActingPerson, id: string): Promise<{ found: Case; steps: CaseStep[] }> {
    return this.database.read(person, async (tx) => ({
      found: await findCase(tx, id),
      steps: await tx.rows<CaseStep>(
        `select act, "from", "to", amount::text as amount, reason, evidence, at, "personName", principal,
           (extract(epoch from at - lag(at) over (order by id)) / 86400)::float8 as days
         from measure_step where "caseId" = $1 order by id`,
        [id],
      ),
    }));
  }

  /** Where cases are stuck, by state, in the order in which cases go. */
  async clock(person: ActingPerson): Promise<StateClock[]> {
    const found = await this.database.read(person, (tx) =>
      tx.rows<StateClock>(
        `select coalesce(n.state, s."to") as state, coalesce(n.now, 0)::int as now, coalesce(n.overdue, 0)::int as overdue,
           s.mean as "meanDays", s.longest as "longestDays"
         from (select state, count(*) as now, count(*) filter (where "dueOn" < (now() at time zone 'Asia/Shanghai')::date) as overdue
           from measure_case group by 1) n
         full join (select "to", avg(extract(epoch from until - at) / 86400)::float8 as mean,
           max(extract(epoch from until - at) / 86400)::float8 as longest from (${stays}) x where until is not null group by 1) s
           on s."to" = n.state`,
      ),
    );
    const way = [...measureProcedures().states.keys()];
    return found.sort((a, b) => way.indexOf(a.state) - way.indexOf(b.state));
  }
}

function placeOf(after: string): [string, string] {
  const [day = '', id = ''] = decodeCursor(after, 2).map(String);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !isUuid(id)) throw badCursor();
  return [day, id];
}
