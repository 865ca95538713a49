import { type Part, packCase, packageText } from '@tidu/criteria';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { run } from './package';

/** What it says, and its exit code. */
async function verify(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await run(args, { stdout, stderr });
  const said = (stream: PassThrough) => (stream.read() as Buffer | null)?.toString('utf8') ?? '';
  return { code, out: said(stdout), err: said(stderr) };
}

describe('tidu package verify', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'package-'));
  const file = path.join(folder, 'a.json');
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  const parts: Part[] = [['case', { name: '甲' }]];
  const write = (text: string) => fs.writeFileSync(file, text);
  const text = packageText(packCase(parts, { seal: null, exported: { code: 'X', at: '2026' }, page: null }));

  it('names what was changed and what does not come out again', async () => {
    write(text.replace('甲', '乙'));
    const { code, out } = await verify('verify', file);
    expect(code).toBe(1);
    expect(out).toMatch(/✗ case：/);
    expect(out).toMatch(/✗ 没有复算成/);
  });

  it('says what is wrong with the call, or with the file', async () => {
    expect(await verify('verify')).toMatchObject({ code: 2, err: expect.stringMatching('请写 verify 和一个文件') });
    expect(await verify('verify', file, '--root', 'abc')).toMatchObject({
      code: 2,
      err: expect.stringMatching('64 位'),
    });
    expect(await verify('verify', path.join(folder, 'none'))).toMatchObject({
      code: 2,
      err: expect.stringMatching('读不了'),
    });
    write('%PDF-1.7');
    expect(await verify('verify', file)).toMatchObject({ code: 1, out: expect.stringMatching('没有案卷包') });
  });

  it('asks for the root of the notice where one is given', async () => {
    write(text);
    expect((await verify('verify', file, '--root', '0'.repeat(64))).out).toMatch('没有公示过');
  });
});
