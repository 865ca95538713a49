import fc from 'fast-check';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Head, HeadsFile, type HeadLine, isRestart } from './heads-file';
import { readRanges, writeRanges } from './id-ranges';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-heads-'));
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));
let made = 0;

const hashOf = (number: number) => number.toString(16).padStart(64, '0');
/** Seals of so many entries each, numbered from one on. */
function headsOf(sizes: number[]): Head[] {
  let sequence = 0;
  return sizes.map((size, i) => {
    const firstSequence = String(sequence + 1);
    sequence += size;
    const entries = size === 1 ? firstSequence : `${firstSequence}-${sequence}`;
    const [number, lastSequence] = [String(i + 1), String(sequence)];
    const sealedAt = '2026-11-28T00:00:00Z';
    return { number, firstSequence, lastSequence, entries, algorithm: 'sha256', hash: hashOf(i + 1), sealedAt };
  });
}
const empty = () => new HeadsFile(path.join(dir, String(++made)));
function write(lines: HeadLine[]): HeadsFile {
  const file = empty();
  file.append(lines);
  return file;
}
const idsOf = (heads: Iterable<Head>) =>
  [...heads].flatMap(({ entries }) => [...readRanges(entries)]).sort((a, b) => Number(a - b));
/** What each line of the file stands for. */
const linesOf = (file: HeadsFile) =>
  fs
    .readFileSync(file.path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as HeadLine)
    .map((line) => (isRestart(line) ? 'restart' : `${line.from ?? ''}–${line.number}`));
const restartAt = (number: string, hash: string | null): HeadLine => ({
  ...{ restartedAt: '2026-11-28T00:00:00Z', number, hash, why: '恢复备份' },
});

describe('the file of heads, when old lines are put together', () => {
  it('says the same entries and the same end by fewer lines, however often and whatever is kept', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 60 }),
        fc.array(fc.record({ keep: fc.nat(20), most: fc.integer({ min: 1, max: 200 }) }), {
          minLength: 1,
          maxLength: 3,
        }),
        async (sizes, trims) => {
          const heads = headsOf(sizes);
          const file = write(heads);
          const before = await file.read();
          for (const { keep, most } of trims) await file.trim(keep, most);
          const after = await file.read();
          expect(after.last).toEqual(before.last);
          expect(idsOf(after.known.values())).toEqual(idsOf(before.known.values()));
          for (const [number, { hash }] of after.known) expect(hash).toBe(before.known.get(number)?.hash);
          expect(after.lines).toBeLessThanOrEqual(before.lines);
          const keep = Math.min(...trims.map((one) => one.keep));
          for (const { number } of heads.slice(-keep || heads.length))
            expect(keep === 0 || after.known.has(number)).toBe(true);
        },
      ),
    );
  });

  it('leaves what a restart gave up as it was, and knows where one went back into a line of many', async () => {
    const heads = headsOf([5, 5, 5, 5, 5, 5]);
    const file = write(heads);
    await file.trim(1);
    expect((await file.read()).lines).toBe(2);
    file.append([restartAt('3', hashOf(3))]);
    const found = await file.read();
    expect(found.last).toEqual({ number: '3', hash: hashOf(3) });
    expect(found.known.get('3')).toMatchObject({ from: '1', partial: true, hash: hashOf(3) });
    expect(found.givenUp.map(({ number }) => number)).toEqual(['5', '6']);
    file.append(headsOf([5, 5, 5, 5, 5]).slice(3));
    await file.trim(0);
    expect(linesOf(file)).toEqual(['1–5', '–6', 'restart', '4–5']);
  });

  it.each([
    [[3, 3, 3, 3], 6, 0, ['1–2', '3–4']],
    [[3, 3, 3, 3], 5, 0, ['–1', '–2', '–3', '–4']],
    [[1, 2, 3, 4, 5], 6, 1, ['1–3', '–4', '–5']],
    [[1, 2, 3, 4, 5], 100, 9, ['–1', '–2', '–3', '–4', '–5']],
  ])('of %j entries, at most %i a line, the newest %i kept, are %j', async (sizes, most, keep, expected) => {
    const file = write(headsOf(sizes));
    await file.trim(keep, most);
    expect(linesOf(file)).toEqual(expected);
    expect(idsOf((await file.read()).known.values())).toHaveLength(sizes.reduce((a, b) => a + b));
    // nobody else may read which entries there are
    expect(fs.statSync(file.path).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(file.dir)).toEqual(['heads.jsonl']);
  });

  it('puts nothing together across a seal that is missing', async () => {
    const file = write(headsOf([2, 2, 2]).filter(({ number }) => number !== '2'));
    await file.trim(0);
    expect(linesOf(file)).toEqual(['–1', '–3']);
  });

  it('knows part of a line of many only where a restart went back into it', async () => {
    const after = async (...restart: Parameters<typeof restartAt>) => {
      const file = write(headsOf([5, 5, 5, 5, 5, 5]));
      await file.trim(0, 15);
      expect(linesOf(file)).toEqual(['1–3', '4–6']);
      file.append([restartAt(...restart)]);
      const { known, givenUp } = await file.read();
      return [[...known.values()].map((head) => `${head.number}${head.partial ? ' in part' : ''}`), givenUp.length];
    };
    expect(await after('3', hashOf(3))).toEqual([['3'], 1]);
    expect(await after('4', hashOf(4))).toEqual([['3', '4 in part'], 1]);
    expect(await after('6', hashOf(6))).toEqual([['3', '6'], 0]);
    expect(await after('5', null)).toEqual([['3'], 1]);
    expect(await after('0', null)).toEqual([[], 2]);
  });
});

