import { type MatchResult, seedMeasures, StandingsQueries } from '@tidu/measures';
import { builtInOfficer, Database } from '@tidu/platform';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../apps/cli/src/root';
import { entities } from '../../apps/server/src/schema';
import { measuresOf } from './measure-texts';
import { type Bench, bothShown, type Figure, goal, interleave, median, ratioOf, shown, timed } from './harness';
import type { BenchDatabase, Installation } from './installation';
import { sheetDay } from './population';

/** How many measures are for everybody; the shipped ones are for other places, and are looked at too. */
const many = 40;

/** Matching the whole register with all measures: the job as a worker runs it, against the least PostgreSQL could do for it. */
export const matching: Bench = { name: 'matching', says: '政策匹配', run };

async function run(installation: Installation): Promise<Figure[]> {
  const database = await installation.population();
  await plant(database);
  let peakMb = 0;
  let result: MatchResult | undefined;
  const match = async () => {
    const done = await database.job<MatchResult>('measures.match', { asOf: sheetDay });
    peakMb = Math.max(peakMb, done.peakMb);
    result = done.result;
    return done.ms[0] ?? NaN;
  };
  await match(); // warms the cache for all, and leaves a row to copy
  await database.asSuperuser((client) =>
    client.query(
      `drop table if exists constant_match;
       create table constant_match (like measure_match including defaults including constraints)`,
    ),
  );
  const clean = async () => {
    await database.asSuperuser((client) => client.query('truncate constant_match'));
    await database.checkpoint();
  };
  const rounds = installation.scale === 'full' ? 3 : 1;
  const times = await interleave(rounds, { limit: () => constantInsert(database), ours: match }, clean);
  if (!result || result.measures < many || result.eligible === 0)
    throw new Error(`matching: ${JSON.stringify(result)}`);
  const summary = await summaryTimes(database);
  const work = `匹配 ${result.enterprises.toLocaleString('en-US')} 家 × ${result.measures} 项措施，结果入库（替换上一次的）`;
  return [
    {
      ...{ id: 'matching.all', work, against: '常量 INSERT … SELECT（无主键）', goal: goal.atMost(25, 15), unit: '×' },
      ...{ value: ratioOf(times.ours, times.limit), note: bothShown(times.ours, times.limit) },
    },
    {
      ...{ id: 'matching.memory', work: '匹配进程内存峰值', against: '', goal: goal.atMost(350, 250), unit: 'MB' },
      value: peakMb,
    },
    {
      ...{ id: 'matching.summary', work: '应享未享汇总：每项措施谁在哪里', against: '匹配一遍', unit: '×' },
      ...{ value: median(summary) / median(times.ours), note: shown(median(summary)) },
      note: `${shown(median(summary))}，${result.eligible.toLocaleString('en-US')} 对符合的`,
    },
  ];
}

/** Measures for everybody, read in as a bureau's own files are. */
async function plant(database: BenchDatabase): Promise<void> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-measures-'));
  fs.mkdirSync(path.join(dir, 'measures'));
  fs.copyFileSync(path.join(projectRoot(), 'seeds/facts.csv'), path.join(dir, 'facts.csv'));
  for (const [code, text] of measuresOf(many)) fs.writeFileSync(path.join(dir, 'measures', `${code}.yaml`), text);
  const opened = await Database.connect({ url: database.appUrl, entities, poolSize: 2 });
  try {
    await seedMeasures(opened, dir);
  } finally {
    await opened.close();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** Reads every sheet in force and writes a row of the same shape, always the same: nothing is decided. */
function constantInsert(database: BenchDatabase): Promise<number> {
  return database.asSuperuser(async (client) => {
    const { rows } = await client.query<{ run: string; outcomes: string; amounts: string }>(
      `select "runId"::text as run, outcomes::text, amounts::text from measure_match limit 1`,
    );
    const [run, outcomes, amounts] = [rows[0]?.run ?? '', rows[0]?.outcomes ?? '{}', rows[0]?.amounts ?? '{}'].map(
      (one) => client.escapeLiteral(one),
    );
    return timed(() =>
      client.query(
        `insert into constant_match ("runId", "enterpriseId", year, "asOf", "sheetVersion", outcomes, amounts)
         select ${run}, "enterpriseId", year, "asOf", version, ${outcomes}, ${amounts} from fact_sheet where "supersededAt" is null`,
      ),
    );
  });
}

/** The numbers of the page, as the doors ask for them. */
async function summaryTimes(database: BenchDatabase): Promise<number[]> {
  const opened = await Database.connect({ url: database.appUrl, entities, poolSize: 2 });
  try {
    const queries = StandingsQueries.over(opened);
    const times: number[] = [];
    for (let i = 0; i < 3; i++) times.push(await timed(() => queries.summary(builtInOfficer)));
    return times;
  } finally {
    await opened.close();
  }
}
