import { Injectable } from '@nestjs/common';
import { outcomeCode, outcomeName } from '@tidu/criteria';
import { type Day, isUuid } from '@tidu/kernel';
import {
  type ActingPerson,
  badCursor,
  countLimit,
  Database,
  decodeCursor,
  type Page,
  type PageQuery,
  pageOf,
  type Transaction,
} from '@tidu/platform';
import type { OutcomeText } from '@tidu/scoring';
import { findBatch } from '../batches/batch';

/** The evaluation of the whole register by which a batch is looked at before it opens (预演). */
export interface PreRun {
  id: string;
  asOf: Day;
  publishedAt: Date;
  personName: string;
}

/** An enterprise in business as the pre-run found it. */
export interface PreRunRow {
  enterpriseId: string;
  name: string;
  creditCode: string;
  regionName: string;
  outcome: OutcomeText;
  minPoints: number | null;
  maxPoints: number | null;
  /** Clauses that lack facts. */
  unknown: number;
  /** Steps to the title by the last near-miss run; null: it proposed nothing. */
  steps: number | null;
  applied: boolean;
  /** Whether the register knows anybody to write or call. */
  phone: boolean;
  mail: boolean;
  /** Open task of the town to find out how it is reached. */
  contactTask: { id: string; ownerName: string; dueOn: Day } | null;
  invitedAt: Date | null;
  invitedByName: string | null;
  /** How the invitation went out, by channel. */
  deliveries: { channel: string; state: string; problem: string | null }[];
}

export interface PreRunFilter extends PageQuery {
  outcome?: OutcomeText;
  invited?: boolean;
  /** Near by the last near-miss run. */
  near?: boolean;
}

export interface PreRunView {
  standardName: string | null;
  year: number;
  run: PreRun | null;
  counts: { outcome: OutcomeText; count: number }[];
  /** In business, without a fact sheet when the run was made. */
  withoutFacts: number;
  invited: number;
  /** Enterprises in business that the town has been asked about, because nobody answers. */
  unreachable: number;
}

/** The newest run of the batch's standard for its year; null: none was made. */
export async function preRunOf(
  tx: Transaction,
  { id, year }: { id: string; year: number },
): Promise<{ run: PreRun | null; standardName: string | null }> {
  const standard = await tx.row<{ releaseId: string; name: string }>(
    `select p."releaseId", r.name from recognition_batch_purpose p join standard_release r on r.id = p."releaseId"
     where p."batchId" = $1 order by p.purpose limit 1`,
    [id],
  );
  const run = await tx.row<PreRun>(
    `select id, "asOf"::text as "asOf", "publishedAt", "personName" from scoring_run
     where state = 'published' and "releaseId" = $1 and year = $2 and purpose = 'application'
     order by "publishedAt" desc limit 1`,
    [standard?.releaseId ?? null, year],
  );
  return { run, standardName: standard?.name ?? null };
}

const from = `score_card c join enterprise e on e.id = c."enterpriseId" and e.status = 'active'
  left join region g on g.code = e."regionCode"
  left join recognition_invitation i on i."enterpriseId" = e.id and i."batchId" = $2
  left join lateral (select min(p.steps)::int as steps from pool_proposal p
    where p."enterpriseId" = e.id and p.title = $3 and p."dismissedAt" is null) n on true`;

/** Those who meet it first, then what a person must judge, what lacks facts; the most points first. */
const order = `c.outcome || '.' || to_char(9999999999 - coalesce(c."pointsMin", 0), 'FM0000000000')`;

const columns = `e.id as "enterpriseId", e.name, e."creditCode", coalesce(g.name, e."regionCode") as "regionName",
  c.outcome::int as code, c."pointsMin"::float8 as "minPoints", c."pointsMax"::float8 as "maxPoints",
  c.unknown::int as unknown, n.steps, i."invitedAt", i."invitedByName", ${order} as at,
  exists (select from application a where a."batchId" = $2 and a."enterpriseId" = e.id) as applied,
  ${contact('phone')} as phone, ${contact('mail')} as mail,
  (select jsonb_build_object('id', t.id, 'ownerName', coalesce(p."displayName", '企业'), 'dueOn', t."dueOn"::text)
   from desk_task t left join person p on p.id = t."ownerId" where t.kind = 'desk.contact' and t.state = 'open'
     and t."objectType" = 'enterprise' and t."objectId" = e.id::text) as "contactTask",
  (select coalesce(jsonb_agg(jsonb_build_object('channel', d.channel, 'state', d.state, 'problem', d.problem) order by d.channel), '[]')
   from desk_delivery d where d."messageId" = i."messageId") as deliveries`;

