import type { FactDefinition } from '@tidu/criteria';
import type { FigureSource } from '@tidu/figures';
import type { FactCatalogue } from '@tidu/reference';
import { evidencePart } from './evidence-sql';
import { factColumn, type FactPlace, factPlace, sqlType } from './fact-place';
import { isMember, mergedAlias, mergedJoin, mergedTables, recordValue, type RowsOf, rowsOf } from './merged-sql';
import type { SheetInputs, StatedYear } from './sheet-inputs';
import {
  beforeEvidence,
  computed,
  evidence,
  judgement,
  letterOf,
  missingLetter,
  register,
  resolvedLetter,
} from './sources';

/**
 * Which enterprises one statement works on: those in a range of ids (from excluded, to included), those named, or those
 * named even where no figures of the year are known (`sought`): of these the statement answers what a sheet would say,
 * and writes nothing.
 */
export type SheetTarget = 'range' | 'named' | 'sought';

interface Value {
  fact: FactDefinition;
  district: boolean;
  sql: string;
  origin: string;
  /** Ids of the records it follows from; null for a fact that follows from none. */
  records: string | null;
}

/** One that may give a fact its value. */
interface Option {
  when: string;
  letter: string;
  sql: string;
}

/** PostgreSQL takes at most 100 arguments a call. */
const argumentLimit = 80;

const alias = ({ source, offset }: StatedYear) => `${source}_${-offset}`;

/** Name of the join that brings the decisions on a year's figures. */
const decisions = (offset: number) => `decided_${-offset}`;

const optionOf = (letter: string, sql: string): Option => ({ when: `${sql} is not null`, letter, sql });

/** What sources state of a fact: in the order in which they are believed, and what was decided about them. */
function statedOptions(
  { code, offset, district }: Extract<FactPlace, { kind: 'stated' }>,
  type: string,
  { stated, merged, hasMerged, precedence, decided }: SheetInputs,
  hasEvidence: boolean,
): { before: Option[]; after: Option[]; decided: Option[] } {
  const value = (source: FigureSource) => {
    const own = factColumn(alias({ source, offset }), { code }, district, type);
    const more = merged.find((one) => one.source === source && one.offset === offset);
    return more ? `coalesce(${own}, ${factColumn(mergedAlias(more), { code }, district, type)})` : own;
  };
  const there = precedence
    .sourcesOf(code)
    .filter((source) => stated.some((one) => one.source === source && one.offset === offset));
  const options = (sources: readonly FigureSource[]) => sources.map((one) => optionOf(letterOf(one), value(one)));
  return {
    // where no evidence stands between them, the sources are in their own order
    before: options(there.filter((source) => hasEvidence && beforeEvidence.has(source))),
    after: options(there.filter((source) => !hasEvidence || !beforeEvidence.has(source))),
    // a decision holds as long as the source it chose says anything
    decided: decided
      .filter((one) => one.code === code && one.offset === offset && there.includes(one.source))
      // one for a record that is no longer merged holds for nobody
      .filter(({ byRecord }) => hasMerged || !byRecord)
      .map(({ source, byRecord }) => {
        const record = `${decisions(offset)}.records->>'${code}'`;
        const column = factColumn('x', { code }, district, type);
        const sql = byRecord ? recordValue(column, record, { source, offset }) : value(source);
        const chosen = `${decisions(offset)}.chosen->>'${code}' = '${source}'`;
        const when = `${chosen} and ${record} is ${byRecord ? 'not ' : ''}null and ${sql} is not null`;
        return { when, letter: resolvedLetter(source), sql };
      }),
  };
}

/** A fact's value over all that gives it, and the letter of what was believed. */
function valueOf(
  fact: FactDefinition,
  catalogue: FactCatalogue,
  inputs: SheetInputs,
  byEvidence: ReadonlyMap<string, string>,
): Value {
  const place: FactPlace = factPlace(fact, catalogue);
  const district = catalogue.district.has(fact.code);
  const single = (sql: string, letter: string): Value => ({
    ...{ fact, district, sql, records: null },
    origin: `case when ${sql} is null then '${missingLetter}' else '${letter}' end`,
  });
  const type = sqlType(fact);
  const absent: Value = { fact, district, sql: `null::${type}`, origin: `'${missingLetter}'`, records: null };
  if (place.kind === 'register') return single(`t."${place.column}"`, register.letter);
  if (place.kind === 'computed') return single(`k."${fact.code}"`, computed.letter);
  if (place.kind === 'judged')
    return inputs.judged.includes(fact.code) ? single(`judged."${fact.code}"`, judgement.letter) : absent;
  const recorded = byEvidence.has(fact.code) ? `w."${fact.code}"` : null;
  const { before, after, decided } = statedOptions(place, type, inputs, recorded !== null);
  const options = [...before, ...(recorded ? [optionOf(evidence.letter, recorded)] : []), ...after];
  if (options.length === 0) return absent;
  const letters = [...decided, ...options].map(({ when, letter }) => `when ${when} then '${letter}'`).join(' ');
  const usual =
    options.length === 1 ? (options[0]?.sql ?? '') : `coalesce(${options.map((one) => one.sql).join(', ')})`;
  const cases = decided.map((one) => `when ${one.when} then ${one.sql}`).join(' ');
  const sql = decided.length === 0 ? usual : `case ${cases} else ${usual} end`;
  const overruled = [...decided, ...before].map(({ when }) => `(${when}) is not true and `).join('');
  const records =
    recorded && `case when ${overruled}${recorded} is not null then to_jsonb(w."${fact.code} records") end`;
  return { fact, district, sql, origin: `case ${letters} else '${missingLetter}' end`, records };
}

