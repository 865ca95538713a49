import type { EnterprisesService } from '@tidu/enterprises';
import type { Transaction } from '@tidu/platform';
import type { FigureSource } from '../sources';
import type { StagedSet } from './staged-set';

/** What changed in the register and the figures. */
export interface TakenIn {
  createdEnterprises: number;
  updatedEnterprises: number;
  newRevisions: number;
  years: number[];
}

/** Takes all staged rows of a run in, set by set. `figureColumns`: every column of a fact in `figures`. */
export async function takeIn(
  tx: Transaction,
  set: StagedSet,
  enterprises: EnterprisesService,
  source: FigureSource,
  figureColumns: string[],
): Promise<TakenIn> {
  const says = set.fields.some((field) => field !== 'name');
  const updatedEnterprises = says
    ? await enterprises.takeOver(tx, set.enterprises, set.isFigures, { jobId: set.key.jobId })
    : 0;
  const createdEnterprises = await enterprises.createMissing(tx, set.missingEnterprises);
  const revised = set.isFigures ? await addRevisions(tx, set, source, figureColumns) : [];
  return {
    createdEnterprises,
    updatedEnterprises,
    newRevisions: revised.reduce((sum, { n }) => sum + n, 0),
    years: revised.map(({ year }) => year),
  };
}

/**
 * Adds a revision for each staged row that says something new: a value that differs from the current revision of the
 * same source. What the row doesn't say is carried over from it, so a missing cell never erases.
 *
 * The filter of the insert makes it wait for two things. The old revision must be marked before the new one is written,
 * because only one of them may be current. And every look-up must be done before the first row is written: where the
 * planner has seen an empty table it scans it, and would scan for each row all those written so far (measured:
 * 100 000 rows, nine minutes and not done).
 */
async function addRevisions(tx: Transaction, set: StagedSet, source: FigureSource, figureColumns: string[]) {
  const said = new Set(set.facts);
  const differs = set.facts.map((fact) => `s."${fact}" is distinct from c."${fact}" and s."${fact}" is not null`);
  if (set.hasExtra) differs.push(`not coalesce(c.extra, '{}') @> s.extra`);
  const value = (fact: string) => (said.has(fact) ? `coalesce(s."${fact}", c."${fact}") as "${fact}"` : `c."${fact}"`);
  const columns = figureColumns.map((fact) => `"${fact}"`).join(', ');
  return tx.rows<{ year: number; n: number }>(
    `with changed as materialized (
       select s."figuresId" as id, e.id as "enterpriseId", s.year, c.id as old, coalesce(c.revision, 0) + 1 as revision,
              coalesce(c.extra, '{}')${set.hasExtra ? ` || s.extra` : ''} as extra,
              ${figureColumns.map(value).join(', ')}
       from figures_staging s
         join enterprise e on e."creditCode" = s."creditCode"
         -- one look-up a row by index, whatever the planner believes about the size of the table
         left join lateral (
           select * from figures f where f."enterpriseId" = e.id and f.year = s.year and f.source = $2
             and f."supersededAt" is null limit 1) c on true
       where s.attempt = $1 and (${differs.map((one) => `(${one})`).join(' or ')})),
     superseded as (
       update figures f set "supersededAt" = now() from changed where f.id = changed.old returning f.id),
     inserted as (
       insert into figures (id, "enterpriseId", year, source, revision, "submittedBy", "jobId", extra, ${columns})
       select id, "enterpriseId", year, $2, revision, $3, $4, extra, ${columns}
       from changed where (select count(*) from superseded) >= 0 and (select count(*) from changed) >= 0
       returning year)
     select year, count(*)::int as n from inserted group by year order by year`,
    [set.key.attempt, source, tx.person.id, set.key.jobId],
  );
}
