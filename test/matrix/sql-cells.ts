import { type ActingPerson, builtInOfficer, type Scope } from '@tidu/platform';
import { sees, type ModelEnterprise, type ModelScope } from './model';
import type { World } from './world';

/** Which enterprises a row of a table is about; a row is seen by who sees all of them, but for two kinds. */
const sidesOf: Record<string, string[]> = {
  enterprise: ['id'],
  enterprise_link: ['enterpriseId', 'otherId'],
  enterprise_merge: ['mergedId', 'survivorId'],
  enterprise_split: ['enterpriseId', 'newId'],
  enterprise_duplicate: ['firstId', 'secondId'],
};
/** Who sees one side may know of it: a link, a merge, a split. */
const ofEitherSide = ['enterprise_link', 'enterprise_merge', 'enterprise_split'];
/** Row security by who one is, not by enterprises: what the office keeps for its staff, the auditor's trail, one's own acts, jobs and what belongs to them; a request is
 * also about an enterprise that isn't in the register. A parcel belongs to a place, and is seen by its tenants too. */
export const personal = [
  'audit_entry',
  'registration',
  'act',
  'import_change',
  'import_file',
  'import_problem',
  'job_run',
  'confidential_read',
  'desk_document',
  'desk_message',
  'file_transfer',
  'file_transfer_part',
  'desk_read',
  'desk_template',
  'desk_template_version',
  'mass_reading',
  'parcel',
  'parcel_division',
  'saved_view',
  'stored_file_upload',
];
/** Ids and names that are public, and rows on their way in or out, which only their job reads and takes away. */
export const open = [
  'enterprise_search',
  'figures_staging',
  'list_staging',
  'recognition_notice_item',
  'area_list_item',
];

interface Table {
  name: string;
  secured: boolean;
  sides: string[];
}

export async function tablesOfEnterprises({ district }: World): Promise<Table[]> {
  const found = await district.sql<{ name: string; secured: boolean; columns: string[] }>(
    `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as secured,
            array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and atttypid = 'uuid'::regtype) as columns
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
  );
  return found
    .map(({ name, secured, columns }) => ({
      ...{ name, secured },
      sides: sidesOf[name] ?? columns.filter((column) => column === 'enterpriseId'),
    }))
    .filter(({ name, secured, sides }) => (secured ? !personal.includes(name) : sides.length > 0));
}

const list = (sides: string[]) => sides.map((side) => `"${side}"::text`).join(', ');

/** How many rows of a table a scope shows, and how many the model says it should. */
export async function seenBySql(world: World, scope: ModelScope, tables: Table[]): Promise<string[]> {
  const all = await everyEnterprise(world);
  const seen = new Set([...all.values()].filter((one) => sees({ ...nobody, scope }, one)).map(({ id }) => id));
  const person: ActingPerson = { ...builtInOfficer, scope: scopeOf(scope) };
  const wrong: string[] = [];
  for (const { name, sides } of tables) {
    const rows = await world.district.sql<Record<string, string | null>>(`select ${list(sides)} from "${name}"`);
    const ids = rows.map((row) => Object.values(row).filter((id) => id !== null));
    const isSeen = (id: string) => seen.has(id);
    const wanted = ids.filter((one) => (ofEitherSide.includes(name) ? one.some(isSeen) : one.every(isSeen))).length;
    const got = await world.doors.test.database.read(person, (tx) => tx.rows(`select ${list(sides)} from "${name}"`));
    if (got.length !== wanted) wrong.push(`${name} over ${scope.kind} ${scope.id}: ${wanted}, not ${got.length}`);
  }
  return wrong;
}

/**
 * Writes of a person who sees one enterprise alone: into, at and away to another one. What takes effect is told. Every
 * trial is rolled back.
 */
export async function writtenBySql(world: World, tables: Table[]): Promise<string[]> {
  const [mine, other] = [world.records.own.enterprise ?? '', world.records.other.enterprise ?? ''];
  const person: ActingPerson = { ...builtInOfficer, scope: { everything: false, regions: [], enterprises: [mine] } };
  const wrong: string[] = [];
  const tryOut = async (what: string, sql: string, values: unknown[]) => {
    let changed = 0;
    const undone = new Error('rolled back');
    await world.doors.test.database
      .write(person, async (tx) => {
        changed = (await tx.client.query(sql, values)).rowCount ?? 0;
        throw undone;
      })
      .catch((error: { code?: string }) => {
        if (error !== undone && error.code === undefined) throw error;
      });
    if (changed > 0) wrong.push(`${what}: ${changed} rows`);
  };
  for (const { name, sides } of tables) {
    const [side = ''] = sides;
    await tryOut(`update ${name}`, `update "${name}" set "${side}" = "${side}" where "${side}" = $1`, [other]);
    await tryOut(`delete ${name}`, `delete from "${name}" where "${side}" = $1`, [other]);
    await tryOut(`move ${name}`, `update "${name}" set "${side}" = $1 where "${side}" = $2`, [other, mine]);
    const [row] = await world.district.sql<{ row: object }>(
      `select to_jsonb(t) as row from "${name}" t where "${side}" = $1`,
      [other],
    );
    if (row)
      await tryOut(`insert ${name}`, `insert into "${name}" select * from jsonb_populate_record(null::"${name}", $1)`, [
        { ...row.row, id: name === 'enterprise' ? crypto.randomUUID() : undefined },
      ]);
  }
  return wrong;
}

const nobody = { role: null, factor: 'password', fresh: false } as const;

async function everyEnterprise({ district }: World): Promise<Map<string, ModelEnterprise>> {
  const rows = await district.sql<ModelEnterprise & { zones: string[] }>(
    `select e.id, e."regionCode", array(select z."zoneCode" from enterprise_zone z where z."enterpriseId" = e.id
       and z."withdrawnAt" is null and (z."validUntil" is null or z."validUntil" > now()::date)) as zones from enterprise e`,
  );
  return new Map(rows.map((one) => [one.id, one]));
}

function scopeOf({ kind, id }: ModelScope): Scope {
  if (kind === 'everything') return { everything: true };
  const one = id === null ? [] : [id];
  return {
    everything: false,
    regions: kind === 'region' ? one : [],
    zones: kind === 'zone' ? one : [],
    enterprises: kind === 'enterprise' ? one : [],
  };
}
