/**
 * For a migration: from now on the column takes sealed values only. Which one it is must stand under `sealed` in
 * `seeds/access/fields.yaml`; `migrate` seals older rows after all migrations, and then has the database hold every row to it.
 * @param comment what the column is, as its comment says it
 */
export function sealColumn(table: string, column: string, comment: string, indexed = false): string {
  const index = indexed
    ? `alter table ${table} add column "${column}Index" text generated always as (nullif(split_part("${column}", ':', 3), '')) stored;
       comment on column ${table}."${column}Index" is 'Blind index (HMAC-SM3) of "${column}", by which a whole value is found; personal data';
       create index "${table}_${column}_found" on ${table} ("${column}Index");`
    : '';
  return `
alter table ${table} drop constraint if exists "${table}_${column}_check";
comment on column ${table}."${column}" is '${comment}';
${index}
drop policy if exists sealed_by_owner on ${table};
create policy sealed_by_owner on ${table} for update to tidu_owner using ((select whole_for_backup()));`;
}
