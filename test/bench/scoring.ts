import type { ScoreResult } from '@tidu/scoring';
import type { Client } from 'pg';
import { type Bench, bothShown, type Figure, goal, interleave, median, ratioOf, shown, timed } from './harness';
import type { BenchDatabase, Installation } from './installation';
import { perRecord } from './orm';
import { sheetDay, sheetYear } from './population';

/** The standard with gates, thirteen indicators, minimums and direct conditions. */
const main = 'miit-2022-63-specialized';

const score = (standardIds: string[]) => ({ year: sheetYear, asOf: sheetDay, standardIds });

/** Scoring the whole register: the job as a worker runs it, against the least PostgreSQL could do for it. */
export const scoring: Bench = { name: 'scoring', says: '评价', run };

async function run(installation: Installation): Promise<Figure[]> {
  const database = await installation.population();
  const standards = await activeStandards(database);
  const rounds = installation.scale === 'full' ? 3 : 1;
  let peakMb = 0;
  let peakAllMb = 0;
  let startMb = 0;
  let rows = 0;
  const job = (ids: string[], peak: (mb: number) => void) => async () => {
    const done = await database.job<ScoreResult>('scoring.score', score(ids));
    peak(done.peakMb);
    startMb = done.startMb;
    rows = done.result.runs[0]?.total ?? 0;
    return done.ms[0] ?? NaN;
  };
  await job([main], () => undefined)(); // warms the cache for all, and leaves a card to copy
  await database.asSuperuser(makeLimit);
  const others = standards.filter((id) => id !== main);
  const clean = async () => {
    await database.asSuperuser((client) => client.query('truncate constant_card, constant_keyed_card'));
    await database.forgetRuns();
    await database.checkpoint();
  };
  const times = await interleave<string>(
    rounds,
    {
      limit: () => constantInsert(database, 'constant_card'),
      keyed: () => constantInsert(database, 'constant_keyed_card'),
      [main]: job([main], (mb) => (peakMb = Math.max(peakMb, mb))),
      all: job(standards, (mb) => (peakAllMb = Math.max(peakAllMb, mb))),
      ...Object.fromEntries(others.map((id) => [id, job([id], () => undefined)])),
    },
    clean,
  );
  await clean();
  const of = (name: string) => times[name] ?? [];
  const singles = of(main).map((_, round) => standards.reduce((sum, id) => sum + (of(id)[round] ?? NaN), 0));
  const growth = await smallRate(installation);
  const orm = await perRecord(database, main, installation.scale === 'full' ? 5000 : 500);
  const perRow = median(of(main)) / rows;
  const work = `评价 ${rows.toLocaleString('en-US')} 家、一个标准`;
  return [
    {
      ...{ id: 'scoring.one', work, against: '常量 INSERT … SELECT（无主键）', goal: goal.atMost(5, 3) },
      ...{ value: ratioOf(of(main), of('limit')), unit: '×', note: bothShown(of(main), of('limit')) },
    },
    {
      ...{ id: 'scoring.one.keyed', work, against: '同上，表有主键' },
      ...{ value: ratioOf(of(main), of('keyed')), unit: '×', note: bothShown(of(main), of('keyed')) },
    },
    {
      ...{ id: 'scoring.all', work: `一遍评价全部 ${standards.length} 个标准`, against: '逐个评价之和' },
      ...{ goal: goal.atMost(0.7, 0.4), value: ratioOf(of('all'), singles), unit: '×' },
      note: bothShown(of('all'), singles),
    },
    {
      ...{ id: 'scoring.memory', work: '评价进程内存峰值', against: '', goal: goal.atMost(250, 120) },
      ...{ value: peakMb, unit: 'MB', note: `开始时 ${startMb.toFixed(0)} MB，全部标准 ${peakAllMb.toFixed(0)} MB` },
    },
    {
      ...{ id: 'scoring.growth', work: '每秒行数，一百倍的数据', against: `${growth.rows} 家时`, unit: '×' },
      ...{ goal: goal.atLeast(0.8, 1), value: growth.msPerRow / perRow },
      note: `${Math.round(1000 / perRow)} / ${Math.round(1000 / growth.msPerRow)} 行/秒`,
    },
    {
      ...{ id: 'scoring.orm', work: 'TypeORM find + 逐条 save', against: '评价任务（按行折算）', unit: '×' },
      ...{ goal: goal.atLeast(60, 150), value: orm.eachMs / perRow },
      note: `${orm.rows} 行 ${shown(orm.eachMs * orm.rows)}，每百万行折算 ${shown(orm.eachMs * 1e6)}`,
    },
    {
      ...{ id: 'scoring.orm.batch', work: 'TypeORM find + 整批 save', against: '评价任务（按行折算）', unit: '×' },
      ...{ value: orm.batchMs / perRow, note: `每百万行折算 ${shown(orm.batchMs * 1e6)}` },
    },
  ];
}

async function activeStandards(database: BenchDatabase): Promise<string[]> {
  const { rows } = await database.asSuperuser((client) =>
    client.query<{ id: string }>('select "standardId" as id from standard_in_use order by 1'),
  );
  return rows.map(({ id }) => id);
}

/** Two tables like that of a run, and the card of typical size whose values will be their constants. */
async function makeLimit(client: Client): Promise<void> {
  await client.query(
    `drop table if exists constant_card, constant_keyed_card, typical_card;
     create table constant_card (like score_card including defaults including constraints);
     create table constant_keyed_card (like score_card including defaults including constraints, primary key ("enterpriseId", "runId"));
     create table typical_card as select * from (select *, row_number() over (order by pg_column_size(c)) as at, count(*) over () as n
       from score_card c) sized where at = (n + 1) / 2`,
  );
}

/** Reads every sheet of the year and writes a card of the same shape, always the same: nothing is decided. */
function constantInsert(database: BenchDatabase, table: string): Promise<number> {
  return database.asSuperuser(async (client) => {
    const { rows } = await client.query<Record<string, string | null>>(
      `select "runId"::text, "pointsMin"::text, "pointsMax"::text, outcome::text, met::text, unknown::text,
         "clauseOutcomes"::text, "clauseMin"::text, "clauseMax"::text from typical_card`,
    );
    const constant = (column: string) => {
      const value = rows[0]?.[column] ?? null;
      return value === null ? 'null' : client.escapeLiteral(value);
    };
    const list = ['outcome', 'met', 'unknown', '"clauseOutcomes"', '"clauseMin"', '"clauseMax"'];
    return timed(() =>
      client.query(
        `insert into ${table} ("runId", "enterpriseId", "pointsMin", "pointsMax", "sheetAsOf", "sheetVersion", ${list.join(', ')})
         select ${constant('runId')}, "enterpriseId", ${constant('pointsMin')}, ${constant('pointsMax')}, "asOf", version,
           ${list.map((column) => constant(column.replaceAll('"', ''))).join(', ')}
         from fact_sheet where year = ${sheetYear} and "supersededAt" is null`,
      ),
    );
  });
}

/** Milliseconds a row over a small register, in a process that has warmed up. */
async function smallRate(installation: Installation): Promise<{ rows: number; msPerRow: number }> {
  const database = await installation.smallPopulation();
  const { ms, result } = await database.job<ScoreResult>('scoring.score', score([main]), 6);
  await database.forgetRuns();
  const rows = result.runs[0]?.total ?? 0;
  return { rows, msPerRow: median(ms.slice(1)) / rows };
}
