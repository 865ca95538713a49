import type { Client } from 'pg';

/** Everything the catalogue knows of our schema, a line each, the same for equal schemas. */
export async function schemaLines(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(catalogue);
  return rows.map(({ line }) => line);
}

const ours = `nspname in ('public', 'graphile_worker')`;

const catalogue = `
with r as (select c.*, n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours})
select line from (
  select format('relation %s %s %s security %s %s owner %s acl %s', name, relkind, relpersistence, relrowsecurity, relforcerowsecurity,
                relowner::regrole, (select string_agg(a::text, ',' order by a::text) from unnest(relacl) a)) as line
    from r where relkind in ('r', 'p', 'v', 'S', 'm')
  union all
  select format('column %s.%s %s not null %s default %s acl %s', name, attname, format_type(atttypid, atttypmod), attnotnull,
                pg_get_expr(adbin, adrelid), attacl)
    from r join pg_attribute a on a.attrelid = r.oid and attnum > 0 and not attisdropped
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where relkind in ('r', 'p', 'v')
  union all
  select format('constraint %s.%s %s valid %s', name, conname, pg_get_constraintdef(k.oid), convalidated)
    from r join pg_constraint k on k.conrelid = r.oid
  union all
  select format('index %s valid %s', pg_get_indexdef(indexrelid), indisvalid) from r join pg_index i on i.indrelid = r.oid
  union all
  select format('policy %s.%s %s %s to %s using %s check %s', name, polname, polcmd, polpermissive, polroles::regrole[],
                pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) from r join pg_policy p on p.polrelid = r.oid
  union all
  select format('trigger %s', pg_get_triggerdef(t.oid)) from r join pg_trigger t on t.tgrelid = r.oid where not tgisinternal
  union all
  select format('function %s acl %s owner %s', pg_get_functiondef(f.oid),
                (select string_agg(a::text, ',' order by a::text) from unnest(proacl) a), proowner::regrole)
    from pg_proc f join pg_namespace n on n.oid = f.pronamespace where ${ours} and prokind = 'f'
      and not exists (select from pg_depend d where d.objid = f.oid and d.deptype = 'e')
  union all
  select format('type %s %s %s', t.typname, typtype, (select string_agg(enumlabel, ',' order by enumsortorder) from pg_enum e where e.enumtypid = t.oid))
    from pg_type t join pg_namespace n on n.oid = t.typnamespace where ${ours}
      and (typtype in ('e', 'd') or (typtype = 'c' and exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c')))
  union all
  select format('comment %s %s %s', name, objsubid, description) from r join pg_description d on d.objoid = r.oid and d.classoid = 'pg_class'::regclass
  union all
  select 'extension ' || extname from pg_extension
  union all
  select 'migration ' || name from migrations
) lines order by line collate "C"`;
