import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import type { EvaluationResult } from '@tidu/criteria';
import { run } from './evaluate';

interface Refusal {
  line: number;
  error: { code: string; message: string };
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-evaluate-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const champion = 'luoyang-2019-58-hidden-champion';
const innovative = 'miit-2022-63-innovative';

async function call(args: string[], input: Buffer | string = '') {
  const pieces = { out: '', err: '' };
  const sink = (name: 'out' | 'err') =>
    new Writable({
      write(chunk: Buffer, _, done) {
        pieces[name] += chunk.toString();
        done();
      },
    });
  const stdin = Readable.from(input.length > 0 ? [Buffer.from(input)] : []);
  const code = await run(args, { stdin, stdout: sink('out'), stderr: sink('err') });
  const lines = pieces.out.split('\n').filter(Boolean);
  return {
    code,
    err: pieces.err,
    text: pieces.out,
    answers: lines.map((line) => JSON.parse(line) as EvaluationResult & Refusal),
  };
}

const evaluate = (input: Buffer | string, ...args: string[]) => call([...args, '--facts', '-'], input);

describe('tidu evaluate', () => {
  it('answers each line with the result alone, and ends with 0', async () => {
    const { code, err, text } = await evaluate(
      '{"revenue":"30000000"}\n',
      '--standard',
      champion,
      '--date',
      '2026-06-01',
    );
    expect([code, err]).toEqual([0, '']);
    expect(text).toBe(
      `{"standard":"${champion}","outcome":"unknown","points":null,"clauses":{"size":{"outcome":"unknown"},"established":{"outcome":"unknown"},"revenue":{"outcome":"met"},"product-share":{"outcome":"unknown"},"own-ip":{"outcome":"unknown"},"leading":{"outcome":"manual"},"market":{"outcome":"unknown"}}}\n`,
    );
  });

  it('gives points as intervals where there are any', async () => {
    const { answers } = await evaluate(
      '{"rdExpense":5,"revenue":100,"strategicEmerging":true}',
      '--standard',
      innovative,
    );
    expect(answers[0]?.points).toEqual({ min: 30, max: 100 });
    expect(answers[0]?.clauses['rd-ratio']).toEqual({ outcome: 'met', points: { min: 20, max: 20 } });
  });

  it('reads a file, and the line wins over the options', async () => {
    const file = path.join(folder, 'facts.jsonl');
    const renewal =
      '{"standard":"miit-2026-2-specialized","purpose":"renewal","facts":{"qualityScore":1,"qualityScoreY1":50}}';
    fs.writeFileSync(file, `{}\n${renewal}\n{"facts":{}}\n`);
    const { code, answers } = await call(['--standard', innovative, '--facts', file]);
    expect(code).toBe(0);
    expect(answers.map(({ standard }) => standard)).toEqual([innovative, 'miit-2026-2-specialized', innovative]);
    expect(answers[1]?.clauses['quality-score']?.outcome).toBe('met');
  });

  it('without purpose it is an application', async () => {
    const facts = '{"qualityScore":1,"qualityScoreY1":50}';
    const outcome = async (...args: string[]) =>
      (await evaluate(facts, '--standard', 'miit-2026-2-specialized', ...args)).answers[0]?.clauses['quality-score']
        ?.outcome;
    expect(await outcome()).toBe('unmet');
    expect(await outcome('--purpose', 'application')).toBe('unmet');
    expect(await outcome('--purpose', 'renewal')).toBe('met');
  });

  it('a day outside the standard’s dates is said', async () => {
    const on = async (date: string) =>
      (await evaluate('{}', '--standard', 'miit-2022-63-specialized', '--date', date)).answers[0]?.outsidePeriod;
    expect([await on('2026-03-31'), await on('2026-04-01')]).toEqual([undefined, true]);
  });

  describe('a cohort', () => {
    const perMu = 'huangyan-2022-per-mu-above-scale';
    const known = { taxPaid: 240970, landArea: 1, valueAdded: 1361600, energyUse: 1, averageEmployees: 1, rdExpense: 302, mainRevenue: 10000 }; // prettier-ignore
    const cohort = path.join(folder, 'cohort.jsonl');
    const write = (...lines: object[]) =>
      fs.writeFileSync(cohort, lines.map((line) => JSON.stringify(line)).join('\n'));
    const judge = async (...args: string[]) =>
      (await evaluate(JSON.stringify(known), '--standard', perMu, ...args)).answers[0];

    it('without one, an item that needs it is unknown, and so are the points', async () => {
      const answer = await judge();
      expect(answer).toMatchObject({ outcome: 'unknown', points: null, clauses: { emission: { outcome: 'unknown' } } });
      expect(answer?.clauses.total).toEqual({ outcome: 'unknown' });
      expect(answer).not.toHaveProperty('cohort');
    });

    it('gives a missing item its average, in full precision, and is named by its hash', async () => {
      write({ valueAdded: 49298100, pollutantEmission: 1 }, { valueAdded: 49298100, pollutantEmission: 3 }, {});
      const answer = await judge('--cohort', cohort);
      expect(answer?.clauses.emission).toEqual({ outcome: 'met', points: { min: 6.6667, max: 6.6667 } });
      expect([answer?.outcome, answer?.cohort]).toEqual(['met', expect.stringMatching(/^[0-9a-f]{64}$/)]);
    });

    it('means nothing to a standard that asks nothing of the others', async () => {
      write({ revenue: 1 });
      const { text } = await evaluate('{}', '--standard', champion, '--cohort', cohort);
      expect(text).toBe((await evaluate('{}', '--standard', champion)).text);
    });

    it('with a bad line is a wrong call, said with its line', async () => {
      fs.writeFileSync(cohort, '{}\n{"revenu":1}\n');
      const { code, err, text } = await evaluate('{}', '--standard', perMu, '--cohort', cohort);
      expect([code, text]).toEqual([2, '']);
      expect(err).toMatch(/--cohort 的文件第 2 行：.*revenu/);
      expect((await evaluate('{}', '--cohort', '/nowhere/x')).err).toContain('--cohort');
    });
  });

  it('a size table answers with its value', async () => {
    const sheets = [
      { employees: 1000, revenue: '399990000', industryCode: '3412' },
      { employees: 299, revenue: '500000000' },
      { employees: 19, revenue: '500000000' },
      { employees: 300 },
      { employees: 300, industryCode: '6621' },
    ];
    const { answers } = await evaluate(sheets.map((one) => JSON.stringify(one)).join('\n'), '--standard', 'nbs-2011-300-size'); // prettier-ignore
    expect(answers.map(({ outcome, points, value }) => [outcome, points, value])).toEqual([
      ['met', null, 'medium'],
      ['met', null, 'small'],
      ['met', null, 'micro'],
      ['unknown', null, null],
      ['manual', null, null],
    ]);
  });

  it('a bad line is answered in its place, the others too, and the end is 1', async () => {
    const input = [
      '{"revenue":1,"revenue":1}',
      '{}',
      '',
      '   \r',
      'x',
      '{"revenue":1e999,"foo":1}',
      '{"standard":"nothing","facts":{}}',
      '{"purpose":"later","facts":{}}',
      '{"nationalMarketRank":1}',
    ].join('\n');
    const { code, err, answers } = await evaluate(input, '--standard', champion);
    expect([code, err]).toEqual([1, '']);
    expect(answers.map(({ line, error, outcome }) => (error ? [line, error.code] : outcome))).toEqual([
      [1, 'CRITERIA.REPEATED_KEY'],
      'unknown',
      [5, 'CRITERIA.BAD_JSON'],
      [6, 'CRITERIA.BAD_FACTS'],
      [7, 'EVALUATE.UNKNOWN_STANDARD'],
      [8, 'CRITERIA.BAD_PURPOSE'],
      'unknown',
    ]);
    expect(Object.keys(answers[3] ?? {})).toEqual(['line', 'error']);
    expect(answers[3]?.error.message).toMatch(/revenue.*foo/s);
    expect(answers[4]?.error.message).toContain(champion); // says what there is
  });

  it('a line that says no standard where the call says none is an error of the line', async () => {
    const { code, answers } = await evaluate(`{}\n{"standard":"${champion}","facts":{}}\n`);
    expect([code, answers[0]?.error.code, answers[1]?.standard]).toEqual([1, 'EVALUATE.NO_STANDARD', champion]);
  });

  it('bytes that are no UTF-8 and lines without end spoil only themselves', async () => {
    const input = Buffer.concat([
      Buffer.from('\ufeff{}\n'),
      Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
      Buffer.from(`"${'x'.repeat(1_200_000)}"\n{}`),
    ]);
    const { code, answers } = await evaluate(input, '--standard', champion);
    expect(code).toBe(1);
    expect(answers.map((one) => one.error?.code ?? one.outcome)).toEqual([
      'unknown',
      'EVALUATE.NOT_UTF8',
      'EVALUATE.LONG_LINE',
      'unknown',
    ]);
  });

  it('an empty file has no lines to fail', async () => {
    expect(await evaluate('', '--standard', champion)).toMatchObject({ code: 0, text: '' });
  });

  it.each([
    ['no facts', ['--standard', champion], '缺少 --facts'],
    ['an unknown option', ['--standart', champion, '--facts', '-'], '不认识'],
    ['a loose word', [champion, '--facts', '-'], '不认识'],
    ['an unknown standard', ['--standard', 'x', '--facts', '-'], '没有标准“x”'],
    ['a standard that leads elsewhere', ['--standard', '../facts', '--facts', '-'], '没有标准“../facts”'],
    ['an unknown purpose', ['--standard', champion, '--purpose', 'x', '--facts', '-'], '--purpose'],
    ['no day', ['--standard', champion, '--date', '2026-02-29', '--facts', '-'], '--date'],
    ['a file that is not there', ['--standard', champion, '--facts', '/nowhere/x'], 'ENOENT'],
    ['a folder', ['--standard', champion, '--facts', os.tmpdir()], 'EISDIR'],
  ])('%s is a wrong call: 2, said on stderr, nothing on stdout', async (_, args, message) => {
    const { code, err, text } = await call(args);
    expect([code, text]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it('answers 10 000 lines in less than 5 s', async () => {
    const sheet = (i: number) => ({ revenue: String(1e6 * i + 0.25), rdExpense: 30_000 * i, mainRevenue: 900_000 * i, mainRevenueY1: 800_000 * i + 1, nicheYears: 3, employees: 100, rdStaff: 15, ownBrand: true }); // prettier-ignore
    const input = Array.from({ length: 10_000 }, (_, i) => JSON.stringify(sheet(i))).join('\n');
    const before = process.cpuUsage();
    const { answers } = await evaluate(input, '--standard', 'miit-2022-63-specialized');
    const { user, system } = process.cpuUsage(before);
    expect(answers).toHaveLength(10_000);
    // processor time, because other suites share the machine
    expect((user + system) / 1e6).toBeLessThan(5);
  });

  it('waits for a slow reader instead of heaping up answers', async () => {
    const stdout = new PassThrough({ highWaterMark: 1024 });
    let given = 0;
    async function* endless() {
      for (; given < 50_000; given++) yield Buffer.from('{}\n');
      await Promise.resolve();
    }
    const done = run(['--standard', champion, '--facts', '-'], {
      stdin: Readable.from(endless()),
      stdout,
      stderr: new PassThrough(),
    });
    await once(stdout, 'readable');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(given).toBeLessThan(20_000);
    stdout.resume();
    expect(await done).toBe(0);
  });

  it('a reader that has seen enough ends it quietly', async () => {
    const gone = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('gone'), { code: 'EPIPE' })),
    });
    const stdin = Readable.from(Array.from({ length: 3000 }, () => Buffer.from('{}\n')));
    expect(
      await run(['--standard', champion, '--facts', '-'], { stdin, stdout: gone, stderr: new PassThrough() }),
    ).toBe(0);
  });
});
