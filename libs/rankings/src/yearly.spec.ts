import { read as readBySheetJs } from '@e965/xlsx';
import { type ActingPerson, type JobHandler, systemActor } from '@tidu/platform';
import { signInAs } from '@tidu/test/signed-in';
import ExcelJS from 'exceljs';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { countyOfficer } from '../../scoring/src/testing/register';
import type { FileCheck } from './dispatch/file-checks';
import type { GivenDispatch } from './dispatch/register-dispatch.job';
import { PublicRankingsQueries } from './open/public-rankings.queries';
import { GiveGapTasksJob, type GiveGapTasksResult } from './readiness/give-gap-tasks.job';
import { gapTask } from './readiness/gap-tasks.service';
import { snapshotSource } from './reports/report-fields';
import { BandQueries } from './snapshots/band.queries';
import { SnapshotsQueries } from './snapshots/snapshots.queries';
import { clerk, definitionText, RankingWorld, reviewer } from './testing/ranking-world';
import { AuditTrail } from '@tidu/audit';

jest.setTimeout(60_000);
const payload = '=HYPERLINK("http://evil.example","点")';
const classes = `
places: 2
provisionalSources: [enterprise]
classes:
  by: share
  list:
    - { code: A, label: 优先, to: 40, measure: own-a }
    - { code: B, label: 其余, measure: own-b }`;

/** A form as a bureau makes it: title, merged two-row header, a formula, a hidden column. */
async function form(): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('排名汇总表');
  sheet.mergeCells('A1:G1');
  sheet.getCell('A1').value = '规上工业企业排名汇总表';
  sheet.getCell('G2').value = '金额单位：万元';
  for (const area of ['A3:A4', 'B3:B4', 'C3:C4', 'D3:E3', 'F3:F4', 'G3:G4']) sheet.mergeCells(area);
  const heads = {
    A3: '名次',
    B3: '企业名称',
    C3: '统一社会信用代码',
    D3: '经营情况',
    D4: '净利润',
    E4: '营业收入',
    F3: '利润率',
    G3: '内部编号',
  };
  for (const [place, text] of Object.entries(heads)) sheet.getCell(place).value = text;
  sheet.getColumn(7).hidden = true;
  for (let row = 5; row < 8; row++)
    sheet.getCell(`F${row}`).value = { formula: `IF(E${row}="","",D${row}/E${row}*100)` };
  return Buffer.from(await book.xlsx.writeBuffer());
}