/** What officers decided and judged, one row an enterprise; joined only where there is anything. */
function decisionJoins(inputs: SheetInputs, catalogue: FactCatalogue, rows: RowsOf): string[] {
  const offsets = [...new Set(inputs.decided.map(({ offset }) => offset))];
  const joins = offsets.map((offset) => {
    const name = decisions(offset);
    // the last one of a fact stays: its own decision after those on merged records
    return `left join (select r."of", jsonb_object_agg(r.fact, r.source order by r.own, r."resolvedAt") as chosen,
        jsonb_object_agg(r.fact, r."recordId" order by r.own, r."resolvedAt") as records
      from ${rows('figure_resolution', `r.year = $1::int + (${offset}) and r."endedAt" is null`)} r
      group by r."of") ${name} on ${name}."of" = t.id`;
  });
  if (inputs.judged.length === 0) return joins;
  const columns = inputs.judged.map(
    (code) =>
      `(array_agg(j.value order by j.own desc, j."judgedAt" desc) filter (where j.fact = '${code}'))[1]::${sqlType(catalogue.dictionary.get(code))} as "${code}"`,
  );
  return [
    ...joins,
    `left join (select j."of", ${columns.join(', ')}
      from ${rows('judgement', 'r.year = $1::int and r."revokedAt" is null')} j
      group by j."of") judged on judged."of" = t.id`,
  ];
}

/** A call of a function that takes any number of arguments, in as many parts as PostgreSQL wants. */
function inParts(name: string, list: readonly string[], separator: string): string {
  const parts: string[] = [];
  for (let at = 0; at < list.length; at += argumentLimit)
    parts.push(`${name}(${list.slice(at, at + argumentLimit).join(', ')})`);
  return parts.join(separator);
}

/** An object of what is known, by fact. */
function knownObject(entries: readonly { fact: FactDefinition; sql: string }[]): string {
  if (entries.length === 0) return `'{}'::jsonb`;
  const pairs = entries.flatMap(({ fact, sql }) => [`'${fact.code}'`, sql]);
  return `jsonb_strip_nulls(${inParts('jsonb_build_object', pairs, ' || ')})`;
}

/**
 * The records behind the facts that follow from evidence. Most enterprises have none of most kinds: an object is made
 * only of the kinds they have (an object of fifty nulls for every enterprise took as long as all the joins).
 */
function recordsObject(values: readonly Value[], byEvidence: ReadonlyMap<string, string>): string {
  const groups = new Map<string, { fact: FactDefinition; sql: string }[]>();
  for (const { fact, records } of values) {
    const touched = byEvidence.get(fact.code);
    if (records === null || touched === undefined) continue;
    groups.set(touched, [...(groups.get(touched) ?? []), { fact, sql: records }]);
  }
  if (groups.size === 0) return `'{}'::jsonb`;
  const parts = [...groups].map(
    ([touched, entries]) => `case when ${touched} then ${knownObject(entries)} else '{}'::jsonb end`,
  );
  return `case when ${[...groups.keys()].join(' or ')} then ${parts.join(' || ')} else '{}'::jsonb end`;
}

/**
 * The statement that brings the fact sheets of a range of enterprises (or of those named) up to date, made from the
 * dictionary: a value per fact by precedence, where it came from, the hash over all; a new sheet only where a fact, or
 * a record a fact rests on, differs from the newest sheet up to that day. Enterprises without any figures in the year
 * get no sheet, nor do second records of an enterprise: what stands in them counts for the one that stands for it.
 *
 * Parameters: $1 year, $2 day of assessment, $3 job, then $4 and $5 the range, or $4 the ids.
 * Answers one row: `sheets` (enterprises with figures in the year) and `written` (new sheets).
 */
