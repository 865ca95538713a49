import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { formatOf, readSide, run } from './rehearse';

describe('tidu rehearse', () => {
  let dir: string;
  let said: string[];
  beforeEach(() => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-rehearse-'));
    said = [];
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    fs.rmSync(dir, { recursive: true, force: true });
  });

  it('takes a file as an overlay, anything else as a standard or one version of it', () => {
    const file = path.join(dir, 'seventy.YAML');
    fs.writeFileSync(file, 'extends: one\n');
    expect(readSide(file)).toEqual({ overlay: 'extends: one\n' });
    expect(readSide('miit-2026-2-specialized')).toEqual({ standardId: 'miit-2026-2-specialized' });
    expect(readSide('miit-2026-2-specialized@2')).toEqual({ standardId: 'miit-2026-2-specialized', version: 2 });
    expect(() => readSide('miit-2026-2-specialized@two')).toThrow('写成 编号@2 的形式');
    expect(() => readSide(path.join(dir, 'gone.yaml'))).toThrow('找不到文件');
    fs.writeFileSync(file, Buffer.from([0xb1, 0xea, 0xff]));
    expect(() => readSide(file)).toThrow('不是 UTF-8');
  });

  it('tells the kind of file by its name, and refuses any other before it begins', async () => {
    expect([formatOf('a.csv'), formatOf('名单.XLSX')]).toEqual(['csv', 'xlsx']);
    const args = ['--year', '2025', '--standard', 'a', '--against', 'b'];
    await expect(run([...args, '--out', 'list.pdf'])).rejects.toMatchObject({ code: 'CLI.BAD_FORMAT' });
    await expect(run([...args, '--purpose', 'other'])).rejects.toMatchObject({ code: 'CLI.BAD_PURPOSE' });
    await expect(run([...args, '--as-of', '2026-02-30'])).rejects.toMatchObject({ code: 'CLI.BAD_DAY' });
    await expect(run([...args, '--name', '名'.repeat(101)])).rejects.toMatchObject({ code: 'CLI.BAD_NAME' });
    await expect(run(['--year', '25', '--standard', 'a', '--against', 'b'])).rejects.toMatchObject({
      code: 'CLI.BAD_YEAR',
    });
  });

  it('says how it is called', async () => {
    expect(await run(['--year', '2025'])).toBe(2);
    expect(said.join('')).toContain('缺少 --standard、--against');
  });
});
