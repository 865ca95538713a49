import type { Transaction } from '@tidu/platform';
import { consultationRules } from '../rules/consultation-rules';

/** A case that may stand on a list. */
export interface CaseToAsk {
  applicationId: string;
  enterpriseId: string;
  enterpriseName: string;
  creditCode: string;
}

/** SQL: whether a department ($2) was asked about an application `a` before. */
const wasAsked = (more: string) => `exists (select from recognition_consultation_item i
  join recognition_consultation c on c.id = i."consultationId"
  where i."applicationId" = a.id and c.department = $2 ${more})`;
const stillWaiting = `and i.conclusion is null and i."lapsedOn" is null and c."dueOn" >= (now() at time zone 'Asia/Shanghai')::date`;

/**
 * Cases of a batch that a department may be asked about, of those the person sees: of all, who were never asked about
 * there; of those named, also anew, unless its answer is still awaited.
 */
export function casesToAsk(
  tx: Transaction,
  batchId: string,
  department: string,
  applications: readonly string[] | null,
): Promise<CaseToAsk[]> {
  return tx.rows<CaseToAsk>(
    `select a.id as "applicationId", e.id as "enterpriseId", e.name as "enterpriseName", e."creditCode"
     from application a join enterprise e on e.id = a."enterpriseId"
     where a."batchId" = $1 and a.state = any($3) and case when $4::uuid[] is null then not ${wasAsked('')}
       else a.id = any($4) and not ${wasAsked(stillWaiting)} end
     order by e."creditCode" limit 2000`,
    [batchId, department, consultationRules().states, applications],
  );
}

/** How many cases of a batch each of these departments was never asked about, of those the person sees. */
export async function casesUnasked(
  tx: Transaction,
  batchId: string,
  departments: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.rows<{ department: string; n: number }>(
    `with mine as materialized (select a.id from application a join enterprise e on e.id = a."enterpriseId"
       where a."batchId" = $1 and a.state = any($3)),
     asked as (select distinct c.department, i."applicationId" from recognition_consultation_item i
       join recognition_consultation c on c.id = i."consultationId" where i."applicationId" in (select id from mine))
     select d.department, (select count(*)::int from mine) - count(a."applicationId")::int as n
     from unnest($2::text[]) d (department) left join asked a on a.department = d.department group by 1`,
    [batchId, departments, consultationRules().states],
  );
  return new Map(rows.map(({ department, n }) => [department, n]));
}
