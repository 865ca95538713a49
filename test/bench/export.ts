import type { CreateRankingResult, ExportRankingResult } from '@tidu/rankings';
import type { ScoreResult } from '@tidu/scoring';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { escapeLiteral } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { exportSelect } from '../../libs/rankings/src/export/columns';
import { type Bench, bothShown, type Figure, goal, interleave, ratioOf, shown, timed } from './harness';
import type { BenchDatabase, Installation } from './installation';
import { sheetDay, sheetYear } from './population';

/** Exporting a ranking of the whole register, against PostgreSQL's own COPY of the same columns. */
export const exporting: Bench = { name: 'export', says: '导出', run };

type Format = 'csv' | 'xlsx';

async function run(installation: Installation): Promise<Figure[]> {
  const database = await installation.population();
  const { rankingId, total, ms } = await makeRanking(database);
  const select = await selectOf(database, rankingId);
  const peak = { csv: 0, xlsx: 0 };
  const job = (format: Format) => async () => {
    const done = await database.job<ExportRankingResult>('rankings.export', { rankingId, format });
    if (done.result.rows !== total) throw new Error(`${format}: ${done.result.rows} of ${total} rows`);
    peak[format] = Math.max(peak[format], done.peakMb);
    return done.ms[0] ?? NaN;
  };
  const hasPsql = spawnSync('psql', ['--version']).status === 0;
  const times = await interleave<string>(
    installation.scale === 'full' ? 3 : 1,
    {
      driver: () => copyByDriver(database, select),
      ...(hasPsql && { psql: () => copyByPsql(database, select) }),
      csv: job('csv'),
      xlsx: job('xlsx'),
    },
    async () => {
      fs.rmSync(database.filesDir, { recursive: true, force: true });
      await database.checkpoint();
    },
  );
  await database.forgetRuns();
  const of = (name: string) => times[name] ?? [];
  const rows = total.toLocaleString('en-US');
  const csv = (limit: 'driver' | 'psql', against: string): Figure => ({
    ...{ id: `export.csv.${limit}`, work: `导出 ${rows} 行排名 CSV`, against, goal: goal.atMost(1.5, 1.1), unit: '×' },
    ...{ value: ratioOf(of('csv'), of(limit)), note: bothShown(of('csv'), of(limit)) },
  });
  const memory = (format: Format): Figure => ({
    ...{ id: `export.${format}.memory`, work: `导出进程内存峰值（${format.toUpperCase()}）`, against: '' },
    ...{ value: peak[format], unit: 'MB' },
  });
  return [
    ...(hasPsql ? [csv('psql', 'psql \\copy 到 /dev/null')] : []),
    csv('driver', 'COPY 经同一驱动到 /dev/null'),
    {
      ...{ id: 'export.xlsx', work: `导出 ${rows} 行排名 XLSX`, against: '我们的 CSV', goal: goal.atMost(4, 2.5) },
      ...{ value: ratioOf(of('xlsx'), of('csv')), unit: '×', note: bothShown(of('xlsx'), of('csv')) },
    },
    memory('csv'),
    memory('xlsx'),
    {
      ...{ id: 'ranking.create', work: `生成 ${rows} 行排名`, against: '驱动读出这些行', unit: '×' },
      ...{ value: ratioOf([ms], of('driver')), note: shown(ms) },
    },
  ];
}

async function makeRanking(database: BenchDatabase): Promise<CreateRankingResult & { ms: number }> {
  await database.forgetRuns();
  const standardIds = ['miit-2022-63-specialized'];
  const scored = await database.job<ScoreResult>('scoring.score', { year: sheetYear, asOf: sheetDay, standardIds });
  const ranked = await database.job<CreateRankingResult>('rankings.create', {
    runId: scored.result.runs[0]?.runId,
    name: '性能测试',
  });
  await database.asSuperuser((client) => client.query('vacuum analyze ranking_row'));
  return { ...ranked.result, ms: ranked.ms[0] ?? NaN };
}

/** The very columns of the export, without the guard against formulas: what one would write into psql. */
function selectOf(database: BenchDatabase, rankingId: string): Promise<string> {
  return database.asSuperuser(async (client) => {
    const { rows } = await client.query<Parameters<typeof exportSelect>[0]>(
      `select *, "asOf"::text as "asOf" from ranking where id = $1`,
      [rankingId],
    );
    if (!rows[0]) throw new Error('no ranking');
    return exportSelect(rows[0], escapeLiteral, false).replaceAll(/\s+/g, ' ');
  });
}

function copyByDriver(database: BenchDatabase, select: string): Promise<number> {
  return database.asSuperuser((client) =>
    timed(() =>
      pipeline(client.query(copyTo(`copy (${select}) to stdout (format csv)`)), fs.createWriteStream('/dev/null')),
    ),
  );
}

function copyByPsql(database: BenchDatabase, select: string): Promise<number> {
  return timed(() => {
    const args = ['-X', '-q', database.superuser, '-c', `\\copy (${select}) to '/dev/null' with (format csv)`];
    const done = spawnSync('psql', args, { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(done.stderr);
    return Promise.resolve();
  });
}
