import { builtInOfficer, Database } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { FactSheetBuilder } from '@tidu/scoring';
import type { Client } from 'pg';
import { entities } from '../../apps/server/src/schema';
import { type Bench, bothShown, type Figure, goal, interleave, median, ratioOf, timed } from './harness';
import type { BenchDatabase, Installation } from './installation';
import { populate, sheetDay, sheetYear } from './population';

/** Building the fact sheets of the whole register anew, from figures of two years and from evidence. */
export const sheets: Bench = { name: 'sheets', says: '事实表', run };

async function run(installation: Installation): Promise<Figure[]> {
  const isFull = installation.scale === 'full';
  const database = await installation.database(`sheets_${installation.scale}`, (made) =>
    fill(made, isFull ? 1_000_000 : 10_000),
  );
  const rounds = isFull ? 3 : 1;
  const ours = await Database.connect({ url: database.appUrl, entities, poolSize: 4, statementTimeout: 0 });
  let built = 0;
  let kept = 0;
  const builder = new FactSheetBuilder(ours, new ReferenceService(ours));
  const refresh = async () => {
    const { sheets, written } = await builder.refreshAll(builtInOfficer, { year: sheetYear, asOf: sheetDay });
    built = sheets;
    kept = written;
  };
  const clean = async () => {
    await database.asSuperuser((client) =>
      client.query(
        `truncate fact_sheet, constant_sheet, constant_keyed_sheet; delete from setting where key like 'scoring.sheets.%'`,
      ),
    );
    await database.checkpoint();
  };
  try {
    await refresh(); // warms the cache for all, and leaves a sheet to copy
    await database.asSuperuser(makeLimit);
    const times = await interleave<string>(
      rounds,
      {
        limit: () => constantInsert(database, 'constant_sheet'),
        keyed: () => constantInsert(database, 'constant_keyed_sheet'),
        anew: () => timed(refresh),
      },
      clean,
    );
    const rebuilt = built;
    await refresh();
    const unchanged = [await timed(refresh)];
    await database.asSuperuser((client) =>
      client.query(`update ip_right set applied = not applied where id in (select id from ip_right limit 1000)`),
    );
    const some = [await timed(refresh)];
    const of = (name: string) => times[name] ?? [];
    const anew = [median(of('anew'))];
    const work = `重建 ${rebuilt.toLocaleString('en-US')} 家的事实表（两年数据、四种来源、五种佐证）`;
    return [
      {
        ...{ id: 'sheets.anew', work, against: '常量 INSERT … SELECT（无主键）', unit: '×' },
        ...{ value: ratioOf(of('anew'), of('limit')), note: bothShown(of('anew'), of('limit')) },
      },
      {
        ...{ id: 'sheets.anew.keyed', work, against: '同上，表有主键', unit: '×' },
        ...{ value: ratioOf(of('anew'), of('keyed')), note: bothShown(of('anew'), of('keyed')) },
      },
      {
        ...{ id: 'sheets.unchanged', work: '什么都没变，再汇总一遍', against: '重建', unit: '×' },
        ...{
          value: ratioOf(unchanged, anew),
          goal: goal.atMost(0.2, 0.1),
          note: bothShown(unchanged, anew),
        },
      },
      {
        ...{ id: 'sheets.changed', work: '改了 1000 条佐证，再汇总一遍', against: '重建', unit: '×' },
        ...{ value: ratioOf(some, anew), note: `重写 ${kept} 张，${bothShown(some, anew)}` },
      },
    ];
  } finally {
    await ours.close();
  }
}

