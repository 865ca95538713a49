import type { FactDefinition } from '@tidu/criteria';
import { type EvidenceKind, evidenceKind } from '@tidu/enterprises';
import type { RowsOf } from './merged-sql';
import type { EvidencePresent } from './sheet-inputs';
import type { FactCatalogue } from '@tidu/reference';
import type { EvidenceConditions, EvidenceFact } from './evidence-facts';
import { sqlType } from './fact-place';

/** Ids of records kept per fact: who wants to see more of them opens the list. */
const keptIds = 100;

/** What the evidence of the enterprises in a statement adds to it; `$1` is the year, `$2` the day of assessment. */
export interface EvidencePart {
  /** Joins to `target t`, one a kind, and the lateral row `w` of all facts and their records. */
  joins: string;
  /** Facts that follow from what is recorded, with the condition that the enterprise has any record behind them. */
  codes: ReadonlyMap<string, string>;
}

/**
 * SQL of the facts that follow from evidence: per kind one pass over its records, where each says of each fact 1 (it
 * counts), 0 (it doesn't), 2 (it leaves that open) or null (it isn't about it); then one value per fact. `rows` reads
 * the rows of a table for the enterprises meant.
 */
export function evidencePart(
  rules: readonly EvidenceFact[],
  present: EvidencePresent,
  catalogue: FactCatalogue,
  rows: RowsOf,
): EvidencePart {
  const isChecked = present.has('checked');
  const usable = rules.filter(({ from, fact }) => (present.has(from) || isChecked) && definitionOf(catalogue, fact));
  if (usable.length === 0) return { joins: '', codes: new Map() };
  const kinds = [...new Set(usable.map(({ from }) => from))].filter((from) => present.has(from));
  const joins = kinds.map((from) =>
    recordsJoin(
      usable.filter((rule) => rule.from === from),
      catalogue,
      rows,
    ),
  );
  if (isChecked) joins.push(checksJoin([...new Set(usable.map(({ from }) => from))], rows));
  const columns = usable.flatMap((rule) => {
    const recorded = present.has(rule.from) ? rule.from : null;
    const definition = definitionOf(catalogue, rule.fact) as FactDefinition;
    return outcome(rule, definition, recorded, isChecked);
  });
  return {
    joins: `${joins.join('\n')}\n  cross join lateral (select ${columns.join(', ')} offset 0) w`,
    codes: new Map(usable.map(({ fact, from }) => [fact, touched(present.has(from) ? from : null, from, isChecked)])),
  };
}

/** Whether the enterprise has a record of the kind, or a check of it. */
function touched(recorded: string | null, from: string, isChecked: boolean): string {
  const conditions = recorded === null ? [] : [`"of ${recorded}"."of" is not null`];
  if (isChecked) conditions.push(`"of checked"."${from}" is not null`);
  return conditions.join(' or ');
}

const definitionOf = ({ dictionary }: FactCatalogue, code: string) =>
  dictionary.facts.find((fact) => fact.code === code);

/** One pass over the records of a kind. */
function recordsJoin(rules: EvidenceFact[], catalogue: FactCatalogue, rows: RowsOf): string {
  const kind = evidenceKind(rules[0]?.from ?? '') as EvidenceKind;
  const fields = [...new Set(rules.flatMap(({ field }) => (field === null ? [] : [field])))];
  const states = rules.map(({ fact, about, where }) => {
    const counts = `(${where.map((conditions) => allOf(conditions, kind)).join(' or ')})`;
    return `case when (${allOf(about, kind)}) is not true then null
        when ${counts} then 1 when ${counts} is null then 2 else 0 end as "${fact}"`;
  });
  const values = rules.flatMap((rule) => {
    const value = aggregate(rule, definitionOf(catalogue, rule.fact) as FactDefinition);
    const s = `s."${rule.fact}"`;
    return [
      `${value} as "${rule.fact}"`,
      `(coalesce(array_agg(s.id) filter (where ${s} = 1), array_agg(s.id) filter (where ${s} is not null)))[1:${keptIds}] as "${rule.fact} records"`,
    ];
  });
  const alias = `"of ${kind.kind}"`;
  return `left join (
    select s."of", ${values.join(',\n      ')}
    from (select r."of", r.id${fields.map((field) => `, r."${field}" as "field ${field}"`).join('')},
        ${states.join(',\n        ')}
      from ${rows(kind.table, 'r."withdrawnAt" is null', kind)} r
      order by r."of", r.id) s
    group by s."of") ${alias} on ${alias}."of" = t.id`;
}

