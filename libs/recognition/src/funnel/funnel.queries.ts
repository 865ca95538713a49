import { Injectable } from '@nestjs/common';
import { isUuid } from '@tidu/kernel';
import {
  type ActingPerson,
  badCursor,
  Database,
  decodeCursor,
  type Page,
  pageOf,
  type PageQuery,
  todayOf,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { casesOf, type FunnelFilter, type FunnelStage, funnelStages, stageSql } from './stage-sql';
import { type Stay, type StepTime, stepTimes } from './step-times';

/** An enterprise of a stage; `id` is its entry of the pool or its case, by which it is opened. */
export interface FunnelRow {
  id: string;
  enterpriseId: string;
  name: string;
  creditCode: string;
  regionCode: string;
  regionName: string;
}

export interface Funnel {
  stages: { stage: FunnelStage; count: number }[];
  times: StepTime[];
}

/** From the pool to the title: how many stand at each stage, which, and how long each step takes. */
@Injectable()
export class FunnelQueries {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  async of(person: ActingPerson, filter: FunnelFilter): Promise<Funnel> {
    const calendar = await this.reference.workingCalendar();
    return this.database.read(person, async (tx) => {
      const stages: Funnel['stages'] = [];
      for (const stage of funnelStages) {
        const [sql, values] = stageSql(stage, filter);
        const row = await tx.row<{ n: number }>(`select count(*)::int as n from (${sql}) s`, values);
        stages.push({ stage, count: row?.n ?? 0 });
      }
      const [sql, values] = casesOf(filter);
      const stays = await tx.rows<Stay>(
        `with stay as (select b.procedure, s."to" as state, s.at,
             lead(s.at) over (partition by s."applicationId" order by s.id) as left_at
           from application_step s, lateral (select b.procedure ${sql} and a.id = s."applicationId") b)
         select procedure, state, (at at time zone 'Asia/Shanghai')::date::text as "from",
           (left_at at time zone 'Asia/Shanghai')::date::text as until, count(*)::int as n
         from stay group by 1, 2, 3, 4`,
        values,
      );
      return { stages, times: stepTimes(stays, calendar, await todayOf(tx)) };
    });
  }

  /** The enterprises of a stage: those that its number counts. */
  async list(
    person: ActingPerson,
    stage: FunnelStage,
    { limit = 20, after, ...filter }: FunnelFilter & PageQuery,
  ): Promise<Page<FunnelRow>> {
    const regions = await this.reference.regions();
    const [last = null] = after === undefined ? [] : decodeCursor(after, 1);
    if (last !== null && !isUuid(String(last))) throw badCursor();
    const [sql, values] = stageSql(stage, filter);
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<Omit<FunnelRow, 'regionName'>>(
        `select * from (${sql}) s where $${values.length + 1}::uuid is null or "enterpriseId" > $${values.length + 1}
         order by "enterpriseId" limit $${values.length + 2}`,
        [...values, last, limit + 1],
      );
      const count = await tx.row<{ n: number }>(`select count(*)::int as n from (${sql}) s`, values);
      return pageOf(rows, {
        ...{ limit, counted: count?.n ?? 0, place: ({ enterpriseId }) => [enterpriseId] },
        view: (row) => ({ ...row, regionName: regions.get(row.regionCode)?.name ?? row.regionCode }),
      });
    });
  }
}
