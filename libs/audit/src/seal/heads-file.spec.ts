import fc from 'fast-check';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Head, HeadsFile, type HeadLine, isRestart } from './heads-file';
import { readRanges } from './id-ranges';

describe('the file of heads, when old lines are put together', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-heads-'));
  afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));
  let made = 0;

  const hashOf = (number: number) => number.toString(16).padStart(64, '0');
  /** Seals of so many entries each, numbered from one on. */
  const headsOf = (sizes: number[]): Head[] => {
    let sequence = 0;
    return sizes.map((size, i) => {
      const firstSequence = String(sequence + 1);
      sequence += size;
      const entries = size === 1 ? firstSequence : `${firstSequence}-${sequence}`;
      const sealedAt = '2026-11-28T00:00:00Z';
      return {
        number: String(i + 1),
        firstSequence,
        lastSequence: String(sequence),
        entries,
        algorithm: 'sha256',
        hash: hashOf(i + 1),
        sealedAt,
      };
    });
  };
  const write = (lines: HeadLine[]) => {
    const file = new HeadsFile(path.join(dir, String(++made)));
    file.append(lines);
    return file;
  };
  const idsOf = (heads: Iterable<Head>) =>
    [...heads].flatMap(({ entries }) => [...readRanges(entries)]).sort((a, b) => Number(a - b));

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
    const restart = { restartedAt: '2026-11-28T00:00:00Z', number: '3', hash: hashOf(3), why: '恢复备份' };
    file.append([restart]);
    const found = await file.read();
    expect(found.last).toEqual({ number: '3', hash: hashOf(3) });
    expect(found.known.get('3')).toMatchObject({ from: '1', partial: true, hash: hashOf(3) });
    expect(found.givenUp.map(({ number }) => number)).toEqual(['5', '6']);
    file.append(headsOf([5, 5, 5, 5, 5]).slice(3));
    await file.trim(0);
    const lines = fs
      .readFileSync(file.path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as HeadLine);
    expect(lines.map((line) => (isRestart(line) ? 'restart' : `${line.from ?? ''}–${line.number}`))).toEqual([
      '1–5',
      '–6',
      'restart',
      '4–5',
    ]);
  });
});