function contact(by: 'phone' | 'mail'): string {
  return `exists (select from enterprise_contact k where k."enterpriseId" = e.id and k."validUntil" is null
    and k."withdrawnAt" is null and k.${by} is not null and k."${by}FailedOn" is null)`;
}

/** What narrows the list, besides the run. */
function conditionOf({ outcome, invited, near }: PreRunFilter): string {
  return [
    'c."runId" = $1',
    ...(outcome === undefined ? [] : [`c.outcome = ${outcomeCode(outcome)}`]),
    ...(invited === undefined ? [] : [`i."invitedAt" is ${invited ? 'not ' : ''}null`]),
    ...(near === undefined ? [] : [`n.steps is ${near ? 'not ' : ''}null`]),
  ].join(' and ');
}

function placeOf(after: string): [string, string] {
  const [at = '', id = ''] = decodeCursor(after, 2).map(String);
  if (!/^\d\.\d{10}$/.test(at) || !isUuid(id)) throw badCursor();
  return [at, id];
}

/** Every enterprise by the standard of a batch before it opens: five-valued, with who was invited and how that went. */
@Injectable()
export class PreRunQueries {
  constructor(private readonly database: Database) {}

  /** @throws DomainError `RECOGNITION.BATCH_NOT_FOUND`. */
  view(person: ActingPerson, batchId: string): Promise<PreRunView> {
    return this.database.read(person, async (tx) => {
      const batch = await findBatch(tx, batchId);
      const { run, standardName } = await preRunOf(tx, batch);
      const counted = await tx.rows<{ outcome: number; count: number }>(
        `select c.outcome::int as outcome, count(*)::int as count from score_card c
           join enterprise e on e.id = c."enterpriseId" and e.status = 'active' where c."runId" = $1 group by 1 order by 1`,
        [run?.id ?? null],
      );
      const all = await tx.row<{ active: number; invited: number; unreachable: number }>(
        `select (select count(*)::int from enterprise where status = 'active') as active,
           (select count(*)::int from recognition_invitation where "batchId" = $1) as invited,
           (select count(*)::int from desk_task where kind = 'desk.contact' and state = 'open'
              and "objectType" = 'enterprise') as unreachable`,
        [batchId],
      );
      const cards = counted.reduce((sum, { count }) => sum + count, 0);
      return {
        ...{ standardName, year: batch.year, run, invited: all?.invited ?? 0, unreachable: all?.unreachable ?? 0 },
        counts: counted.map(({ outcome, count }) => ({ outcome: outcomeName(outcome), count })),
        withoutFacts: Math.max(0, (all?.active ?? 0) - cards),
      };
    });
  }

  /** Those whom an invitation would serve first: met, then by points, then by what is lacking. */
  list(person: ActingPerson, batchId: string, filter: PreRunFilter): Promise<Page<PreRunRow>> {
    const { limit = 20, after } = filter;
    const place = after === undefined ? null : placeOf(after);
    return this.database.read(person, async (tx) => {
      const batch = await findBatch(tx, batchId);
      const { run } = await preRunOf(tx, batch);
      const values = [run?.id ?? null, batchId, batch.title];
      const where = conditionOf(filter);
      const rows = await tx.rows<Omit<PreRunRow, 'outcome'> & { code: number; at: string }>(
        `select ${columns} from ${from} where ${where}
           and ($4::text is null or (${order}, e.id) > ($4, $5::uuid)) order by ${order}, e.id limit $6`,
        [...values, place?.[0] ?? null, place?.[1] ?? null, limit + 1],
      );
      const count = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select from ${from} where ${where} limit ${countLimit}) c`,
        values,
      );
      return pageOf(rows, {
        ...{ limit, counted: count?.n ?? 0, place: ({ at, enterpriseId }) => [at, enterpriseId] },
        view: ({ code, at: _at, ...row }) => ({ ...row, outcome: outcomeName(code) }),
      });
    });
  }
}
