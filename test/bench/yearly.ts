import { AuditTrail } from '@tidu/audit';
import { type ActingPerson, builtInOfficer, Database, JobsService } from '@tidu/platform';
import type { ExportSnapshotResult, FileCheck, FreezeSnapshotResult, RunRankingResult } from '@tidu/rankings';
import { ReferenceService } from '@tidu/reference';
import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { escapeLiteral } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { entities } from '../../apps/server/src/schema';
import { DefinitionsService } from '../../libs/rankings/src/definitions/definitions.service';
import { SnapshotsService } from '../../libs/rankings/src/snapshots/snapshots.service';
import { type Bench, bothShown, type Figure, goal, interleave, ratioOf, shown, timed } from './harness';
import type { BenchDatabase, Installation } from './installation';
import { sheetDay, sheetYear } from './population';

/** A yearly ranking of the whole register with bands: run, frozen, exported, its files checked. */
export const yearly: Bench = { name: 'yearly', says: '年度排名', run };

const reviewer: ActingPerson = { ...builtInOfficer, id: '0190a000-0000-7000-8000-0000000000b2', name: '复核' };

/** Three indicators, ties parted, a line, classes; figures of the enterprises themselves count as provisional. */
const text = `
code: bench-yearly
title: 性能测试
own: true
basis: 性能测试
year: ${sheetYear}
asOf: ${sheetDay}
indicators:
  - { id: profit, label: 净利润率, ratio: { over: netProfit, under: revenue }, weight: 40, minMax: true, gap: provisional, negative: worst }
  - { id: research, label: 研发占比, ratio: { over: rdExpense, under: revenue }, weight: 35, benchmark: { value: 0.05, floor: 0, cap: 50 }, gap: provisional, negative: worst }
  - { id: scale, label: 营业收入, fact: revenue, weight: 25, minMax: true, gap: provisional, negative: worst }
ties: [profit]
places: 1000
provisionalSources: [enterprise]
classes:
  by: share
  list:
    - { code: A, label: 优先, to: 20, measure: bench-a }
    - { code: B, label: 其余, measure: bench-b }
`;

type Format = 'csv' | 'xlsx' | 'json';

async function run(installation: Installation): Promise<Figure[]> {
  const database = await installation.population();
  await forget(database);
  const definitionId = await definition(database);
  const ranked = await database.job<RunRankingResult>('rankings.run', { definitionId });
  const { snapshotId, total } = ranked.result;
  const frozen = await freeze(database, snapshotId);
  const peak = { csv: 0, xlsx: 0, json: 0 };
  const checks: Record<Format, { ms: number[]; peakMb: number }> = {
    ...{ csv: { ms: [], peakMb: 0 }, xlsx: { ms: [], peakMb: 0 }, json: { ms: [], peakMb: 0 } },
  };
  /** The file that was just written, held against what is frozen. */
  const check = async (format: Format) => {
    const done = await database.job<FileCheck>('rankings.checkFile', {
      ...{ snapshotId, exportJobId: await lastExport(database) },
    });
    if (!done.result.ok) throw new Error(`${format}: ${done.result.faults.join('; ')}`);
    const { ms, peakMb } = checks[format];
    checks[format] = { ms: [...ms, ...done.ms], peakMb: Math.max(peakMb, done.peakMb) };
  };
  const job = (format: Format) => async () => {
    const done = await database.job<ExportSnapshotResult>('rankings.exportSnapshot', { snapshotId, format });
    if (done.result.rows !== total) throw new Error(`${format}: ${done.result.rows} of ${total} rows`);
    peak[format] = Math.max(peak[format], done.peakMb);
    await check(format);
    return done.ms[0] ?? NaN;
  };
  const times = await interleave<string>(
    installation.scale === 'full' ? 2 : 1,
    {
      copied: () => copyRows(database, snapshotId),
      driver: () => readRows(database, snapshotId, '*'),
      cells: async () => readRows(database, snapshotId, await cellsOf(database, snapshotId)),
      csv: job('csv'),
      xlsx: job('xlsx'),
      json: job('json'),
    },
    async () => {
      fs.rmSync(database.filesDir, { recursive: true, force: true });
      await database.checkpoint();
    },
  );
  await forget(database);
  const of = (name: string) => times[name] ?? [];
  const rows = total.toLocaleString('en-US');
  const ms = ranked.ms[0] ?? NaN;
  return [
    {
      ...{ id: 'yearly.run', work: `按定义排 ${rows} 家，带名次区间`, against: '把成品行抄进一张普通表', unit: '×' },
      ...{
        value: ratioOf([ms], of('copied')),
        note: `${shown(ms)}（处理器 ${shown(ranked.cpuMs[0] ?? NaN)}）；抄一遍 ${shown(of('copied')[0] ?? NaN)}`,
      },
    },
    { ...{ id: 'yearly.run.memory', work: '排名进程内存峰值', against: '' }, value: ranked.peakMb, unit: 'MB' },
    {
      ...{ id: 'yearly.freeze', work: `逐行核对 ${rows} 行再冻结`, against: '驱动读出这些行', unit: '×' },
      ...{ value: ratioOf([frozen], of('driver')), note: shown(frozen) },
    },
    {
      ...{ id: 'yearly.csv', work: `导出 ${rows} 行快照 CSV，每行带校验值`, against: 'COPY 各列，不带校验值' },
      ...{ goal: goal.atMost(1.5, 1.1), unit: '×', value: ratioOf(of('csv'), of('cells')) },
      note: bothShown(of('csv'), of('cells')),
    },
    {
      ...{ id: 'yearly.xlsx', work: `导出 ${rows} 行快照 XLSX`, against: '我们的 CSV', goal: goal.atMost(4, 2.5) },
      ...{ value: ratioOf(of('xlsx'), of('csv')), unit: '×', note: bothShown(of('xlsx'), of('csv')) },
    },
    {
      ...{ id: 'yearly.json', work: `导出 ${rows} 行快照 JSON，带各行所依据的数`, against: '我们的 CSV', unit: '×' },
      ...{ value: ratioOf(of('json'), of('csv')), note: bothShown(of('json'), of('csv')) },
    },
    ...(['csv', 'xlsx', 'json'] as const).flatMap((format): Figure[] => [
      {
        ...{ id: `yearly.check.${format}`, work: `自检这份快照 ${format.toUpperCase()}，逐行`, against: '生成它' },
        ...{ value: ratioOf(checks[format].ms, of(format)), unit: '×', note: bothShown(checks[format].ms, of(format)) },
      },
      {
        ...{
          id: `yearly.check.${format}.memory`,
          work: `自检进程内存峰值（快照 ${format.toUpperCase()}）`,
          against: '',
        },
        ...{ value: checks[format].peakMb, unit: 'MB' },
      },
    ]),
    { ...{ id: 'yearly.csv.memory', work: '导出进程内存峰值（快照 CSV）', against: '' }, value: peak.csv, unit: 'MB' },
    {
      ...{ id: 'yearly.xlsx.memory', work: '导出进程内存峰值（快照 XLSX）', against: '' },
      value: peak.xlsx,
      unit: 'MB',
    },
    {
      ...{ id: 'yearly.json.memory', work: '导出进程内存峰值（快照 JSON）', against: '' },
      value: peak.json,
      unit: 'MB',
    },
  ];
}

