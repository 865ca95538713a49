import type { OutcomeCode } from '@tidu/criteria';
import { type MatchResult, seedMeasures, StandingsQueries } from '@tidu/measures';
import { builtInOfficer, Database } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { projectRoot } from '../../apps/cli/src/root';
import { entities } from '../../apps/server/src/schema';
import { CatalogueService } from '../../libs/measures/src/catalogue/catalogue.service';
import { Matcher } from '../../libs/measures/src/matching/judge';
import { countSheets, firstId, type SheetRow, sheetRows } from '../../libs/measures/src/matching/sheet-rows';
import { measuresOf } from './measure-texts';
import { type Bench, bothShown, type Figure, goal, interleave, median, ratioOf, shown, timed } from './harness';
import type { BenchDatabase, Installation } from './installation';
import { sheetDay } from './population';

/** Enterprises judged to learn what judging costs; all of them would not fit into memory. */
const sample = 100_000;
/** How many measures are for everybody; the shipped ones are for other places, and are looked at too. */
const many = 40;

/**
 * Matching the whole register with all measures: the job as a worker runs it, against the least it could cost: judging the
 * same facts from memory, and writing the finished rows into a table without keys.
 */
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
  const finished = await finishedRows(database);
  const judging = await judgingOnly(database);
  const times = await interleave(
    rounds,
    {
      judged: judging,
      written: () => copyIn(database, finished),
      constant: () => constantInsert(database),
      ours: match,
    },
    clean,
  );
  const limit = times.judged.map((ms, round) => ms + (times.written[round] ?? NaN));
  if (!result || result.measures < many || result.eligible === 0)
    throw new Error(`matching: ${JSON.stringify(result)}`);
  const summary = await summaryTimes(database);
  const work = `匹配 ${result.enterprises.toLocaleString('en-US')} 家 × ${result.measures} 项措施，结果入库（替换上一次的）`;
  return [
    {
      ...{ id: 'matching.all', work, against: '只判定（事实已在内存）＋ COPY 成品行（无主键）', unit: '×' },
      ...{ goal: goal.atMost(4, 2.5), value: ratioOf(times.ours, limit) },
      note: `${bothShown(times.ours, limit)}（判定 ${shown(median(times.judged))}，COPY ${shown(median(times.written))}）`,
    },
    {
      ...{ id: 'matching.constant', work: '同上', against: '常量 INSERT … SELECT（无主键），不判定', unit: '×' },
      ...{ value: ratioOf(times.ours, times.constant), note: bothShown(times.ours, times.constant) },
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

/** Judges every enterprise by every measure, its facts in memory: a part of them, counted up to all. */
async function judgingOnly({ appUrl }: BenchDatabase): Promise<() => Promise<number>> {
  const opened = await Database.connect({ url: appUrl, entities, poolSize: 2, statementTimeout: 0 });
  try {
    const reference = new ReferenceService(opened);
    const [catalogue, service] = [await reference.facts(), new CatalogueService(reference)];
    const matcher = new Matcher(await opened.read(builtInOfficer, (tx) => service.inForce(tx, sheetDay)));
    const { sheets, total } = await opened.read(builtInOfficer, async (tx) => {
      const all: SheetRow[] = [];
      while (all.length < sample) {
        const after = all.at(-1)?.id ?? firstId;
        const part = await sheetRows(tx, catalogue, matcher.facts, { after, limit: 5_000 });
        all.push(...part);
        if (part.length < 5_000) break;
      }
      return { sheets: all, total: await countSheets(tx) };
    });
    const [outcomes, amounts]: [OutcomeCode[], (bigint | null)[]] = [[], []];
    const judge = () => {
      for (const { regionCode, values } of sheets)
        matcher.judge({ regionCode, values, paid: undefined }, outcomes, amounts);
      return Promise.resolve();
    };
    await judge(); // compiles it
    return async () => ((await timed(judge)) * total) / sheets.length;
  } finally {
    await opened.close();
  }
}

/** The rows that a matching wrote, as COPY text in a file. */
async function finishedRows(database: BenchDatabase): Promise<string> {
  fs.mkdirSync(database.filesDir, { recursive: true });
  const file = path.join(database.filesDir, 'finished-matches');
  await database.asSuperuser((client) =>
    pipeline(client.query(copyTo('copy measure_match to stdout')), fs.createWriteStream(file)),
  );
  return file;
}

const copyIn = (database: BenchDatabase, file: string): Promise<number> =>
  database.asSuperuser((client) =>
    timed(() => pipeline(fs.createReadStream(file), client.query(copyFrom('copy constant_match from stdin')))),
  );

/** Reads every sheet in force and writes as many rows of the same shape, always the same: nothing is decided. */
function constantInsert(database: BenchDatabase): Promise<number> {
  return database.asSuperuser(async (client) => {
    const { rows } = await client.query<{ run: string; met: string; amounts: string }>(
      `select "runId"::text as run, met::text, amounts::text from measure_match limit 1`,
    );
    const { n = 0 } = (await client.query<{ n: number }>('select count(*)::int as n from measure_match')).rows[0] ?? {};
    const [run, met, amounts] = [rows[0]?.run ?? '', rows[0]?.met ?? '{}', rows[0]?.amounts ?? '{}'].map((one) =>
      client.escapeLiteral(one),
    );
    return timed(() =>
      client.query(
        `insert into constant_match ("runId", "enterpriseId", year, "asOf", "sheetVersion", met, amounts)
         select ${run}, "enterpriseId", year, "asOf", version, ${met}, ${amounts}
         from (select *, row_number() over () as place from fact_sheet where "supersededAt" is null) s where place <= ${n}`,
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
