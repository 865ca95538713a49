import type { Transaction } from '@tidu/platform';
import type { FactCatalogue } from '@tidu/reference';
import { factColumn, sourceOfLetter } from '@tidu/scoring';
import { type DefinitionBody, measuredFacts } from '../definitions/body';
import { scopeSql, sheetOn } from '../run/source-sql';

export const gapKinds = ['missing', 'provisional', 'outlying'] as const;
export const gapLabels = { missing: '缺数', provisional: '暂用数', outlying: '数据疑点' } as const;

/** One figure that a ranking needs and that is not as it should be. */
export interface Gap {
  enterpriseId: string;
  creditCode: string;
  name: string;
  /** Who looks after the enterprise. */
  officerName: string | null;
  fact: string;
  kind: (typeof gapKinds)[number];
  value: string | null;
  source: string | null;
  /** Why it looks wrong, of what the checks found. */
  message: string | null;
  waived: boolean;
  waivedReason: string | null;
  waivedByName: string | null;
}

interface Terms {
  id: string;
  body: DefinitionBody;
  catalogue: FactCatalogue;
  demo: boolean;
  /** These enterprises alone; absent: everybody in the scope. */
  only?: readonly string[];
}

/**
 * Every gap of a definition's scope: figures that are missing, of a source that counts as provisional, or under an open
 * doubt of the checks (数据疑点). Facts that only veto are no gap: nothing known is no veto.
 */
export function gapsSql(tx: Transaction, { id, body, catalogue, demo, only }: Terms): string {
  const literal = (value: string) => tx.client.escapeLiteral(value);
  const ofOnly = (column: string) => (only ? `and ${column} = any(array[${only.map(literal).join(',')}]::uuid[])` : '');
  const codes = [...new Set(body.indicators.flatMap(measuredFacts))];
  const places = new Map(catalogue.dictionary.facts.map((fact, i) => [fact.code, { fact, place: i + 1 }]));
  const values = codes.map((code) => {
    const { fact, place } = places.get(code) as { fact: { code: string }; place: number };
    return `(${literal(code)}, ${factColumn('s', fact, catalogue.district.has(code), 'text')}::text, substr(s.origins, ${place}, 1))`;
  });
  const sources = [...'OATSPZEVRCJ'].map((letter) => ({ letter, code: sourceOfLetter(letter)?.code ?? '' }));
  const sourceSql = `case upper(v.letter) ${sources.map(({ letter, code }) => `when '${letter}' then '${code}'`).join(' ')} end`;
  const provisional = `array[${body.provisionalSources.map(literal).join(',')}]::text[]`;
  if (values.length === 0) values.push(`(null, null, null)`);
  return `
    select x.*, w.id is not null as waived, w.reason as "waivedReason", w."waivedByName"
    from (
      select e.id as "enterpriseId", e."creditCode", e.name, e."officerName", v.fact, k.kind, v.value, ${sourceSql} as source, k.message
      from enterprise e
      left join ${sheetOn(body.year, `${literal(body.asOf)}::date`, ofOnly('"enterpriseId"'))} s on s."enterpriseId" = e.id
      cross join lateral (values ${values.join(', ')}) v(fact, value, letter)
      cross join lateral (
        select 'missing' as kind, null::text as message where v.value is null
        union all select 'provisional', null where v.value is not null and ${sourceSql} = any(${provisional})
        union all select 'outlying', string_agg(f.message, '；' order by f.message) from figure_flag f
          where f."enterpriseId" = e.id and f.year = ${body.year} and f.state = 'open' and v.fact = any(f.facts) having count(*) > 0
      ) k
      where v.fact is not null and ${scopeSql(tx, body, demo)}
        ${ofOnly('e.id')}
    ) x
    left join ranking_waiver w on w."definitionId" = ${literal(id)} and w."enterpriseId" = x."enterpriseId"
      and w.fact = x.fact and w.kind = x.kind`;
}
