import { builtInOfficer, JobStopped } from '@tidu/platform';
import { read, utils } from '@e965/xlsx';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { countyOfficer } from '../../../scoring/src/testing/register';
import { definitionText, RankingWorld } from '../testing/ranking-world';
import type { ExportSnapshotResult } from './snapshot-export';
import { verifyRankingFile } from './verify-file';

describe('files of a frozen ranking', () => {
  let world: RankingWorld;
  let dir: string;
  let snapshotId = '';
  const files: Record<string, string> = {};

  beforeAll(async () => {
    world = await RankingWorld.open();
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-snapshots-'));
    const firm = (n: number) => ({
      ...{ taxPaid: 100_000 + n * 7_001, landArea: 100_000, netProfit: (n - 3) * 100_000, revenue: 10_000_000 },
    });
    await world.firms({
      甲: firm(9),
      '=cmd|" /c calc"!A1': firm(5),
      '乙,“丙”': { ...firm(2), last: firm(1) },
      丁: { last: firm(4), netProfit: 1, revenue: 300 },
      戊: {},
    });
    const definitionId = await world.definition(definitionText('provisionalSources: [enterprise]'));
    snapshotId = await world.frozen({ definitionId });
    for (const format of ['csv', 'xlsx', 'json'] as const) files[format] = await made('ranking', format);
  }, 120_000);
  afterAll(async () => {
    await world.close();
    fs.rmSync(dir, { recursive: true, force: true });
  });

  const job = () => world.filing(dir).job;
  async function made(name: string, format: string): Promise<string> {
    const result = await world.register.result<ExportSnapshotResult>(job(), { snapshotId, format });
    const file = path.join(dir, `${name}.${format}`);
    fs.copyFileSync(path.join(dir, result.sha256), file);
    return file;
  }

  it('are refused to who sees a part only, and of a preview', async () => {
    const refused = async (payload: object, person = builtInOfficer) =>
      (await world.register.runJob(job(), payload, person)).error?.code;
    expect(await refused({ snapshotId, format: 'csv' }, countyOfficer)).toBe('RANKINGS.PART_ONLY');
    const definitionId = await world.definition(definitionText(''));
    const preview = await world.run({ definitionId });
    expect(await refused({ snapshotId: preview.snapshotId, format: 'csv' })).toBe('RANKINGS.NOT_FROZEN');
  });

  it('say of every row what it rests on, codes as text and numbers as numbers, nothing that runs', () => {
    const book = read(fs.readFileSync(files.xlsx ?? ''), { cellFormula: true });
    const sheet = book.Sheets['排名'] ?? {};
    const rows = utils.sheet_to_json<Record<string, unknown>>(sheet);
    expect(rows).toHaveLength(5);
    expect(rows[0]).toMatchObject({ 名次: 1, 企业名称: '甲', 数据年度: 2021, 性质: '预评估，非认定，本局自定' });
    expect(rows.map((row) => [typeof row['名次'], typeof row['统一社会信用代码'], typeof row['总分']])[0]).toEqual([
      ...['number', 'string', 'number'],
    ]);
    expect(Object.fromEntries(rows.map((row) => [row['企业名称'], row['标记'] ?? '']))).toMatchObject({
      ...{ 甲: '', '乙,“丙”': '负值', 丁: '上年数、暂用数', 戊: '' },
    });
    expect(Object.values(sheet).some((cell: unknown) => (cell as { f?: string }).f !== undefined)).toBe(false);
    const head = utils.sheet_to_json<string[]>(book.Sheets['口径'] ?? {}, { header: 1 }).map((row) => row.join('：'));
    for (const says of ['行数：5', '不参评：1', '四舍五入', '快照根值', '标记：上年数：1 家'])
      expect(head.some((line) => line.startsWith(says))).toBe(true);
  });

  it('verify without a database, and name what was changed: any byte of CSV and JSON, of XLSX too', async () => {
    const roots = new Set<string | null>();
    for (const format of ['csv', 'xlsx', 'json'] as const) {
      const whole = await verifyRankingFile(files[format] ?? '');
      expect([format, whole.faults, whole.rows, whole.replayed]).toEqual([format, [], 5, format === 'json']);
      roots.add(whole.root);
      const bytes = fs.readFileSync(files[format] ?? '');
      const changed = path.join(dir, `changed.${format}`);
      // a workbook is unpacked by a process of its own each time
      const step = format === 'xlsx' ? Math.ceil(bytes.length / 15) : format === 'json' ? 41 : 3;
      for (let at = 0; at < bytes.length; at += step) {
        const copy = Buffer.from(bytes);
        copy[at] = (copy[at] as number) ^ (at % 2 === 0 ? 1 : 0x10);
        fs.writeFileSync(changed, copy);
        const { faults } = await verifyRankingFile(changed);
        if (faults.length === 0)
          throw new Error(`${format}: byte ${at} (${bytes.subarray(at, at + 9).toString()}) unnoticed`);
      }
    }
    expect(roots.size).toBe(1);
  }, 240_000);

  it('say how far they are checked, and stop when told to', async () => {
    for (const format of ['csv', 'xlsx', 'json'] as const) {
      const stages = new Set<string>();
      await verifyRankingFile(files[format] ?? '', (_, stage) => void stages.add(stage));
      expect([...stages]).toEqual(['逐行核对', ...(format === 'json' ? ['读取指标', '计分排序', '按定义重算'] : [])]);
      for (const last of stages) {
        const stop = (_: number, stage: string) => {
          if (stage === last) throw new JobStopped('cancelled');
        };
        await expect(verifyRankingFile(files[format] ?? '', stop)).rejects.toBeInstanceOf(JobStopped);
      }
    }
  });

  it('as JSON, line by line: cut off anywhere, with lines moved, doubled, left out or joined, they are named', async () => {
    const text = fs.readFileSync(files.json ?? '', 'utf8');
    const lines = text.split('\n');
    const changed = path.join(dir, 'lines.json');
    const broken = [
      ...Array.from({ length: 30 }, (_, i) => text.slice(0, Math.floor((text.length * i) / 30) + 1)),
      ...lines.slice(0, -1).flatMap((line, i) =>
        [
          [...lines.slice(0, i), line, ...lines.slice(i)], // twice
          [...lines.slice(0, i), ...lines.slice(i + 1)],
          [...lines.slice(0, i), ...lines.slice(i, i + 2).reverse(), ...lines.slice(i + 2)],
          [...lines.slice(0, i), lines.slice(i, i + 2).join(' '), ...lines.slice(i + 2)],
        ].map((some) => some.join('\n')),
      ),
      JSON.stringify(JSON.parse(text)),
      '{}',
      `${text}\n`,
    ];
    for (const [i, one] of broken.entries()) {
      fs.writeFileSync(changed, one);
      const { faults, replayed } = await verifyRankingFile(changed);
      expect([i, one === text || faults.length > 0, replayed]).toEqual([i, true, one === text]);
    }
  });

  it('carry pillars, extra points, means and benchmarks by industry, and are ranked anew by themselves', async () => {
    const text = `
code: pillars-whole
title: 支柱
own: true
basis: 测试
year: 2021
asOf: 2022-09-01
pillars: [{ id: x, label: 特色, weight: 40 }, { id: y, label: 亩产, weight: 60 }]
indicators:
  - id: rate
    label: 净利润率
    pillar: x
    ratio: { over: netProfit, under: revenue }
    weight: 100
    minMax: { base: 20 }
    gap: provisional
    negative: worst
  - id: tax
    label: 亩均税收
    pillar: y
    ratio: { over: taxPaid, under: landArea }
    weight: 100
    benchmark: { value: 100, byIndustry: { '38': 50 }, floor: 0, cap: 300 }
    gap: cohortMean
    meanFor: [taxPaid, landArea]
    negative: worst
extra: { cap: 2, list: [{ fact: revenue, atLeast: 1000, label: 规模, points: 3, source: 测试 }] }
`;
    const id = await world.frozen({ definitionId: await world.definition(text) });
    const rows = await world.places(id);
    // 丁 and 戊 have no tax of this year: the mean of the three that have
    expect(rows.map(([name, , , , flags]) => [name, flags])).toEqual([
      ['甲', ''],
      ['=cmd|" /c calc"!A1', ''],
      ['丁', 'cohortMean'],
      ['戊', 'gap,cohortMean'],
      ['乙,“丙”', 'negative'], // as little profit as 戊 is given, and less tax than the mean
    ]);
    const result = await world.register.result<ExportSnapshotResult>(job(), { snapshotId: id, format: 'json' });
    const file = path.join(dir, 'pillars.json');
    fs.copyFileSync(path.join(dir, result.sha256), file);
    expect(await verifyRankingFile(file)).toMatchObject({ faults: [], rows: 5, replayed: true });
    const content = fs.readFileSync(file, 'utf8');
    expect(content).toContain('"industry":["3811",null]');
    fs.writeFileSync(file, content.replace('"industry":["3811",null]', '"industry":["1311",null]'));
    const { faults } = await verifyRankingFile(file);
    expect(faults.some(({ message }) => message.includes('重算的结果与写着的不同'))).toBe(true);
  });

  it('name the row whose figure was changed', async () => {
    const text = fs.readFileSync(files.csv ?? '', 'utf8');
    const changed = path.join(dir, 'figure.csv');
    const lines = text.split('\n');
    fs.writeFileSync(changed, lines.map((line, i) => (i === 1 ? line.replace(',甲,', ',甲甲,') : line)).join('\n'));
    const { faults } = await verifyRankingFile(changed);
    expect(faults[0]?.where).toMatch(/^第 2 行（甲甲，/);
    fs.writeFileSync(changed, lines.filter((_, i) => i !== 2).join('\n'));
    expect((await verifyRankingFile(changed)).faults[0]?.message).toContain('位置变了');
  });

  it('are the same bytes again from another clock and place, apart from who exported when', async () => {
    const zone = process.env.TZ;
    try {
      for (const one of ['UTC', 'America/New_York', 'Asia/Shanghai']) {
        process.env.TZ = one;
        expect(fs.readFileSync(await made('again', 'csv')).equals(fs.readFileSync(files.csv ?? ''))).toBe(true);
        expect(fs.readFileSync(await made('again', 'json')).equals(fs.readFileSync(files.json ?? ''))).toBe(true);
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it('of a snapshot that keeps no cells are laid out anew: the same cells, checked the same', async () => {
    await world.rows('alter table ranking_snapshot_row disable trigger ranking_snapshot_row_kept');
    await world.rows('update ranking_snapshot_row set cells = null where "snapshotId" = $1', [snapshotId]);
    await world.rows('alter table ranking_snapshot_row enable trigger ranking_snapshot_row_kept');
    const csv = fs.readFileSync(await made('old', 'csv'), 'utf8');
    expect(csv.replaceAll('\r\n', '\n')).toBe(fs.readFileSync(files.csv ?? '', 'utf8'));
    for (const format of ['csv', 'xlsx', 'json'])
      expect(await verifyRankingFile(await made('old', format))).toMatchObject({ faults: [], rows: 5 });
  });
});