describe('the lines of the file of heads', () => {
  const [head] = headsOf([20]) as [Head];
  const restart = restartAt('3', hashOf(3));
  const found = (line: unknown) => {
    const file = write([head]);
    fs.appendFileSync(file.path, `${JSON.stringify(line)}\n`);
    return file.read();
  };

  it.each<object>([
    {},
    { number: '123456789012345678', lastSequence: '9' },
    { from: '1' },
    { algorithm: 'sm3' },
    ...['7', '7-9', '7,9', '7-10,12', '7,10-12', '7-12,14-20,22'].map((entries) => ({ entries })),
  ])('are taken: %j', async (given) => {
    expect((await found({ ...head, ...given })).lines).toBe(2);
  });

  const noCounts = ['', 'x', 'x1', '1x', '1 ', '-1', '1234567890123456789', 1, ['1'], null];
  const noHashes = ['', 'f', `${hashOf(1)}0`, `x${hashOf(1)}`, hashOf(1).replace('1', 'A'), [hashOf(1)], 1, null];
  const noEntries = ['', 'x7', '7x', '7-', '-7', '7,', ',7', '7,,9', '7-9-11', '7,x', '7,9-x', '7,9-', '7 ', 7.5, null];
  it.each<object>([
    ...['number', 'firstSequence', 'lastSequence'].flatMap((key) => noCounts.map((wrong) => ({ [key]: wrong }))),
    ...noHashes.map((hash) => ({ hash })),
    ...noEntries.map((entries) => ({ entries })),
    { from: 'x' },
    { algorithm: 'md5' },
  ])('are refused by their row where they are no head: %j', async (given) => {
    await expect(found({ ...head, ...given })).rejects.toMatchObject({ code: 'AUDIT.BAD_HEADS' });
    await expect(found({ ...head, ...given })).rejects.toThrow(/第 2 行不是封存头/);
  });

  it('tell of a restart, or are refused', async () => {
    expect((await found(restart)).restarts).toEqual([restart]);
    expect((await found({ ...restart, hash: null })).last).toEqual({ number: '3', hash: null });
    for (const wrong of [{ number: 'x' }, { number: 3 }, { hash: 'x' }, { hash: undefined }, { number: undefined }])
      await expect(found({ ...restart, ...wrong })).rejects.toMatchObject({ code: 'AUDIT.BAD_HEADS' });
    for (const wrong of ['text', 7, null, []])
      await expect(found(wrong)).rejects.toMatchObject({ code: 'AUDIT.BAD_HEADS' });
  });

  it('are not there where none were written, and nothing is made of nothing', async () => {
    const file = empty();
    file.append([]);
    expect(fs.existsSync(file.dir)).toBe(false);
    expect(await file.read()).toMatchObject({ exists: false, lines: 0, last: null });
    file.append([head]);
    expect([fs.statSync(file.dir).mode & 0o777, fs.statSync(file.path).mode & 0o777]).toEqual([0o700, 0o600]);
    fs.writeFileSync(file.path, '{"number":');
    expect(await file.read()).toMatchObject({ exists: true, lines: 0, last: null });
    fs.writeFileSync(file.path, '');
    expect(await file.read()).toMatchObject({ exists: true, lines: 0 });
  });

  // the file is looked through from its end in pieces of 64 KiB
  it.each([1, 100, 65_535, 65_536, 65_537, 200_000])('hold though a crash cut off %i bytes', async (length) => {
    const [first, second] = headsOf([1, 1]) as [Head, Head];
    const file = write([first]);
    fs.appendFileSync(file.path, '{'.repeat(length));
    expect((await file.read()).lines).toBe(1);
    file.append([second]);
    expect(linesOf(file)).toEqual(['–1', '–2']);
    expect((await file.read()).last?.number).toBe('2');
  });

  it('leave no file open', async () => {
    const open = () => fs.readdirSync('/proc/self/fd').length;
    const file = write([head]);
    const before = open();
    for (let i = 0; i < 20; i++) file.append([head]);
    expect(open()).toBeLessThan(before + 10);
    await file.read();
  });
});

describe('ids as a short text', () => {
  it('are their runs, one number where a run has one, and read back as they were', () => {
    expect(writeRanges([9n, 5n, 4n, 6n, 11n, 12n])).toBe('4-6,9,11-12');
    const lists = fc.uniqueArray(fc.bigInt({ min: 1n, max: 40n }), { minLength: 1 });
    fc.assert(
      fc.property(lists, (ids) => {
        const text = writeRanges(ids);
        expect(text).toMatch(/^\d+(-\d+)?(,\d+(-\d+)?)*$/);
        expect([...readRanges(text)]).toEqual([...ids].sort((a, b) => Number(a - b)));
      }),
    );
  });
});