/** The job that wrote a file last. */
const lastExport = (database: BenchDatabase): Promise<string> =>
  database.asSuperuser(async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `select id from job_run where task = 'rankings.exportSnapshot' order by "createdAt" desc limit 1`,
    );
    return rows[0]?.id ?? '';
  });

async function asProduct<T>({ appUrl }: BenchDatabase, work: (database: Database) => Promise<T>): Promise<T> {
  const ours = await Database.connect({ url: appUrl, entities, poolSize: 2, statementTimeout: 0 });
  try {
    return await work(ours);
  } finally {
    await ours.close();
  }
}

const definition = (database: BenchDatabase): Promise<string> =>
  asProduct(database, async (ours) => {
    const service = new DefinitionsService(ours, new ReferenceService(ours), new AuditTrail());
    const id = await service.propose(builtInOfficer, { text, note: '性能测试' });
    await service.publish(reviewer, id);
    return id;
  });

/** Every row looked at, then frozen; returns the milliseconds. Ties at the line are decided as they come. */
const freeze = (database: BenchDatabase, snapshotId: string): Promise<number> =>
  asProduct(database, async (ours) => {
    const service = new SnapshotsService(ours, new JobsService(ours), new AuditTrail());
    const { rowsRoot, codes, places } = await database.asSuperuser(async (client) => {
      const { rows } = await client.query<{ rowsRoot: string; codes: string[] | null; places: number }>(
        `select "rowsRoot", places - (select min(rank) from ranking_snapshot_row where "snapshotId" = s.id and line = 'tied') + 1 as places,
           (select array_agg("creditCode" order by position) from ranking_snapshot_row where "snapshotId" = s.id and line = 'tied') as codes
         from ranking_snapshot s where id = $1`,
        [snapshotId],
      );
      if (!rows[0]) throw new Error('no snapshot');
      return rows[0];
    });
    if (codes) await service.decideTie(reviewer, snapshotId, { chosen: codes.slice(0, places), reason: '性能测试' });
    const frozen = await database.job<FreezeSnapshotResult>('rankings.freeze', { snapshotId, rowsRoot });
    return frozen.ms[0] ?? NaN;
  });

/** Takes every yearly ranking away again; none is ever taken away in use. */
const forget = (database: BenchDatabase): Promise<unknown> =>
  database.asSuperuser((client) =>
    client.query(
      `truncate ranking_snapshot_row, ranking_dispatch, ranking_disclosure, ranking_freeze, ranking_tie_decision,
         ranking_snapshot, ranking_waiver, ranking_definition_publication, ranking_definition`,
    ),
  );

/** The finished rows, copied into a table without keys: the least that writing them can cost. */
const copyRows = (database: BenchDatabase, snapshotId: string): Promise<number> =>
  database.asSuperuser(async (client) => {
    await client.query('create table bench_rows (like ranking_snapshot_row)');
    const ms = await timed(() =>
      client.query('insert into bench_rows select * from ranking_snapshot_row where "snapshotId" = $1', [snapshotId]),
    );
    await client.query('drop table bench_rows');
    return ms;
  });

/** The cells as columns, with nothing worked out: neither checks nor guards. */
const cellsOf = (database: BenchDatabase, snapshotId: string): Promise<string> =>
  database.asSuperuser(async (client) => {
    const { rows } = await client.query<{ list: string }>(
      `select string_agg(format('cells[%s]', i), ', ' order by i) as list
       from ranking_snapshot, generate_series(1, jsonb_array_length(columns)) i where id = $1`,
      [snapshotId],
    );
    return rows[0]?.list ?? '';
  });

const readRows = (database: BenchDatabase, snapshotId: string, columns: string): Promise<number> =>
  database.asSuperuser((client) =>
    timed(() =>
      pipeline(
        client.query(
          copyTo(
            `copy (select ${columns} from ranking_snapshot_row where "snapshotId" = ${escapeLiteral(snapshotId)} order by position) to stdout (format csv)`,
          ),
        ),
        fs.createWriteStream('/dev/null'),
      ),
    ),
  );
