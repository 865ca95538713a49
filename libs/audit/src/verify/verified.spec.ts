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

  it('names what was done to a seal and to the links it ends with, and nothing else', async () => {
    await world.tamper(`alter table audit_seal disable trigger all; create table l as select * from audit_link;
      create table s as select * from audit_seal`);
    const [, second, third] = newest();
    const place = async (id: string | undefined) =>
      ((await world.tamper('select sequence from l where "entryId" = $1', [id])) as { sequence: string }[])[0] ?? {};
    const after = async (sql: string, values: unknown[]) => {
      await world.tamper(sql, values);
      const found = await faults();
      await world.tamper(`delete from audit_link; delete from audit_seal; insert into audit_link select * from l;
        insert into audit_seal select * from s`);
      return found;
    };
    const seal = { kind: 'seal', seal: second.number };
    const head = { kind: 'head', seal: second.number, entries: second.entries };
    expect(await after('update audit_seal set hash = sha256(hash) where number = $1', [second.number])).toEqual([
      ...[seal, head],
    ]);
    const [last, next] = [ids[3] ?? '', ids[4] ?? ''];
    expect(await after('update audit_link set hash = sha256(hash) where "entryId" = $1', [last])).toEqual([
      { kind: 'broken', entryId: last, previousId: ids[2], ...(await place(last)) },
      ...[seal, head],
      { kind: 'broken', entryId: next, previousId: last, ...(await place(next)) },
    ]);
    expect(await after('delete from audit_link where "entryId" = $1', [last])).toEqual([
      { kind: 'gap', ...(await place(last)) },
      { kind: 'removed', entryId: last },
      { kind: 'inserted', entryId: last },
    ]);
    expect(await after('delete from audit_seal where number = $1', [second.number])).toEqual([
      seal,
      ...[ids[2], last].map((entryId) => ({ kind: 'removed', entryId })),
      ...[ids[2], last].map((entryId) => ({ kind: 'inserted', entryId })),
    ]);
    expect(third.number).toBe(String(BigInt(second.number) + 1n));
  });
});
