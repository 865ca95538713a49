import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Application } from './application';
import { checkCopies, importFile } from './import-file';
import { testApplication } from './testing/application';

/** The command takes every list the interface takes, and gives refused rows back in the same files. */
describe('importing a local file', () => {
  let doors: TestDoors;
  let app: Application;
  let dir: string;
  const code = makeCreditCode({ region: '410305', organisation: 'MA000001' });
  const unknown = makeCreditCode({ region: '410305', organisation: 'MA000002' });
  beforeAll(async () => {
    doors = await openTestDoors();
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-import-'));
    app = testApplication(doors);
    await doors.test.asSuperuser(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis") values ($1, $2, '甲公司', '410305', 'given')`,
      [uuidv7(), code],
    );
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await doors.close();
    fs.rmSync(dir, { recursive: true, force: true });
  });

  const written = (name: string, lines: string[]) => {
    const file = path.join(dir, name);
    fs.writeFileSync(file, lines.join('\n'));
    return file;
  };
  const contacts = async () =>
    (await doors.test.asSuperuser<{ name: string }>('select name from enterprise_contact order by name')).map(
      ({ name }) => name,
    );

  it('takes in a list, tries it first, and gives back exactly the refused rows', async () => {
    const file = written('联系人.csv', [
      '统一社会信用代码,角色,姓名,电话',
      `${code},负责人,张三,13800000000`,
      `${unknown},负责人,李四,13800000001`,
      `${code},总管,王五,13800000002`,
    ]);
    const request = { list: 'contact', issuer: '企业走访' };
    const [fixFile, annotatedFile] = [path.join(dir, '修正.csv'), path.join(dir, '批注.csv')];
    const tried = await importFile(app, file, { ...request, dryRun: true }, { fixFile });
    expect(tried.job.result).toMatchObject({ kind: 'list', dryRun: true, accepted: 1, rejected: 2 });
    expect(tried.made).toEqual({ fixFile });
    expect(await contacts()).toEqual([]);
    fs.rmSync(fixFile);

    const { job, made } = await importFile(app, file, request, { fixFile, annotatedFile });
    expect(job.result).toMatchObject({ kind: 'list', dryRun: false, accepted: 1, rejected: 2, newRecords: 1 });
    expect(made).toEqual({ fixFile, annotatedFile });
    expect(await contacts()).toEqual(['张三']);
    const fix = fs.readFileSync(fixFile, 'utf8');
    expect([fix.includes('李四'), fix.includes('王五'), fix.includes('张三')]).toEqual([true, true, false]);
    expect(fs.readFileSync(annotatedFile, 'utf8')).toContain('张三');

    // the fix file, put right, goes in the same way; nothing is left to give back
    fs.writeFileSync(fixFile, fix.replace('总管', '财务').replace(new RegExp(`.*${unknown}.*\\n?`), ''));
    const again = await importFile(app, fixFile, request, { fixFile: path.join(dir, '再改.csv') });
    expect(again).toMatchObject({ job: { result: { accepted: 1, rejected: 0 } }, made: {} });
    expect(await contacts()).toEqual(['张三', '王五']);
    expect(fs.existsSync(path.join(dir, '再改.csv'))).toBe(false);
  });

  it('takes every list that the interface offers', async () => {
    const { body } = await doors.http.get('/api/console/import-lists');
    const lists = (body as { items: { id: string; kind: string }[] }).items;
    expect(lists.length).toBeGreaterThan(10);
    for (const { id, kind } of lists) {
      const template = await doors.http.get(`/api/console/import-lists/${id}/template?format=csv`).responseType('blob');
      const file = path.join(dir, `${id}.csv`);
      fs.writeFileSync(file, template.body as Buffer);
      const { job } = await importFile(app, file, { list: id, issuer: '区工信局' });
      expect([id, job.state, (job.result as { kind: string }).kind]).toEqual([
        ...[id, 'succeeded'],
        kind === 'figures' || kind === 'register' ? expect.stringMatching(/^(figures|register)$/) : 'list',
      ]);
    }
  });

  it('refuses a list there is none of and one nobody stands for, naming what there is', async () => {
    const file = written('清单.csv', ['统一社会信用代码', code]);
    await expect(importFile(app, file, { list: 'zones', issuer: '区工信局' })).rejects.toMatchObject({
      ...{ code: 'LISTS.NOT_FOUND', message: expect.stringContaining('zone（园区归属）') },
    });
    await expect(importFile(app, file, { list: 'zone' })).rejects.toMatchObject({ code: 'FIGURES.NO_ISSUER' });
    await expect(importFile(app, path.join(dir, '没有.csv'), {})).rejects.toMatchObject({ code: 'CLI.NO_FILE' });
  });

  it('refuses names for the copies that could not be written, before anything is taken in', () => {
    const file = path.join(dir, '名单.xlsx');
    const refused = (fixFile: string) => () => checkCopies(file, { fixFile });
    expect(refused(path.join(dir, '修正.csv'))).toThrow('--fix-file');
    expect(refused(path.join(dir, '修正.csv'))).toThrow('应以 .xlsx 结尾');
    expect(refused(file)).toThrow('会盖掉导入的文件');
    expect(refused(path.join(dir, '没有/修正.xlsx'))).toThrow('没有文件夹');
    expect(() => checkCopies(file, { fixFile: path.join(dir, '修正.xlsx') })).not.toThrow();
  });
});