export function sheetStatement(catalogue: FactCatalogue, inputs: SheetInputs, target: SheetTarget): string {
  const within = (column: string) =>
    target === 'range' ? `${column} > $4::uuid and ${column} <= $5::uuid` : `${column} = any($4::uuid[])`;
  const rows = rowsOf(inputs.hasMerged, within);
  const recorded = evidencePart(inputs.rules, inputs.present, catalogue, rows);
  const values = catalogue.dictionary.facts.map((fact) => valueOf(fact, catalogue, inputs, recorded.codes));
  const figures = inputs.stated.map((one) => {
    const name = alias(one);
    return `left join figures ${name} on ${name}."enterpriseId" = t.id and ${name}.year = $1::int + (${one.offset})
      and ${name}.source = '${one.source}' and ${name}."supersededAt" is null and ${within(`${name}."enterpriseId"`)}`;
  });
  const joins = [...figures, ...inputs.merged.map(mergedJoin), ...decisionJoins(inputs, catalogue, rows)];
  const lines = values.map(({ fact, district }) => {
    const value = district ? `(v.extra->>'${fact.code}')` : `v."${fact.code}"`;
    return `'${fact.code}=' || ${value} || chr(10)`;
  });
  // computed once a row and not once a mention: `offset 0` keeps the planner from copying it
  const computedColumns = catalogue.dictionary.facts
    .flatMap((fact) => {
      const place = factPlace(fact, catalogue);
      return place.kind === 'computed' ? [`${place.sql} as "${fact.code}"`] : [];
    })
    .join(', ');
  const national = values.filter(({ district }) => !district);
  const columns = national.map(({ fact }) => `"${fact.code}"`).join(', ');
  const listed = (row: string) => national.map(({ fact }) => `${row}."${fact.code}"`).join(', ');
  const register = 'e.id, e."industryCode", e."regionCode", e.ownership, e."registeredOn"';
  const stated = `exists (
    select from figures f where f."enterpriseId" = e.id and f.year = $1::int and f."supersededAt" is null)`;
  const sought = `select ${register} from enterprise e where ${within('e.id')}${inputs.hasMerged ? ` and not ${isMember}` : ''}`;
  const found = inputs.hasMerged
    ? `select ${register} from enterprise e where ${within('e.id')} and ${stated} and not ${isMember}
  union all
  select ${register} from enterprise e
  where e.id = any(array(select id from merged_figures where year = $1::int)) and not ${stated}`
    : `select ${register} from enterprise e where ${within('e.id')} and ${stated}`;
  const targets = target === 'sought' ? sought : found;
  // not \`exists\`: that the planner answers for the whole year at once, chunk after chunk
  const past = `(select s."asOf" from fact_sheet s where s."enterpriseId" = v.id and s.year = $1::int
     order by s."asOf" desc limit 1) > $2::date`;
  const merged = inputs.hasMerged ? mergedTables(catalogue, inputs, within) : '';
  const hash = `sha256(convert_to(${inParts('concat', lines, ' || ')}, 'UTF8'))`;
  const valued = `valued as materialized (
  select t.id, ${values.map(({ origin }) => origin).join(' || ')} as origins,
    ${knownObject(values.filter(({ district }) => district))} as extra,
    ${recordsObject(values, recorded.codes)} as evidence,
    ${national.map(({ fact, sql }) => `${sql} as "${fact.code}"`).join(',\n    ')}
  from target t cross join lateral (select ${computedColumns} offset 0) k
  ${[...joins, recorded.joins].join('\n  ')}
)`;
  if (target === 'sought')
    return `with ${merged}target as (${targets}), ${valued}
select v.*, v.id as "enterpriseId", $1::int as year, $2::date::text as "asOf", 0 as version, encode(${hash}, 'hex') as hash
from valued v where $3::uuid is null`;
  return `
with ${merged}target as (
  ${targets}
), ended as (
  -- of whom nothing is stated any more, or who was merged: no sheet holds
  update fact_sheet s set "supersededAt" = now()
  where s.year = $1::int and s."supersededAt" is null and ${within('s."enterpriseId"')}
    and not exists (select from target t where t.id = s."enterpriseId")
), ${valued}, changed as materialized (
  select v.*, ${hash} as hash,
    case when prior."asOf" = $2::date then prior.version + 1 else 1 end as version,
    ${past} is true as past
  from valued v left join lateral (
    select s.* from fact_sheet s
    where s."enterpriseId" = v.id and s.year = $1::int and s."asOf" <= $2::date
    order by s."asOf" desc, s.version desc limit 1) prior on true
  -- facts and records are compared, not hashes: equal facts have equal hashes, and most are equal
  -- a sheet that was superseded without a later one is that of a record merged for a while
  where prior."enterpriseId" is null or (prior."supersededAt" is not null and ${past} is not true) or (v.extra, v.evidence, ${listed('v')}) is distinct from (prior.extra, prior.evidence, ${listed('prior')})
), superseded as (
  update fact_sheet s set "supersededAt" = now() from changed c
  where s."enterpriseId" = c.id and s.year = $1::int and s."supersededAt" is null
    and ${within('s."enterpriseId"')} and not c.past returning 1
), written as (
  insert into fact_sheet ("enterpriseId", year, "asOf", version, "supersededAt", "jobId", hash, origins, extra, evidence, ${columns})
  select id, $1::int, $2::date, version, case when past then now() end, $3::uuid, hash, origins, extra, evidence, ${columns}
  from changed
  where (select count(*) from superseded) >= 0 -- the old sheets must be marked before the new ones come
  returning 1
)
select (select count(*)::int from valued) as sheets, (select count(*)::int from written) as written`;
}
