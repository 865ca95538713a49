import type { OpenAPIObject } from '@nestjs/swagger';
import { operations } from './district';
import type { Operation, Records } from './operation';
import type { World } from './world';

/** What the interface's document says a body may hold, on its first level. */
export function bodyProperties(documents: readonly OpenAPIObject[], { name }: Operation): string[] {
  const [method = '', path = ''] = name.split(' ');
  for (const { paths, components } of documents) {
    const operation = paths[path]?.[method.toLowerCase() as 'post'];
    if (!operation) continue;
    const body = operation.requestBody as { content?: Record<string, { schema?: Schema }> } | undefined;
    const schemas = Object.values(body?.content ?? {}).map(({ schema }) => schema ?? {});
    return schemas.flatMap((schema) => propertiesOf(schema, (components?.schemas ?? {}) as Record<string, Schema>));
  }
  throw new Error(`${name} stands in no document`);
}

interface Schema {
  $ref?: string;
  allOf?: Schema[];
  properties?: Record<string, Schema>;
}

function propertiesOf({ $ref, allOf = [], properties = {} }: Schema, all: Record<string, Schema>): string[] {
  const named = $ref === undefined ? [] : propertiesOf(all[$ref.split('/').at(-1) ?? ''] ?? {}, all);
  return [...named, ...allOf.flatMap((one) => propertiesOf(one, all)), ...Object.keys(properties)];
}

/** Every name of a column there is. */
export async function columnNames({ district }: World): Promise<string[]> {
  const rows = await district.sql<{ name: string }>(
    `select distinct a.attname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not a.attisdropped order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** Which row belongs to which enterprise, in every table; and where the enterprises themselves lie. */
export async function owners({ district }: World): Promise<Map<string, string>> {
  const tables = await district.sql<{ name: string }>(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and not c.relispartition and (select count(*) from pg_attribute a where a.attrelid = c.oid
         and a.attname in ('id', 'enterpriseId') and a.atttypid = 'uuid'::regtype) = 2`,
  );
  const found = new Map<string, string>();
  for (const { name } of tables)
    for (const { id, owner } of await district.sql<{ id: string; owner: string }>(
      `select id, "enterpriseId" as owner from "${name}"`,
    ))
      found.set(`${name} ${id}`, owner);
  for (const { id, owner } of await district.sql<{ id: string; owner: string }>(
    `select id, "creditCode" || ' ' || "regionCode" as owner from enterprise`,
  ))
    found.set(`enterprise ${id}`, owner);
  return found;
}

/** Changes whose address names a record beside its enterprise: each with the enterprise of one and the record of another. */
export function crossed(own: Records, other: Records): { operation: Operation; records: Records }[] {
  const named = operations.filter(({ name, path }) => {
    // a measure or a definition is nobody's: with any enterprise it is its own
    const words = Object.values(path).filter((word) => !/^(=.*|measure|definition)$/.test(word));
    return !name.startsWith('GET ') && words.includes('enterprise') && words.length > 1;
  });
  return named.flatMap((operation) => [
    { operation, records: { ...own, enterprise: other.enterprise ?? '' } },
    { operation, records: { ...other, enterprise: own.enterprise ?? '' } },
  ]);
}
