import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { formatOf, readAgainst, run } from './rehearse';

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

  it('takes a file as an overlay and anything else as a standard', () => {
    const file = path.join(dir, 'seventy.YAML');
    fs.writeFileSync(file, 'extends: one\n');
    expect(readAgainst(file)).toEqual({ overlay: 'extends: one\n' });
    expect(readAgainst('miit-2026-2-specialized')).toEqual({ standardId: 'miit-2026-2-specialized' });
    expect(() => readAgainst(path.join(dir, 'gone.yaml'))).toThrow(/ENOENT/);
  });

  it('tells the kind of file by its name, and refuses any other before it begins', async () => {
    expect([formatOf('a.csv'), formatOf('名单.XLSX')]).toEqual(['csv', 'xlsx']);
    const args = ['--year', '2025', '--standard', 'a', '--against', 'b'];
    await expect(run([...args, '--out', 'list.pdf'])).rejects.toMatchObject({ code: 'CLI.BAD_FORMAT' });
    await expect(run([...args, '--purpose', 'other'])).rejects.toMatchObject({ code: 'CLI.BAD_PURPOSE' });
    await expect(run(['--year', '25', '--standard', 'a', '--against', 'b'])).rejects.toMatchObject({
      code: 'CLI.BAD_YEAR',
    });
  });

  it('says how it is called', async () => {
    expect(await run(['--year', '2025'])).toBe(2);
    expect(said.join('')).toContain('--against');
  });
});
