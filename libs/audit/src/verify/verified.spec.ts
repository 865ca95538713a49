import fs from 'node:fs';
import path from 'node:path';
import { type Head, HeadsFile } from '../seal/heads-file';
import { TrailWorld } from '../testing/trail-world';
import { verifyTrail } from './verify';

describe('what verifyTrail tells', () => {
  let world: TrailWorld;
  let ids: string[];
  beforeEach(async () => {
    world = await TrailWorld.open();
    ids = await world.append(8);
    await world.sealer(2).seal();
    await world.tamper('alter table audit_entry disable trigger all; alter table audit_link disable trigger all');
  });
  afterEach(() => world.close());

  const file = () => path.join(world.dir, 'heads.jsonl');
  const heads = () =>
    fs
      .readFileSync(file(), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Head);
  const write = (lines: Head[]) => fs.writeFileSync(file(), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const faults = async () => (await world.verify()).faults;
  /** The four seals of two entries each. */
  const newest = () => heads().slice(-4) as [Head, Head, Head, Head];

  it('counts entries, seals and faults, and says what waits since when', async () => {
    const [there] = (await world.tamper(
      'select (select count(*)::int from audit_entry) as entries, (select count(*)::int from audit_seal) as seals',
    )) as { entries: number; seals: number }[];
    const verified = () => verifyTrail(world.test.database, world.dir, () => undefined);
    const clean = { ...there, faults: 0, pending: 0, unsealedSince: null, givenUp: [], restarts: [] };
    expect(await verified()).toEqual(clean);
    await world.append(2);
    await world.tamper(`update audit_pending set since = '2026-11-28T01:02:03Z' where "entryId" =
      (select max("entryId") from audit_pending)`);
    expect(await verified()).toEqual({ ...clean, pending: 2, unsealedSince: '2026-11-28T01:02:03.000Z' });
    await world.tamper(`update audit_entry set reason = 'x' where id = any($1)`, [ids.slice(0, 3)]);
    expect((await verified()).faults).toBe(3);
  });

  it('names what is gone: a sealed entry with its place, and one that waited', async () => {
    const [sequence] = (await world.tamper('select sequence from audit_link where "entryId" = $1', [ids[3]])) as {
      sequence: string;
    }[];
    await world.tamper('delete from audit_entry where id = $1', [ids[3]]);
    const [waiting] = await world.append(1);
    await world.tamper('delete from audit_entry where id = $1', [waiting]);
    expect(await faults()).toEqual([
      { kind: 'removed', entryId: ids[3], ...sequence },
      { kind: 'removed', entryId: waiting },
    ]);
  });

  it('names a head outside that was changed, and an entry it doesn’t know', async () => {
    const kept = heads();
    const [, second] = newest();
    const change = (given: Partial<Head>) =>
      write(kept.map((head) => (head.number === second.number ? { ...head, ...given } : head)));
    const changed = [{ kind: 'head', seal: second.number, entries: second.entries }];
    change({ hash: 'f'.repeat(64) });
    expect(await faults()).toEqual(changed);
    change({ lastSequence: String(BigInt(second.lastSequence) + 1n) });
    expect(await faults()).toEqual(changed);
    change({ entries: ids[2] });
    expect(await faults()).toEqual([{ kind: 'inserted', entryId: ids[3] }]);
    change({});
    expect(await faults()).toEqual([]);
  });

  it('names a head that is missing outside, beside lines of one seal or of many, unless it never was there', async () => {
    const kept = heads();
    const [first, second, third, fourth] = newest();
    const missing = (seal: Head) => [{ kind: 'headMissing', seal: seal.number }];
    const before = kept.slice(0, -4);
    write([...before, first, third, fourth]);
    expect(await faults()).toEqual(missing(second));
    // two in one line, before and after the one that is missing
    const joined = async (lines: Head[]) => {
      write(lines);
      await new HeadsFile(world.dir).trim(0);
      return heads()[0] as Head;
    };
    const early = await joined([first, second]);
    write([...before, early, fourth]);
    expect(await faults()).toEqual(missing(third));
    const late = await joined([third, fourth]);
    write([...before, first, late]);
    expect(await faults()).toEqual(missing(second));
    write([...before, early, late]);
    expect(await faults()).toEqual([]);
    write([...before, first, second, third]);
    expect(await faults()).toEqual(missing(fourth));
    await world.tamper('update audit_seal set "exportedAt" = null where number = $1', [fourth.number]);
    const { faults: none, unsealedSince } = await world.verify();
    expect([none, typeof unsealedSince]).toEqual([[], 'string']);
  });
});
