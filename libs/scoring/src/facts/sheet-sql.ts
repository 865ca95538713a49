import type { FactDefinition } from '@tidu/criteria';
import type { FactCatalogue } from '@tidu/reference';
import type { EvidenceFact } from './evidence-facts';
import { evidencePart, type EvidencePresent } from './evidence-sql';
import { factColumn, type FactPlace, factPlace, sqlType } from './fact-place';
import { beforeEvidence, computed, evidence, missingLetter, register, sourcesByPrecedence } from './sources';

/** Figures that exist: one source, so many years (0, −1, −2) from the sheet's year. */
export interface StatedYear {
  source: string;
  offset: number;
}

/** Which enterprises one statement works on: those in a range of ids (from excluded, to included), or those named. */
export type SheetTarget = 'range' | 'named';

/** What there is to make sheets of: figures by source and year, and what follows from which kinds of evidence. */
export interface SheetSources {
  stated: readonly StatedYear[];
  rules: readonly EvidenceFact[];
  present: EvidencePresent;
}

interface Value {
  fact: FactDefinition;
  district: boolean;
  sql: string;
  origin: string;
  /** Ids of the records it follows from; null for a fact that follows from none. */
  records: string | null;
}

interface Option {
  letter: string;
  sql: string;
}

/** PostgreSQL takes at most 100 arguments a call. */
const argumentLimit = 80;

/** How many years back any fact of the dictionary looks: 0, −1, … */
export function yearOffsets(catalogue: FactCatalogue): number[] {
  const offsets = catalogue.dictionary.facts.map((fact) => factPlace(fact, catalogue));
  return [...new Set(offsets.map((place) => (place.kind === 'stated' ? place.offset : 0)))].sort((a, b) => b - a);
}

const alias = ({ source, offset }: StatedYear) => `${source}_${-offset}`;

/** A fact's value over all that gives it, and the letter of what was believed. */
function valueOf(
  fact: FactDefinition,
  catalogue: FactCatalogue,
  stated: readonly StatedYear[],
  byEvidence: ReadonlyMap<string, string>,
): Value {
  const place: FactPlace = factPlace(fact, catalogue);
  const district = catalogue.district.has(fact.code);
  const single = (sql: string, letter: string): Value => ({
    ...{ fact, district, sql, records: null },
    origin: `case when ${sql} is null then '${missingLetter}' else '${letter}' end`,
  });
  if (place.kind === 'register') return single(`t."${place.column}"`, register.letter);
  if (place.kind === 'computed') return single(`k."${fact.code}"`, computed.letter);
  const type = sqlType(fact);
  const optionsOf = (isFirst: boolean): Option[] =>
    sourcesByPrecedence
      .filter(({ code }) => beforeEvidence.has(code) === isFirst)
      .filter(({ code }) => stated.some(({ source, offset }) => source === code && offset === place.offset))
      .map(({ code, letter }) => ({
        letter,
        sql: factColumn(alias({ source: code, offset: place.offset }), place, place.district, type),
      }));
  const recorded = byEvidence.has(fact.code) ? `w."${fact.code}"` : null;
  const before = optionsOf(true);
  const options = [...before, ...(recorded ? [{ letter: evidence.letter, sql: recorded }] : []), ...optionsOf(false)];
  if (options.length === 0)
    return { fact, district, sql: `null::${type}`, origin: `'${missingLetter}'`, records: null };
  const letters = options.map(({ sql, letter }) => `when ${sql} is not null then '${letter}'`).join(' ');
  const sql = options.length === 1 ? (options[0]?.sql ?? '') : `coalesce(${options.map((one) => one.sql).join(', ')})`;
  const overruled = before.map((one) => `${one.sql} is null and `).join('');
  const records =
    recorded && `case when ${overruled}${recorded} is not null then to_jsonb(w."${fact.code} records") end`;
  return { fact, district, sql, origin: `case ${letters} else '${missingLetter}' end`, records };
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
 * a record a fact rests on, differs from the newest sheet up to that day. Enterprises without any figures in the year get no sheet.
 *
 * Parameters: $1 year, $2 day of assessment, $3 job, then $4 and $5 the range, or $4 the ids.
 * Answers one row: `sheets` (enterprises with figures in the year) and `written` (new sheets).
 */
export function sheetStatement(catalogue: FactCatalogue, sources: SheetSources, target: SheetTarget): string {
  const { stated } = sources;
  const within = (column: string) =>
    target === 'range' ? `${column} > $4::uuid and ${column} <= $5::uuid` : `${column} = any($4::uuid[])`;
  const recorded = evidencePart(sources.rules, sources.present, catalogue, within);
  const values = catalogue.dictionary.facts.map((fact) => valueOf(fact, catalogue, stated, recorded.codes));
  const joins = stated.map((one) => {
    const name = alias(one);
    return `left join figures ${name} on ${name}."enterpriseId" = t.id and ${name}.year = $1::int + (${one.offset})
      and ${name}.source = '${one.source}' and ${name}."supersededAt" is null and ${within(`${name}."enterpriseId"`)}`;
  });
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
  return `
with target as (
  select e.id, e."industryCode", e."regionCode", e.ownership, e."registeredOn" from enterprise e
  where ${within('e.id')} and exists (
    select from figures f where f."enterpriseId" = e.id and f.year = $1::int and f."supersededAt" is null)
), valued as materialized (
  select t.id, ${values.map(({ origin }) => origin).join(' || ')} as origins,
    ${knownObject(values.filter(({ district }) => district))} as extra,
    ${recordsObject(values, recorded.codes)} as evidence,
    ${national.map(({ fact, sql }) => `${sql} as "${fact.code}"`).join(',\n    ')}
  from target t cross join lateral (select ${computedColumns} offset 0) k
  ${[...joins, recorded.joins].join('\n  ')}
), changed as materialized (
  select v.*, sha256(convert_to(${inParts('concat', lines, ' || ')}, 'UTF8')) as hash,
    case when prior."asOf" = $2::date then prior.version + 1 else 1 end as version,
    -- not \`exists\`: that the planner answers for the whole year at once, chunk after chunk
    (select s."asOf" from fact_sheet s where s."enterpriseId" = v.id and s.year = $1::int
     order by s."asOf" desc limit 1) > $2::date is true as past
  from valued v left join lateral (
    select s.* from fact_sheet s
    where s."enterpriseId" = v.id and s.year = $1::int and s."asOf" <= $2::date
    order by s."asOf" desc, s.version desc limit 1) prior on true
  -- facts and records are compared, not hashes: equal facts have equal hashes, and most are equal
  where prior."enterpriseId" is null or (v.extra, v.evidence, ${listed('v')}) is distinct from (prior.extra, prior.evidence, ${listed('prior')})
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
