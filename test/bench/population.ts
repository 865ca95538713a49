import { FactDictionary } from '@tidu/criteria';
import { builtInOfficer, Database } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { FactSheetBuilder } from '@tidu/scoring';
import path from 'node:path';
import type { Client } from 'pg';
import { entities } from '../../apps/server/src/schema';
import { readDemoWords } from '../../apps/cli/src/demo/words';
import { projectRoot } from '../../apps/cli/src/root';
import { tell } from './harness';
import type { BenchDatabase } from './installation';
import { drawnValue } from './sheet-values';

/** Accounting year and day of the generated fact sheets. */
export const sheetYear = 2025;
export const sheetDay = '2026-11-01';

/**
 * Fills an empty database with enterprises and one fact sheet each, drawn by the server itself: names like those of
 * the demo district spread over the districts of one province, values a fifth of which are missing.
 */
export async function populate(database: BenchDatabase, count: number): Promise<void> {
  tell(`\n  生成 ${count} 家企业与事实表 …`);
  await database.asSuperuser(async (client) => {
    await insertEnterprises(client, count);
  });
  await bringUpToDate(database);
  await database.asSuperuser(async (client) => {
    await client.query('select setseed(0.2026)');
    await insertSheets(client);
    await client.query('vacuum analyze');
  });
}

/**
 * Lets the product note that the year's sheets are right as they stand, before they are drawn: a job that uses them
 * then finds nothing changed since, as usually in a bureau, instead of withdrawing sheets that rest on no figures.
 */
async function bringUpToDate(database: BenchDatabase): Promise<void> {
  const ours = await Database.connect({ url: database.appUrl, entities, poolSize: 2, statementTimeout: 0 });
  try {
    const builder = new FactSheetBuilder(ours, new ReferenceService(ours));
    await builder.refreshAll(builtInOfficer, { year: sheetYear, asOf: sheetDay });
  } finally {
    await ours.close();
  }
}

/** One letter of a list, in turn. */
const letter = (list: string, at: string) => `substr(${list}::text, (1 + ${at} % length(${list}::text))::int, 1)`;

async function insertEnterprises(client: Client, count: number): Promise<void> {
  const words = readDemoWords(path.join(projectRoot(), 'seeds/demo'));
  const products = words.industries.flatMap(({ weight, products, code }) =>
    products.map((product) => ({ product, code, weight: weight / products.length })),
  );
  const spread = <T extends { weight: number }>(list: T[]) =>
    list.flatMap((one) => new Array<T>(Math.max(1, Math.round(one.weight))).fill(one));
  const spreadProducts = spread(products);
  const index = `select indexdef from pg_indexes where indexname = 'enterprise_search_tokens'`;
  const { rows } = await client.query<{ indexdef: string }>(index);
  await client.query('drop index enterprise_search_tokens'); // built at the end in one go
  await client.query(
    `with place as materialized (
       select d.code, regexp_replace(c.name, '市$', '') as city, row_number() over (order by d.code) - 1 as number,
              count(*) over () as places
       from region d join region c on c.code = d.parent where d.level = 'district' and d.code like '41%')
     insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis", "industryCode", ownership, "registeredOn")
     select (lpad(to_hex(1764000000000 + i / 16), 12, '0') || '7' || lpad(to_hex(i % 16), 3, '0') || '8' || substr(md5(i::text), 1, 15))::uuid,
            '91' || p.code || lpad(i::text, 9, '0') || '5',
            replace(replace(replace(($4::text[])[1 + i * 31 % cardinality($4)], '梯州', p.city), '{product}',
              ($5::text[])[1 + i * 37 % cardinality($5)]), '{brand}', ${letter('$1', 'i * 7919')}
              || ${letter('$2', 'i * 7919 / length($1::text)')} || case when i % 3 = 0 then ${letter('$3', 'i * 104729')} else '' end),
            p.code, 'given', ($6::text[])[1 + i * 37 % cardinality($6)],
            (array['private', 'private', 'private', 'private', 'stateOwned', 'foreign', 'collective'])[1 + i % 7],
            '1990-01-01'::date + (i * 7 % 12000)::int
     from generate_series(0, $7::bigint - 1) i join place p on p.number = i * 61 % p.places order by i`,
    [
      ...[words.brand.first.join(''), words.brand.second.join(''), words.brand.third.join('')],
      spread(words.patterns).map(({ pattern }) => pattern),
      spreadProducts.map(({ product }) => product),
      spreadProducts.map(({ code }) => code),
      count,
    ],
  );
  await client.query(rows[0]?.indexdef ?? '');
}

async function insertSheets(client: Client): Promise<void> {
  const { rows } = await client.query<{ entry: Record<string, string> }>('select entry from fact order by position');
  const { facts } = FactDictionary.fromRows(rows.map(({ entry }) => entry));
  await client.query(
    `insert into fact_sheet ("enterpriseId", year, "asOf", version, hash, origins, ${facts.map(({ code }) => `"${code}"`).join(', ')})
     select r.id, ${sheetYear}, '${sheetDay}', 1, sha256(r.id::text::bytea), repeat('E', ${facts.length}), ${facts.map(drawnValue).join(', ')}
     from (select id, 10 ^ (8.5 + 2 * random()) as revenue, 10 ^ (8.5 + 2 * random()) as assets,
                  10 ^ (1 + 2 * random()) as staff from enterprise order by id) r`,
  );
}
