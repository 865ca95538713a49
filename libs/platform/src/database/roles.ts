/** Passwords of the embedded cluster by role. */
export interface Logins {
  /** Superuser of the embedded cluster: makes roles and database, nothing else. */
  postgres: string;
  tidu_owner: string;
  tidu_app: string;
  tidu_auditor: string;
}

const roles = {
  tidu_owner: 'owns the tables and runs migrations',
  tidu_app: 'doors, worker and command: owns nothing, no DDL, never past row security',
  tidu_auditor: 'reads the trail',
} as const;

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** SQL that makes the three roles; run again it changes nothing but the passwords. */
export function rolesSql(passwords: Omit<Logins, 'postgres'>): string {
  return Object.entries(roles)
    .map(
      ([role, comment]) => `
do $$ begin
  if not exists (select from pg_roles where rolname = '${role}') then create role ${role}; end if;
end $$;
alter role ${role} with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password ${quote(passwords[role as keyof typeof roles])};
comment on role ${role} is '${comment}';`,
    )
    .join('\n');
}

/** SQL that makes the database; `C.UTF-8` so that Chinese letters count as letters. */
export function createDatabaseSql(name: string): string {
  return `create database ${name} owner tidu_owner template template0 encoding 'UTF8' locale 'C.UTF-8'`;
}

/** SQL, run inside the database by a superuser, that leaves each role what it needs and no more. */
export function schemaSql(name: string): string {
  return `
revoke all on database ${name} from public;
grant connect on database ${name} to tidu_app, tidu_auditor;
revoke all on schema public from public;
alter schema public owner to tidu_owner;
grant usage on schema public to tidu_app, tidu_auditor;`;
}

/** What `tidu db roles` prints for a server of one's own, to be run with psql as a superuser. */
export function printableRolesSql(): string {
  const passwords = { tidu_owner: '换成口令1', tidu_app: '换成口令2', tidu_auditor: '换成口令3' };
  return [
    '-- 以超级用户用 psql 执行；先把三处口令换掉。',
    rolesSql(passwords).trim(),
    `${createDatabaseSql('tidu')};`,
    '\\connect tidu',
    schemaSql('tidu').trim(),
    '',
  ].join('\n');
}