describe('what a yearly ranking gives besides its list', () => {
  let world: RankingWorld;
  let dir: string;
  let definitionId = '';
  let snapshotId = '';
  let ids: Record<string, string>;

  beforeAll(async () => {
    world = await RankingWorld.open();
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-yearly-'));
    const firm = (tax: number, regionCode = '410302') => ({
      ...{ taxPaid: tax * 100, landArea: 100_000, netProfit: 1_000_000, revenue: 12_345_678_90, regionCode },
    });
    ids = await world.firms({
      ...{ 甲厂: firm(900), [payload]: firm(800, '410305'), 丙厂: firm(700), 丁厂: firm(600, '410305') },
      // last year's figures come from the enterprise itself: provisional
      戊厂: { last: { taxPaid: 78_000, landArea: 100_000 }, netProfit: 1_000_000, revenue: 1_234_567_890 },
      ...Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`己${i}厂`, firm(100 + i)])),
      空厂: {},
    });
    definitionId = await world.definition(definitionText(classes));
    snapshotId = await world.frozen({ definitionId });
  });
  afterAll(async () => {
    await world.close();
    fs.rmSync(dir, { recursive: true, force: true });
  });

  it('is nothing of another scope: no form, no band of a row out of sight', async () => {
    const { reports } = world.filing(dir);
    const bands = new BandQueries(world.register.database);
    await expect(bands.one(countyOfficer, snapshotId, ids['甲厂'] ?? '')).rejects.toMatchObject({
      code: 'RANKINGS.NO_ROW',
    });
    const asked = { template: snapshotId, rows: 'all' as const };
    await expect(reports.check(countyOfficer, snapshotId, asked)).rejects.toMatchObject({ code: 'RANKINGS.PART_ONLY' });
    await expect(reports.check(clerk, definitionId, asked)).rejects.toMatchObject({ code: 'RANKINGS.NO_SNAPSHOT' });
  });

  it('has bands: who is undecided at the line, and which figure would settle it', async () => {
    const queries = new SnapshotsQueries(world.register.database);
    const { snapshot } = await queries.one(clerk, snapshotId);
    expect(snapshot.cohort.bands).toMatchObject({ kind: 'exact', unsettled: 1, undecided: 2 });
    const { items } = await queries.rows(clerk, snapshotId, { only: 'undecided' });
    expect(items.map(({ name, rank, best, worst, standing }) => [name, rank, best, worst, standing])).toEqual([
      [payload, 2, 2, 3, 'undecided'],
      ['戊厂', 3, 2, 3, 'undecided'],
    ]);
    const { figures } = await new BandQueries(world.register.database).one(clerk, snapshotId, ids['戊厂'] ?? '');
    const tax = figures.find(({ label }) => label.includes('税'));
    expect(tax).toMatchObject({ label: '上年评价税收', low: '741', high: '819', outFrom: '741', inTo: null });
    // by itself it settles only that it is out: its land may turn out otherwise too
    expect(Number(tax?.outTo)).toBeLessThan(780);
  });

  it('fills a superior’s form with frozen rows, which is checked and registered like any file, and blocked when it lacks a row', async () => {
    const { files, templates, reports, job, dispatches, dispatching } = world.filing(dir);
    const { file } = await files.write(
      'form.xlsx',
      'application/octet-stream',
      async (out) => void out.write(await form()),
    );
    const account = { duty: 'business', role: 'district.leader', scopeKind: 'everything', scopeId: null };
    await signInAs(world.register.database, { ...clerk, ...account, loginName: 'p1', displayName: clerk.name });
    const documentId = await world.documents().register(clerk, {
      ...{ title: '排名汇总表', number: null, issuer: '市工信局', receivedOn: '2026-01-01', dueOn: '2199-12-31' },
      ...{ note: null, owner: clerk.id },
    });
    const template = await templates.add(clerk, { name: '市局排名汇总表', source: snapshotSource, file, documentId });
    const [version] = await world.rows<{ id: string; version: number }>(
      'select id, version from desk_template_version where "templateId" = $1',
      [template],
    );
    const asked = { template: version?.id ?? '', rows: 'placed' as const };
    await expect(reports.check(clerk, snapshotId, asked)).rejects.toMatchObject({ code: 'DESK.NOT_MAPPED' });
    await templates.map(clerk, asked.template, version?.version ?? 0, [
      { index: 0, field: 'rank', unit: null },
      { index: 1, field: 'name', unit: null },
      { index: 2, field: 'creditCode', unit: null },
      { index: 3, field: 'fact.netProfit', unit: '万元' },
      { index: 4, field: 'fact.revenue', unit: '万元' },
    ]);
    const check = await reports.check(clerk, snapshotId, asked);
    expect([check.rows, check.missing]).toEqual([11, []]);
    await expect(reports.fill(clerk, snapshotId, { ...asked, expected: 12 })).rejects.toMatchObject({
      code: 'RANKINGS.REPORT_COUNT',
    });
    const made = await world.register.runJob(job, { snapshotId, format: 'form', form: asked }, clerk);
    const { sha256 } = made.result as { sha256: string };
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(files.path(sha256));
    const sheet = book.getWorksheet('排名汇总表');
    expect([5, 6, 15].map((row) => ['A', 'B', 'D', 'E'].map((at) => sheet?.getCell(`${at}${row}`).value))).toEqual([
      [1, '甲厂', 1, 1234.56789],
      [2, payload, 1, 1234.56789],
      [11, '己0厂', 1, 1234.56789],
    ]);
    expect(typeof sheet?.getCell('C5').value).toBe('string');
    expect([sheet?.getCell('F15').formula, sheet?.getColumn(7).hidden, sheet?.model.merges.length]).toEqual([
      ...['IF(E15="","",D15/E15*100)', true, 7],
    ]);
    reopened(files.path(sha256), '排名汇总表');

    const checked = async () => {
      const asked = dispatches.check(clerk, { snapshotId, exportJobId: made.id });
      return (await world.work(clerk, dispatching, asked)).result as FileCheck;
    };
    const register = (who: ActingPerson, given: GivenDispatch) =>
      world.work(who, dispatching, dispatches.register(who, snapshotId, given));
    const ok = await checked();
    expect(ok).toMatchObject({ ok: true, rowsShown: 11, rowsInFile: 11, rootMatches: null, faults: [] });
    expect(ok.document).toMatchObject({ id: documentId, title: '排名汇总表', ownerName: clerk.name });
    const given = { recipient: '市工信局', sentOn: '2026-01-05', way: 'mail' as const, exportJobId: made.id };
    const answers = { ...given, documentId };
    // the task is somebody else's to end, and what was refused is not registered
    const helper = {
      ...clerk,
      id: reviewer.id,
      permissions: new Set(['desk.act', 'figures.read', 'rankings.export'] as const),
    };
    await expect(dispatches.register(helper, snapshotId, answers)).rejects.toMatchObject({ code: 'DESK.NOT_YOURS' });
    const nowhere = { ...given, documentId: snapshotId };
    await expect(dispatches.register(clerk, snapshotId, nowhere)).rejects.toMatchObject({ code: 'DESK.DOCUMENT' });
    // the job has the rights that whoever asked had, and no others
    const late = await world.register.runJob(
      dispatching[1] as JobHandler,
      { ...answers, snapshotId, held: ['desk.act'] },
      helper,
    );
    expect(late.error?.code).toBe('DESK.NOT_YOURS');
    // two at once: both were sent, the task ends with the first
    const both = await Promise.all([answers, answers].map((one) => register(clerk, one)));
    expect(both.map(({ state }) => state)).toEqual(['succeeded', 'succeeded']);
    const [task] = await world.rows<object>(
      `select state, "endedReason" as why, evidence from desk_task where "objectId" = $1`,
      [documentId],
    );
    expect(task).toEqual({
      state: 'done',
      why: '已于 2026-01-05 报送市工信局',
      evidence: expect.stringContaining(sha256) as string,
    });
    // it may be sent to others too
    expect((await register(helper, { ...answers, recipient: '市统计局' })).state).toBe('succeeded');
    expect((await checked()).document).toBe(null);
    expect(
      (await dispatches.list(clerk, snapshotId)).map((one) => [one.fileSha256, one.rows, one.documentTitle]),
    ).toEqual(Array(3).fill([sha256, 11, '排名汇总表']));
    sheet?.spliceRows(15, 1);
    await book.xlsx.writeFile(files.path(sha256));
    const bad = await checked();
    expect([bad.ok, bad.faults[0]]).toEqual([false, '屏幕上 11 行，文件里对得上的 10 行']);
    expect((await register(clerk, given)).error?.code).toBe('RANKINGS.CHECK_FAILED');
  });

  it('its own workbook says the same in LibreOffice, and no cell is worked out anew', async () => {
    const { files, job } = world.filing(dir);
    const { result } = await world.register.runJob(job, { snapshotId, format: 'xlsx' }, clerk);
    const own = path.join(dir, 'own.xlsx');
    fs.copyFileSync(files.path((result as { sha256: string }).sha256), own);
    const rows = reopened(own, '排名');
    expect(rows).toBe(13);
  });

  it('is counted in public by place and industry, small numbers hidden, and its list tells no place', async () => {
    const open = new PublicRankingsQueries(world.register.database, world.register.reference);
    await expect(open.counts(snapshotId)).rejects.toMatchObject({ code: 'RANKINGS.NOT_PUBLIC' });
    await world.snapshots.disclose(reviewer, snapshotId);
    const { columns, totals, total, regions } = await open.counts(snapshotId);
    expect([columns.map(({ code }) => code), totals, total]).toEqual([['A', 'B', 'excluded'], [4, 7, 1], 12]);
    const shown = regions.map(({ code, counts, total: all }) => [code, counts, all]);
    expect(shown).toEqual([
      ['410302', [null, null, null], null],
      ['410305', [null, null, null], null],
    ]);
    const [row] = (await open.rows(snapshotId, {})).items;
    expect(row).toEqual({ position: 1, rank: 1, class: 'A', name: '甲****', excluded: false });
  });

  it('gaps become one task an enterprise, for who looks after it; the figure ends one, the waiver another', async () => {
    const { readiness, gapTasks } = world.readiness();
    const { database, sheets } = world.register;
    const account = { duty: 'business', role: 'district.leader', scopeKind: 'everything', scopeId: null };
    for (const { id, name } of [clerk, reviewer])
      await signInAs(database, { id, loginName: `p${id.slice(-1)}`, displayName: name, ...account });
    await world.rows('update enterprise set "officerId" = $1, "officerName" = $2 where id = $3', [
      ...[reviewer.id, reviewer.name, ids['空厂']],
    ]);
    const other = await world.definition(definitionText('places: 2'));
    const job = new GiveGapTasksJob(gapTasks, sheets, new AuditTrail());
    const give = () => world.register.result<GiveGapTasksResult>(job, { definitionId: other }, clerk);
    expect(await give()).toEqual({ definitionId: other, enterprises: 2, given: 2, ended: 0 });
    expect(await give()).toMatchObject({ given: 0 });
    const tasks = () =>
      world.rows<{ enterpriseId: string; ownerId: string; state: string; note: string }>(
        `select "enterpriseId", "ownerId", state, note from desk_task where kind = $1`,
        [gapTask],
      );
    const of = async (name: string) => (await tasks()).find(({ enterpriseId }) => enterpriseId === ids[name]);
    expect([(await of('空厂'))?.ownerId, (await of('戊厂'))?.ownerId]).toEqual([reviewer.id, clerk.id]);
    expect((await of('戊厂'))?.note).toContain('评价税收（缺数）');

    await world.register.figures(ids['戊厂'] ?? '', 2021, 'tax', {
      ...{ taxPaid: 100, landArea: 10_000, netProfit: 1, revenue: 100 },
    });
    expect(await gapTasks.settleDue(definitionId)).toBe(0);
    // asked for anew, it ends what is whole by now
    expect(await give()).toMatchObject({ enterprises: 1, given: 0, ended: 1 });
    expect(await gapTasks.settleDue()).toBe(0);
    expect([(await of('空厂'))?.state, (await of('戊厂'))?.state]).toEqual(['open', 'done']);
    const { items } = await readiness.gaps(clerk, other, { waived: 'no' });
    for (const { enterpriseId, fact, kind } of items) {
      expect((await of('空厂'))?.state).toBe('open');
      await readiness.waive(clerk, other, { enterpriseId, fact, kind, reason: '今年停产' });
    }
    expect((await of('空厂'))?.state).toBe('done');
    expect(await world.register.database.read(systemActor, async () => gapTasks.settleDue())).toBe(0);
  });

  /** The workbook as LibreOffice keeps it: every cell says the same. Returns the rows; needs `soffice`, else it is left out. */
  function reopened(file: string, name: string): number {
    type Cells = Record<string, { v?: string | number; t?: string; f?: string } | undefined>;
    const mine = readBySheetJs(fs.readFileSync(file)).Sheets[name] as Cells;
    const places = Object.keys(mine).filter((one) => /^[A-Z]+\d+$/.test(one));
    const last = Math.max(...places.map((one) => Number(/\d+$/.exec(one)?.[0])));
    const office = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find((one) => fs.existsSync(one));
    if (office === undefined) return last;
    const to = fs.mkdtempSync(path.join(dir, 'office-'));
    const copy = path.join(dir, `${path.basename(to)}.xlsx`);
    fs.copyFileSync(file, copy);
    execFileSync(
      office,
      [
        ...['--headless', `-env:UserInstallation=file://${to}/profile`, '--convert-to', 'xlsx:Calc MS Excel 2007 XML'],
        ...['--outdir', to, copy],
      ],
      { stdio: 'ignore' },
    );
    const again = readBySheetJs(fs.readFileSync(path.join(to, path.basename(copy)))).Sheets[name] as Cells;
    for (const place of places.filter((one) => !mine[one]?.f))
      expect([place, again[place]?.t, again[place]?.v]).toEqual([place, mine[place]?.t, mine[place]?.v]);
    return last;
  }
});
