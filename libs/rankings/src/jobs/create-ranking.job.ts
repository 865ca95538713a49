import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError, uuidv7 } from '@tidu/kernel';
import { type JobContext, type JobHandler, type Transaction } from '@tidu/platform';
import { openSql, orderingSql, type OutcomeCounts } from '@tidu/scoring';
import type { RankingFiltersDto } from '../console/rankings.console.dto';
import { definitionHash, filterSql, makeDefinition, type RankedRun } from '../definition';

export interface CreateRankingPayload {
  runId: string;
  name: string;
  filters?: RankingFiltersDto;
}

export interface CreateRankingResult {
  rankingId: string;
  total: number;
  counts: OutcomeCounts;
}

interface Summary {
  total: number;
  written: number;
  counts: OutcomeCounts;
}

/**
 * Ranks the cards of one run and freezes the list, in one statement. Invented enterprises (演示企业) are ranked only
 * where the filters leave no registered one: a ranking that goes out must not hold a firm that doesn't exist.
 */
@Injectable()
export class CreateRankingJob implements JobHandler<CreateRankingPayload> {
  readonly task = 'rankings.create';

  constructor(private readonly trail: AuditTrail) {}

  async run(context: JobContext<CreateRankingPayload>): Promise<CreateRankingResult> {
    const { payload, person, jobId, database } = context;
    const { filters = {} } = payload;
    const { run, registered, invented } = await database.read(person, async (tx) => {
      const found = await publishedRun(tx, payload.runId);
      return { run: found, ...(await countCards(tx, found.id, filters)) };
    });
    const count = registered || invented;
    if (count === 0) {
      throw new DomainError('conflict', 'RANKINGS.EMPTY', '按这些筛选没有企业可排，请放宽筛选后重试。');
    }
    context.progress({ stage: '排名', done: 0, total: count });
    return context.commit(async (tx) => {
      const id = uuidv7();
      const { total, written, counts } = await freeze(
        tx,
        id,
        run,
        { ...payload, filters, demo: registered === 0 },
        jobId,
      );
      if (total !== count || written !== count) throw changedMeanwhile(count, written);
      context.progress({ done: count, counted: count });
      await this.trail.record(tx, {
        ...{ action: 'rankings.create', objectType: 'ranking', objectId: id },
        after: { name: payload.name, runId: run.id, filters, total, counts },
      });
      return { rankingId: id, total, counts };
    });
  }
}

/** The run, if it's published. @throws DomainError `RANKINGS.RUN_NOT_FOUND`. */
export async function publishedRun(tx: Transaction, runId: string): Promise<RankedRun> {
  const run = await tx.row<RankedRun>(
    `select r.id, r."standardId", s.name as "standardName", s.version as "standardVersion", r."releaseHash", r.year,
       r."asOf"::text as "asOf", r.purpose,
       exists (select from score_card c where c."runId" = r.id and c."pointsMin" is not null) as "hasPoints"
     from scoring_run r join standard_release s on s.id = r."releaseId" where r.id = $1 and r.state = 'published'`,
    [runId],
  );
  if (run) return run;
  throw new DomainError('notFound', 'RANKINGS.RUN_NOT_FOUND', '没有这批评价，或还没有发布。请从评价批次列表里选择。');
}

/** Cards within the filters: of registered enterprises, and of invented ones (演示企业). */
async function countCards(
  tx: Transaction,
  runId: string,
  filters: RankingFiltersDto,
): Promise<{ registered: number; invented: number }> {
  const { sql, parameters } = filterSql(filters, 2);
  const row = await tx.row<{ registered: number; invented: number }>(
    `select (count(*) filter (where not e.demo))::int as registered, (count(*) filter (where e.demo))::int as invented
     from score_card c join enterprise e on e.id = c."enterpriseId"
     where c."runId" = $1 and ${sql}`,
    [runId, ...parameters],
  );
  return row ?? { registered: 0, invented: 0 };
}

async function freeze(
  tx: Transaction,
  id: string,
  run: RankedRun,
  { name, filters, demo }: Required<CreateRankingPayload> & { demo: boolean },
  jobId: string,
): Promise<Summary> {
  const definition = makeDefinition(run, filters, demo);
  const order = orderingSql(run.hasPoints);
  const values = [
    ...[
      id,
      name,
      run.id,
      run.standardId,
      run.standardName,
      run.standardVersion,
      run.releaseHash,
      run.purpose,
      run.year,
    ],
    ...[run.asOf, run.hasPoints, definition, definitionHash(definition), jobId, tx.person.name, demo],
  ];
  const where = filterSql(filters, values.length + 1);
  const row = await tx.row<Summary>(
    `with placed as materialized (
       select e.id, e."creditCode", e.name, e."regionCode", e."industryCode", c.outcome, c."pointsMin",
         c."pointsMax", c.met, c.unknown, ${openSql()} as open,
         row_number() over (order by ${order.list}) as position, rank() over (order by ${order.rank}) as rank
       from score_card c join enterprise e on e.id = c."enterpriseId" where c."runId" = $3 and e.demo = $16::boolean and ${where.sql}
     ), summary as (
       select count(*)::int as total, count(*) filter (where open)::int as open,
         json_build_object('met', count(*) filter (where outcome = 1), 'manual', count(*) filter (where outcome = 2),
           'unknown', count(*) filter (where outcome = 3), 'unmet', count(*) filter (where outcome = 4),
           'notApplicable', count(*) filter (where outcome = 5), 'open', count(*) filter (where open))::jsonb as counts
       from placed
     ), made as (
       insert into ranking (id, name, "runId", "standardId", "standardName", "standardVersion", "releaseHash", purpose,
         year, "asOf", "hasPoints", definition, "definitionHash", "jobId", "personName", total, open, counts, demo)
       select $1, $2, $3, $4, $5, $6::int, $7, $8, $9::smallint, $10::date, $11::boolean, $12::jsonb, $13, $14::uuid, $15,
         total, open, counts, $16::boolean from summary
     ), rows as (
       insert into ranking_row ("rankingId", position, rank, "enterpriseId", "creditCode", name, "regionCode",
         "industryCode", outcome, "pointsMin", "pointsMax", met, unknown, open)
       select $1, position, rank, id, "creditCode", name, "regionCode", "industryCode", outcome, "pointsMin", "pointsMax",
         met, unknown, open from placed order by position returning 1
     )
     select total, counts, (select count(*)::int from rows) as written from summary`,
    [...values, ...where.parameters],
  );
  return row as Summary;
}

function changedMeanwhile(expected: number, found: number): DomainError {
  return new DomainError(
    'conflict',
    'RANKINGS.ROW_COUNT',
    `应排 ${expected} 个企业，实际排出 ${found} 个，没有保存。请重新生成；再次出现请联系系统管理员。`,
  );
}
