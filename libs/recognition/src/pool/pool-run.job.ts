import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { type Day, shanghaiDay } from '@tidu/kernel';
import { type JobContext, type JobHandler, throwIfStopped, type Transaction } from '@tidu/platform';
import { type FactCatalogue, ReferenceService } from '@tidu/reference';
import { adviceCosts, type FactSheet, newestSheets, type PublishedStandard, StandardsService } from '@tidu/scoring';
import { nearOf, standardOf } from './near';
import { type PoolRule, poolRules } from './pool-rules';
import { bannedSql } from '../titles/bans';

export const poolRunTask = 'recognition.poolRun';

/** What a run found. */
export interface PoolRunResult {
  /** Enterprises in business that have facts. */
  looked: number;
  /** Pairs of enterprise and title: by outcome, and those near enough to be proposed. */
  met: number;
  unmet: number;
  unknown: number;
  manual: number;
  proposed: number;
}

interface Found {
  enterpriseId: string;
  track: string;
  title: string;
  releaseId: string;
  year: number;
  outcome: string;
  steps: number;
  says: string;
}

interface Way {
  rule: PoolRule;
  standard: PublishedStandard;
}

const chunk = 100;
const firstId = '00000000-0000-0000-0000-000000000000';

/** The pre-run of all sheets (预演): who is near a title, by the rules of the pool. Begun again it finds the same. */
@Injectable()
export class PoolRunJob implements JobHandler<object> {
  readonly task = poolRunTask;

  constructor(
    private readonly reference: ReferenceService,
    private readonly standards: StandardsService,
    private readonly trail: AuditTrail,
  ) {}

  async run(context: JobContext<object>): Promise<PoolRunResult> {
    const { database, person, signal, jobId } = context;
    const [catalogue, active, today] = [
      await this.reference.facts(),
      await this.standards.active(),
      shanghaiDay(Date.now()),
    ];
    const total = await database.read(person, (tx) =>
      tx.row<{ n: number }>(`select count(*)::int as n ${looked}`, [firstId]),
    );
    const result: PoolRunResult = { looked: 0, met: 0, unmet: 0, unknown: 0, manual: 0, proposed: 0 };
    context.progress({ stage: '逐家预演', done: 0, total: total?.n ?? null });
    for (let after: string | null = firstId; after !== null;) {
      throwIfStopped(signal);
      const from: string = after;
      after = await database.write(person, async (tx) => {
        const firms = await tx.rows<Firm>(
          `select e.id, e."regionCode" as region ${looked} order by e.id limit ${chunk}`,
          [from],
        );
        const part = await this.look(tx, firms, { catalogue, active, today });
        await keep(tx, jobId, part.found);
        for (const outcome of part.outcomes) result[outcome]++;
        result.looked += firms.length;
        result.proposed += part.found.length;
        return firms.length < chunk ? null : (firms.at(-1)?.id ?? null);
      });
      context.progress({ done: result.looked, counted: result.proposed });
    }
    return context.commit(async (tx) => {
      await tx.rows('delete from pool_proposal where "jobId" <> $1 and "dismissedAt" is null', [jobId]);
      const after = { ...result };
      await this.trail.record(tx, { action: 'recognition.findPool', objectType: 'job_run', objectId: jobId, after });
      return result;
    });
  }

  private async look(
    tx: Transaction,
    firms: readonly Firm[],
    { catalogue, active, today }: { catalogue: FactCatalogue; active: readonly PublishedStandard[]; today: Day },
  ) {
    const ids = firms.map(({ id }) => id);
    const [sheets, taken] = [await newestSheets(tx, catalogue, ids), await takenTitles(tx, ids, today)];
    const found: Found[] = [];
    const outcomes: ('met' | 'unmet' | 'unknown' | 'manual')[] = [];
    for (const { id, region } of firms) {
      const sheet = sheets.get(id);
      if (!sheet) continue;
      for (const { rule, standard } of waysFor(active, region, today)) {
        if (
          taken.has(`${id} ban`) ||
          taken.has(`${id} ${rule.title}`) ||
          taken.has(`${id} ${rule.track} ${rule.title}`)
        )
          continue;
        const near = nearOfSheet(standard, sheet, rule, today);
        if (!near) continue;
        outcomes.push(near.outcome as (typeof outcomes)[number]);
        if (near.steps === null || near.steps > rule.steps) continue;
        const { track, title } = rule;
        found.push({ enterpriseId: id, track, title, releaseId: standard.releaseId, year: near.year, ...stated(near) });
      }
    }
    return { found, outcomes };
  }
}

interface Firm {
  id: string;
  region: string;
}

const looked = `from enterprise e where e.id > $1 and e.status = 'active'
  and exists (select from fact_sheet s where s."enterpriseId" = e.id and s."supersededAt" is null)`;

const stated = ({ outcome, steps, says }: { outcome: string; steps: number | null; says: string }) => ({
  ...{ outcome, steps: steps ?? 0, says: says.slice(0, 1000) || '满足' },
});

function waysFor(active: readonly PublishedStandard[], region: string, today: Day): Way[] {
  return poolRules().proposals.flatMap((rule) => {
    const standard = standardOf(active, rule.title, region, today);
    return standard ? [{ rule, standard }] : [];
  });
}

function nearOfSheet(standard: PublishedStandard, sheet: FactSheet, rule: PoolRule, today: Day) {
  return nearOf(standard, sheet, rule, today, adviceCosts(standard.evaluator.dictionary));
}

/** Titles held today, under ban, and entries of the pool: nobody is proposed for these. */
async function takenTitles(tx: Transaction, ids: readonly string[], today: Day): Promise<Set<string>> {
  const rows = await tx.rows<{ key: string }>(
    `select coalesce(m."survivorId", t."enterpriseId") || ' ' || t.title as key from title_held t
       left join enterprise_member m on m."memberId" = t."enterpriseId"
     where coalesce(m."survivorId", t."enterpriseId") = any($1::uuid[]) and t."withdrawnAt" is null
       and t."validFrom" <= $2 and $2 < t."validUntil" and (t."cancelledOn" is null or $2 < t."cancelledOn")
     union
     select b.id || ' ban' from (${bannedSql('$2::date')}) b where b.id = any($1::uuid[])
     union
     select p."enterpriseId" || ' ' || p.track || ' ' || p.title from pool_entry p
     where p."enterpriseId" = any($1::uuid[]) and p."leftOn" is null`,
    [ids, today],
  );
  return new Set(rows.map(({ key }) => key));
}

async function keep(tx: Transaction, jobId: string, found: readonly Found[]): Promise<void> {
  await tx.rows(
    `insert into pool_proposal ("enterpriseId", track, title, "releaseId", year, outcome, steps, says, "jobId")
     select g."enterpriseId", g.track, g.title, g."releaseId", g.year, g.outcome, g.steps, g.says, $2
     from jsonb_to_recordset($1) g("enterpriseId" uuid, track text, title text, "releaseId" uuid, year int, outcome text, steps int, says text)
     on conflict ("enterpriseId", track, title) do update set "releaseId" = excluded."releaseId", year = excluded.year,
       outcome = excluded.outcome, steps = excluded.steps, says = excluded.says, "jobId" = excluded."jobId", "foundAt" = now()`,
    [JSON.stringify(found), jobId],
  );
}
