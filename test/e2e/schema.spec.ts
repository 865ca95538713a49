import { createTestDatabase, type TestDatabase } from '@tidu/test/database';

/** Tables of which everybody may read every row: code tables, and the search that holds public names only. */
const publicTables = [
  'region',
  'industry',
  'street',
  'strategic_field',
  'strategic_emerging',
  'zone',
  'chain',
  'code_version',
  'code_override',
  'calendar_version',
  'calendar_day',
  'calendar_year',
  'import_list',
  'fact',
  'register_field',
  'setting',
  'standard_release',
  'standard_activation',
  'enterprise_search',
  'source_precedence',
  'figure_check',
  'letter_sound',
  'sound_map',
  'district_profile',
];
/** Accounts and rights: read before anybody acts, to find out who does; nothing of an enterprise is in them. */
const accountTables = [
  'person',
  'credential',
  'one_time_link',
  'session',
  'role',
  'role_grant',
  'sign_in_counter',
  'provider_link',
  'provider_attempt',
];
/** Tables that hold no enterprise's data, or hold it only while one job works. */
const withoutRowSecurity = [
  ...publicTables,
  ...accountTables,
  'data_key',
  'stored_file',
  'audit_pending',
  'audit_link',
  'audit_seal',
  'process_heartbeat',
  'scoring_run',
  'ranking',
  'ranking_definition',
  'ranking_definition_publication',
  'ranking_snapshot',
  'ranking_tie_decision',
  'ranking_freeze',
  'ranking_dispatch',
  'ranking_disclosure',
  'area_list',
  'area_writing',
  'recognition_batch',
  'recognition_batch_purpose',
  'recognition_notice',
  'recognition_consultation',
  'recognition_draw',
  'recognition_redraw',
  'official_list',
  'official_list_file',
  'recognition_tie',
  'meeting_pack',
  'measure',
  'measure_match_run',
  'support_notice',
  'budget_line',
  'disbursement',
  'rehearsal',
  'figures_staging',
  'list_staging',
  'member_budget',
  'request_counter',
  'migrations',
];
/** Columns that need no words. */
const plainColumns = [
  'id',
  'version',
  'createdAt',
  'updatedAt',
  'state',
  'task',
  'year',
  'code',
  'name',
  'level',
  'message',
  'value',
  'key',
];

describe('the schema', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  it('forces row security on every table that isn’t named as an exception', async () => {
    const open = await test.asSuperuser<{ name: string }>(
      `select relname as name from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
         and not (relrowsecurity and relforcerowsecurity) and relname <> all($1)`,
      [withoutRowSecurity],
    );
    expect(open).toEqual([]);
  });

  it('says of every table and every business column what it holds', async () => {
    const silent = await test.asSuperuser<{ place: string }>(
      `select c.relname || coalesce('.' || a.attname, '') as place
       from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
         and c.relname not in ('migrations', 'figures_staging', 'list_staging')
         and ((a.attname <> all($1) and a.attname not like '%Id' and col_description(c.oid, a.attnum) is null)
              or obj_description(c.oid, 'pg_class') is null)
       order by 1`,
      [plainColumns],
    );
    expect(silent.map(({ place }) => place)).toEqual([]);
  });

  it('knows no time without a zone and no number that could be NaN', async () => {
    const wrong = await test.asSuperuser(
      `select table_name, column_name, data_type from information_schema.columns
       where table_schema = 'public' and data_type in ('timestamp without time zone', 'numeric', 'real', 'double precision')
         and table_name <> 'migrations'`,
    );
    expect(wrong).toEqual([]);
  });

  it('gives the application neither ownership nor the right to make or empty tables', async () => {
    const [rights] = await test.asSuperuser<{ owned: number; create: boolean; truncate: number }>(
      `select (select count(*)::int from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = 'tidu_app') as owned,
              has_schema_privilege('tidu_app', 'public', 'create') as create,
              (select count(*)::int from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                 and has_table_privilege('tidu_app', c.oid, 'truncate')) as truncate`,
    );
    expect(rights).toEqual({ owned: 0, create: false, truncate: 0 });
  });

  it('fixes the search path of every function that runs as its owner', async () => {
    const loose = await test.asSuperuser<{ name: string }>(
      `select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
         and not exists (select from unnest(proconfig) c where c like 'search_path=%')`,
    );
    expect(loose).toEqual([]);
  });
});
