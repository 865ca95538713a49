import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import type { CreditCodeCheck } from '@tidu/kernel';
import { makeCreditCode } from '@tidu/kernel';
import { run } from './code';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-code-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const good = makeCreditCode({ region: '410305', organisation: 'MA44X7XX' });

async function call(args: string[], input: Buffer | string = '') {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const collect = async (stream: PassThrough) => {
    let text = '';
    for await (const chunk of stream as AsyncIterable<Buffer>) text += chunk.toString();
    return text;
  };
  const [out, err] = [collect(stdout), collect(stderr)];
  const code = await run(args, { stdin: Readable.from([Buffer.from(input)]), stdout, stderr });
  stdout.end();
  stderr.end();
  const lines = (await out).split('\n').filter(Boolean);
  return { code, answers: lines.map((line) => JSON.parse(line) as CreditCodeCheck), err: await err };
}

async function check(content: Buffer | string) {
  const file = path.join(folder, 'codes.txt');
  fs.writeFileSync(file, content);
  return call(['check', file]);
}

describe('tidu code check', () => {
  it('answers every line in order, valid or not, and ends with 0', async () => {
    const { code, answers, err } = await check(`${good}\nabc\n11010519491231002X\n${good.toLowerCase()}\n`);
    expect([code, err]).toEqual([0, '']);
    expect(answers.map(({ valid }) => valid)).toEqual([true, false, false, true]);
    expect(answers[0]).toEqual({ code: good, valid: true, normalized: good, problems: [], warnings: [] });
    expect(answers[1]?.problems[0]).toMatchObject({ code: 'KERNEL.CREDIT_CODE_LENGTH' });
    expect(answers[2]?.problems[0]).toMatchObject({ code: 'KERNEL.CREDIT_CODE_ID_CARD' });
    expect(answers[3]).toMatchObject({ code: good.toLowerCase(), normalized: good });
  });

  it('skips empty lines, answers blank ones, needs no line end at the end, takes CRLF and a byte order mark', async () => {
    const { answers } = await check(`\ufeff${good}\r\n\r\n  \r\n\n${good}`);
    expect(answers.map(({ code, valid }) => [code, valid])).toEqual([
      [good, true],
      ['  ', false],
      [good, true],
    ]);
    expect(answers[1]?.problems[0]?.code).toBe('KERNEL.CREDIT_CODE_EMPTY');
  });

  it('reads standard input', async () => {
    const { code, answers } = await call(['check', '-'], `${good}\n`);
    expect([code, answers.length]).toEqual([0, 1]);
  });

  it('reads full-width characters in GB18030', async () => {
    const wide = Buffer.concat([...good].map((c) => Buffer.from([0xa3, c.charCodeAt(0) + 0x80])));
    const { answers } = await check(Buffer.concat([wide, Buffer.from('\n')]));
    expect(answers[0]).toMatchObject({ valid: true, normalized: good });
  });

  it('warns about a region that is not in the table, and only about such', async () => {
    const moved = makeCreditCode({ region: '410306', organisation: 'MA44X7XX' });
    const { answers } = await check(`${good}\n${moved}\n`);
    expect(answers.map(({ warnings }) => warnings.length)).toEqual([0, 1]);
    expect(answers[1]?.warnings[0]).toMatchObject({ code: 'KERNEL.CREDIT_CODE_REGION_UNKNOWN' });
  });

  it('an endless line stays one short answer', async () => {
    const { answers } = await check(Buffer.concat([Buffer.alloc(3_000_000, '9'), Buffer.from(`\n${good}\n`)]));
    expect(answers.map(({ valid }) => valid)).toEqual([false, true]);
    expect(answers[0]?.code.length).toBeLessThanOrEqual(4096);
  });

  it('answers 20 000 lines through a slow reader', async () => {
    const { answers } = await check(`${good}\n`.repeat(20_000));
    expect(answers.length).toBe(20_000);
  });

  it('ends quietly when its reader has gone', async () => {
    const file = path.join(folder, 'many.txt');
    fs.writeFileSync(file, `${good}\n`.repeat(20_000));
    const stdout = new PassThrough();
    stdout.once('data', () =>
      stdout.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' })),
    );
    const code = await run(['check', file], { stdin: Readable.from([]), stdout, stderr: new PassThrough() });
    expect(code).toBe(0);
  });

  it.each([[[]], [['check']], [['verify', 'x']], [['check', 'a', 'b']]])('refuses the call %j with 2', async (args) => {
    const { code, answers, err } = await call(args);
    expect([code, answers]).toEqual([2, []]);
    expect(err).toContain('npx tidu code check FILE');
  });

  it.each(['missing.txt', '.'])('says with 2 when %s cannot be read', async (name) => {
    const { code, err } = await call(['check', path.join(folder, name)]);
    expect(code).toBe(2);
    expect(err).toMatch(/读不了文件 .*(ENOENT|EISDIR)/);
  });
});