/** The value over all records of an enterprise; null where one leaves it open, or none is about it. */
function aggregate({ fact, take, field, order, otherwise }: EvidenceFact, definition: FactDefinition): string {
  const s = `s."${fact}"`;
  const counted = `filter (where ${s} = 1)`;
  const value = `s."field ${field}"`;
  const open = `bool_or(${s} = 2)`;
  const within = (sql: string) => {
    const range = definition.min === null ? 'true' : `${sql} between ${definition.min} and ${definition.max ?? sql}`;
    return `case when ${open} then null when ${range} then ${sql} end`;
  };
  switch (take) {
    case 'any':
      return `case when bool_or(${s} = 1) then true when ${open} then null when count(${s}) > 0 then false end`;
    case 'count':
      return `case when count(${s}) > 0 then ${within(`count(*) ${counted}`)} end::int`;
    case 'best': {
      const list = `array[${order.map((one) => `'${one}'`).join(', ')}]`;
      const none = otherwise === null ? '' : ` when count(${s}) > 0 then '${otherwise}'`;
      const unclear = `${open} or bool_or(${s} = 1 and ${value} is null)`;
      return `case when ${unclear} then null when bool_or(${s} = 1) then (${list})[min(array_position(${list}, ${value})) ${counted}]${none} end`;
    }
    case 'largest':
      return within(`max(${value}) ${counted}`);
    case 'smallest':
      return within(`min(${value}) ${counted}`);
    case 'sum':
      return `case when bool_or(${s} = 1 and ${value} is null) then null else ${within(`sum(${value}) ${counted}`)} end`;
    case 'years':
      return within(`elapsed_years(min(${value}) ${counted}, make_date($1::int + 1, 1, 1))`);
  }
}

/** Which kinds were checked, by the newest check that holds on the day. */
function checksJoin(kinds: readonly string[], rows: RowsOf): string {
  const columns = kinds.map(
    (kind) => `(array_agg(r.id order by r."validFrom" desc, r.id) filter (where r.kind = '${kind}'))[1] as "${kind}"`,
  );
  return `left join (
    select r."of", ${columns.join(', ')}
    from ${rows('evidence_checked', `r."withdrawnAt" is null and r."validFrom" <= $2::date and coalesce(r."validUntil" > $2::date, true)`)} r
    group by r."of") "of checked" on "of checked"."of" = t.id`;
}

/** The fact's value and records: from its records; without any, from a check that there are none. */
function outcome(
  rule: EvidenceFact,
  definition: FactDefinition,
  recorded: string | null,
  isChecked: boolean,
): string[] {
  const type = sqlType(definition);
  const value = recorded && `"of ${recorded}"."${rule.fact}"::${type}`;
  const records = recorded && `"of ${recorded}"."${rule.fact} records"`;
  const check = `"of checked"."${rule.from}"`;
  const none = isChecked ? noneOf(rule, definition) : null;
  const when = (a: string, b: string) => `case ${a} when ${check} is not null then ${b} end`;
  const seen = records ? `when ${records} is not null then ` : '';
  if (none === null)
    return [`${value ?? `null::${type}`} as "${rule.fact}"`, `${records ?? 'null::uuid[]'} as "${rule.fact} records"`];
  return [
    `${when(seen && `${seen}${value}`, `${none}::${type}`)} as "${rule.fact}"`,
    `${when(seen && `${seen}${records}`, `array[${check}]`)} as "${rule.fact} records"`,
  ];
}

/** What a fact is when it's certain that there is nothing; null where that says nothing. */
function noneOf({ take, otherwise }: EvidenceFact, { min }: FactDefinition): string | null {
  if (take === 'any') return 'false';
  if (take === 'count') return min !== null && min > 0n ? null : '0';
  return otherwise === null ? null : `'${otherwise}'`;
}

function allOf(conditions: EvidenceConditions, kind: EvidenceKind): string {
  const parts = Object.entries(conditions).map(([name, value]) => condition(name, value, kind));
  return parts.length === 0 ? 'true' : `(${parts.join(' and ')})`;
}

function condition(name: string, value: unknown, kind: EvidenceKind): string {
  const day = '$2::date';
  switch (name) {
    case 'valid': {
      const ends = ['validUntil', ...kind.fields.map((field) => field.name).filter((one) => one === 'cancelledOn')];
      return [
        `coalesce(r."validFrom" <= ${day}, true)`,
        ...ends.map((end) => `coalesce(r."${end}" > ${day}, true)`),
      ].join(' and ');
    }
    case 'happened':
      return `r."validFrom" <= ${day}`;
    case 'happenedYears':
      return `r."validFrom" between make_date(extract(year from ${day})::int - ${Number(value)}, 1, 1) and ${day}`;
    case 'keptMoreThanYears':
      return `r."validFrom" + interval '${Number(value)} years' < ${day}`;
    case 'assessedFrom':
      return `${day} >= date '${String(value)}'`;
    case 'assessedBefore':
      return `${day} < date '${String(value)}'`;
  }
  const column = `r."${name}"`;
  if (Array.isArray(value)) return `${column} in (${value.map((code) => `'${String(code)}'`).join(', ')})`;
  if (typeof value === 'boolean') return value ? column : `not ${column}`;
  const { atMost, yearsPassed } = value as { atMost?: number; yearsPassed?: number };
  if (atMost !== undefined) return `${column} <= ${Number(atMost)}`;
  if (yearsPassed !== undefined) return `${column} + interval '${Number(yearsPassed)} years' <= ${day}`;
  return `cardinality(${column}) > 0`;
}
