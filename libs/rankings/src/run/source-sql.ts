import type { Transaction } from '@tidu/platform';
import type { FactCatalogue } from '@tidu/reference';
import { factColumn } from '@tidu/scoring';
import { type DefinitionBody, factsOf, looksAtIndustry, measuredFacts } from '../definitions/body';

/** The run whose scores an indicator takes. */
export interface RunUsed {
  indicator: string;
  runId: string;
  standardId: string;
  releaseHash: string;
}

/** A fact's place among the columns read. */
export interface SourceColumns {
  sql: string;
  /** Keys of the row's inputs, in the order of their columns; each is a value and, of facts, a letter of its source. */
  keys: string[];
}

const literal = (tx: Transaction, value: string) => tx.client.escapeLiteral(value);
const listOf = (tx: Transaction, values: readonly string[]) =>
  `array[${values.map((value) => literal(tx, value)).join(',')}]::text[]`;

/** The sheet of a year that held on a day: the newest version of the newest day up to it. */
export const sheetOn = (year: number, asOf: string, and = '') => `(
  select distinct on ("enterpriseId") * from fact_sheet where year = ${year} and "asOf" <= ${asOf} ${and}
  order by "enterpriseId", "asOf" desc, version desc)`;

/** Who is in the scope of a definition, as a condition over enterprises `e`. */
export function scopeSql(tx: Transaction, { scope, asOf }: DefinitionBody, demo: boolean): string {
  const day = `${literal(tx, asOf)}::date`;
  const held = (row: string, end = `${row}."validUntil"`) =>
    `${row}."withdrawnAt" is null and ${row}."validFrom" <= ${day} and coalesce(${end} > ${day}, true)`;
  // what a second record of the enterprise says counts for the one that stands for it
  const who = (table: string, where: string) =>
    `e.id in (select coalesce(m."survivorId", t."enterpriseId") from ${table} t
       left join enterprise_member m on m."memberId" = t."enterpriseId" where ${where})`;
  return [
    `e.demo = ${demo} and e.status = 'active' and e.id not in (select "memberId" from enterprise_member)`,
    ...(scope.regions.length > 0
      ? [`(${scope.regions.map((code) => `starts_with(e."regionCode", ${literal(tx, code)})`).join(' or ')})`]
      : []),
    ...(scope.industries.length > 0
      ? [`(${scope.industries.map((code) => `starts_with(e."industryCode", ${literal(tx, code)})`).join(' or ')})`]
      : []),
    ...(scope.ownerships.length > 0 ? [`e.ownership = any(${listOf(tx, scope.ownerships)})`] : []),
    ...(scope.zones.length > 0
      ? [
          `e.id in (select z."enterpriseId" from enterprise_zone z where z."zoneCode" = any(${listOf(tx, scope.zones)})
             and z."withdrawnAt" is null and coalesce(z."validFrom" <= ${day}, true) and coalesce(z."validUntil" > ${day}, true))`,
        ]
      : []),
    ...(scope.aboveScale ? [who('scale_status', held('t'))] : []),
    ...(scope.title
      ? [
          who(
            'title_held',
            `t.title = ${literal(tx, scope.title.kind)}
               ${scope.title.level === null ? '' : `and t.level = ${literal(tx, scope.title.level)}`}
               and ${held('t', 'coalesce(least(t."cancelledOn", t."validUntil"), t."cancelledOn", t."validUntil")')}`,
          ),
        ]
      : []),
  ].join('\n      and ');
}

interface Terms {
  catalogue: FactCatalogue;
  runs: readonly RunUsed[];
  demo: boolean;
  /** These enterprises alone, in the scope or not. */
  only?: readonly string[];
}

/** Everything a definition is worked out of, an enterprise a row, in the order of credit codes. */
export function sourceSql(
  tx: Transaction,
  body: DefinitionBody,
  { catalogue, runs, demo, only }: Terms,
): SourceColumns {
  const places = new Map(catalogue.dictionary.facts.map((fact, i) => [fact.code, { fact, place: i + 1 }]));
  const facts = factsOf(body);
  const industry = looksAtIndustry(body);
  const before = [
    ...new Set(
      body.indicators.filter((one) => one.measure.kind === 'growth' || one.gap === 'lastYear').flatMap(measuredFacts),
    ),
  ];
  const column = (row: string, code: string) => {
    const { fact, place } = places.get(code) as { fact: { code: string }; place: number };
    return [
      `${factColumn(row, fact, catalogue.district.has(code), 'text')}::text`,
      `substr(${row}.origins, ${place}, 1)`,
    ];
  };
  const scores = runs.map((run, i) => ({ ...run, row: `c${i}` }));
  const day = `${literal(tx, body.asOf)}::date`;
  const ofOnly = only ? `and "enterpriseId" = any(${listOf(tx, only)}::uuid[])` : '';
  const columns = [
    ...['e.id', 'e."creditCode"', 'e.name', 'e."regionCode"', 'e."industryCode"'],
    ...facts.flatMap((code) => column('s', code)),
    ...before.flatMap((code) => column('p', code)),
    ...scores.flatMap(({ row }) => [`${row}."pointsMin"::text`, `null`]),
    ...(industry ? ['e."industryCode"', 'null'] : []),
  ];
  const sql = `select ${columns.join(', ')} from enterprise e
    left join ${sheetOn(body.year, day, ofOnly)} s on s."enterpriseId" = e.id
    ${before.length > 0 ? `left join ${sheetOn(body.year - 1, day, ofOnly)} p on p."enterpriseId" = e.id` : ''}
    ${scores.map(({ row, runId }) => `left join score_card ${row} on ${row}."enterpriseId" = e.id and ${row}."runId" = ${literal(tx, runId)}`).join('\n    ')}
    where ${only ? `e.id = any(${listOf(tx, only)}::uuid[])` : scopeSql(tx, body, demo)}
    order by e."creditCode" collate "C"`;
  return {
    sql,
    keys: [
      ...facts,
      ...before.map((code) => `${code}@-1`),
      ...scores.map(({ indicator }) => `score:${indicator}`),
      ...(industry ? ['industry'] : []),
    ],
  };
}