/** Figures made from drawn sheets, by several sources, and evidence for a part of the enterprises. */
async function fill(database: BenchDatabase, count: number): Promise<void> {
  await populate(database, count);
  await database.asSuperuser(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = 'figures'::regclass and attnum > 0
       and attname in (select attname from pg_attribute where attrelid = 'fact_sheet'::regclass and attnum > 0)
       and attname not in ('enterpriseId', 'year', 'extra') order by attnum`,
    );
    const facts = rows.map(({ name }) => `"${name}"`).join(', ');
    const state = (source: string, year: number, where: string) =>
      client.query(
        `insert into figures (id, "enterpriseId", year, source, revision, "submittedBy", ${facts})
         select gen_random_uuid(), "enterpriseId", $1, $2, 1, gen_random_uuid(), ${facts} from fact_sheet where ${where}`,
        [year, source],
      );
    const tenth = `('x' || substr(md5("enterpriseId"::text), 1, 4))::bit(16)::int % 10`;
    await state('enterprise', sheetYear, 'true');
    await state('enterprise', sheetYear - 1, 'true');
    await state('audit', sheetYear, `${tenth} < 3`);
    await state('tax', sheetYear, `${tenth} = 4`);
    await state('officer', sheetYear, `${tenth} = 5 and "ownBrand"`);
    await client.query('truncate fact_sheet');
    for (const sql of evidence) await client.query(sql);
    await client.query('vacuum analyze');
  });
}

const by = `'测试', '2026-01-01', gen_random_uuid(), '甲', '2026-01-01', gen_random_uuid(), '甲'`;
const byColumns = `source, "recordedAt", "recordedBy", "recordedByName", "changedAt", "changedBy", "changedByName"`;
/** Every third enterprise has rights, every fifth a title, every tenth an institution, an award and a certificate. */
const evidence = [
  `insert into ip_right (id, "enterpriseId", kind, number, "howObtained", "mainProduct", applied, "holderRank", "validFrom", ${byColumns})
   select gen_random_uuid(), e.id, (array['inventionPatent', 'utilityModel', 'softwareCopyright'])[1 + n % 3], e.id || '-' || n,
     'selfDeveloped', n % 2 = 0, n % 3 > 0, 1, date '2015-01-01' + n * 400, ${by}
   from (select id, row_number() over (order by id) as i from enterprise) e, generate_series(1, 4) n where e.i % 3 = 0`,
  `insert into title_held (id, "enterpriseId", title, level, "validFrom", "validUntil", ${byColumns})
   select gen_random_uuid(), e.id, 'innovativeSme', 'province', '2024-12-01', '2027-12-01', ${by}
   from (select id, row_number() over (order by id) as i from enterprise) e where e.i % 5 = 0`,
  ...[
    [
      `rd_institution (id, "enterpriseId", level, kind, name, "validFrom"`,
      `'city', 'techCentre', '中心', date '2022-01-01'`,
    ],
    [
      `award (id, "enterpriseId", kind, level, name, rank, "validFrom"`,
      `'sciTech', 'province', '一等奖', 2, date '2024-01-01'`,
    ],
    [
      `certification (id, "enterpriseId", kind, name, international, "validFrom"`,
      `'qualitySystem', 'ISO 9001', true, date '2024-01-01'`,
    ],
  ].map(
    ([into, values]) => `insert into ${into}, ${byColumns}) select gen_random_uuid(), e.id, ${values}, ${by}
      from (select id, row_number() over (order by id) as i from enterprise) e where e.i % 10 = 0`,
  ),
];

/** Two tables like that of the sheets, and the sheet of typical size whose values will be their constants. */
async function makeLimit(client: Client): Promise<void> {
  await client.query(
    `drop table if exists constant_sheet, constant_keyed_sheet, typical_sheet;
     create table constant_sheet (like fact_sheet including defaults including constraints);
     create table constant_keyed_sheet (like fact_sheet including defaults including constraints, primary key ("enterpriseId", year, "asOf", version));
     create table typical_sheet as select * from (select *, row_number() over (order by pg_column_size(s)) as at, count(*) over () as n
       from (select * from fact_sheet limit 100000) s) sized where at = (n + 1) / 2`,
  );
}

/** Reads the figures of every enterprise and writes a sheet of the same shape, always the same: nothing is resolved. */
function constantInsert(database: BenchDatabase, table: string): Promise<number> {
  return database.asSuperuser(async (client) => {
    const { rows: columns } = await client.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = 'fact_sheet'::regclass and attnum > 0 and not attisdropped
       and attname not in ('enterpriseId')`,
    );
    const { rows } = await client.query<Record<string, string | null>>(
      `select ${columns.map(({ name }) => `"${name}"::text`).join(', ')} from typical_sheet`,
    );
    const constants = columns.map(({ name }) => {
      const value = rows[0]?.[name] ?? null;
      return value === null ? 'null' : client.escapeLiteral(value);
    });
    return timed(() =>
      client.query(
        `insert into ${table} ("enterpriseId", ${columns.map(({ name }) => `"${name}"`).join(', ')})
         select "enterpriseId", ${constants.join(', ')} from figures
         where year = ${sheetYear} and source = 'enterprise' and "supersededAt" is null`,
      ),
    );
  });
}
