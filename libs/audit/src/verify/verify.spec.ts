import fs from 'node:fs';
import path from 'node:path';
import { TrailWorld } from '../testing/trail-world';
import { HeadsFile } from '../seal/heads-file';
import type { Fault } from './fault';

const size = 240;
const picked = 20;

/** Numbers from one seed, the same at every run of it. */
function drawer(seed: number): () => number {
  return () => (seed = (seed * 48271) % 0x7fffffff) / 0x7fffffff;
}

describe.each([
  ['every head by itself', Infinity],
  ['old heads put together', 1],
])('verifyTrail, %s', (_, keep) => {
  const seed = Number(process.env.SEED ?? 20261128);
  let world: TrailWorld;
  let ids: string[];
  const free = `alter table audit_entry disable trigger all; alter table audit_link disable trigger all;
    alter table audit_seal disable trigger all;`;
  beforeAll(async () => {
    world = await TrailWorld.open();
    ids = await world.append(size);
    await world.sealer().seal();
    if (Number.isFinite(keep)) await new HeadsFile(world.dir).trim(keep);
    await world.tamper(`${free} create schema kept; create table kept.e as select * from audit_entry;
      create table kept.l as select * from audit_link; create table kept.s as select * from audit_seal`);
  });
  afterAll(() => world.close());
  afterEach(() =>
    world.tamper(`delete from audit_entry; delete from audit_link; delete from audit_seal; delete from audit_pending;
      insert into audit_entry overriding system value select * from kept.e;
      insert into audit_link select * from kept.l; insert into audit_seal select * from kept.s`),
  );

  const draw = (n: number) => {
    const random = drawer(seed + n);
    const pool = [...ids];
    return Array.from({ length: picked }, () => pool.splice(Math.floor(random() * pool.length), 1)[0] ?? '');
  };
  const named = (faults: Fault[]) =>
    new Set(faults.flatMap((f) => ('entryId' in f ? [f.entryId] : [])).filter((id) => id !== ''));
  const expectNamed = async (tampered: string[]) => {
    const { faults } = await world.verify();
    const names = named(faults);
    expect(tampered.filter((id) => !names.has(id))).toEqual([]);
    return { faults, names };
  };

  it('finds nothing where nothing was done', async () => {
    expect((await world.verify()).faults).toEqual([]);
  });

  it.each(['reason', `"personName"`, `at`, `before`, 'after', 'action', `"objectId"`])(
    'names each altered row and no other: %s',
    async (column) => {
      const rows = draw(1);
      const other =
        column === 'at'
          ? `at + interval '1 us'`
          : ['before', 'after'].includes(column)
            ? `'{"score": 1}'`
            : column === 'action'
              ? `'test.other'`
              : `${column} || 'x'`;
      await world.tamper(`update audit_entry set ${column} = ${other} where id = any($1)`, [rows]);
      const { names } = await expectNamed(rows);
      expect(names.size).toBe(picked);
    },
  );

  it('names each removed row and no other, also when its link went with it', async () => {
    const rows = draw(2);
    await world.tamper('delete from audit_entry where id = any($1)', [rows]);
    expect((await expectNamed(rows)).names.size).toBe(picked);
    await world.tamper('delete from audit_link where "entryId" = any($1)', [rows]);
    expect((await expectNamed(rows)).names.size).toBe(picked);
  });

  it('names each inserted row and no other', async () => {
    const added = await world.test.asSuperuser<{ id: string }>(
      `insert into audit_entry (id, "personId", "personName", action, "objectType", "objectId", at) overriding system value
       select id + 1000000, "personId", "personName", action, "objectType", "objectId", at from audit_entry where id = any($1)
       returning id`,
      [draw(3)],
    );
    const { names } = await expectNamed(added.map(({ id }) => id));
    expect(names.size).toBe(picked);
  });

  it('names both rows of each swapped pair, entries or links', async () => {
    const rows = draw(4);
    for (let i = 0; i < picked; i += 2) {
      const [a, b] = [rows[i], rows[i + 1]];
      await world
        .tamper(`update audit_entry set id = -id where id in (${a}, ${b})`)
        .catch(() =>
          world.tamper(
            `alter table audit_entry alter id drop identity; update audit_entry set id = -id where id in (${a}, ${b})`,
          ),
        );
      await world.tamper(
        `update audit_entry set id = case when id = -${a} then ${b} else ${a} end where id in (-${a}, -${b})`,
      );
    }
    expect((await expectNamed(rows)).names.size).toBe(picked);
    await world.tamper(`delete from audit_entry; insert into audit_entry overriding system value select * from kept.e`);
    for (let i = 0; i < picked; i += 2) {
      const [a, b] = [rows[i], rows[i + 1]];
      await world.tamper(`update audit_link set "entryId" = -"entryId" where "entryId" in (${a}, ${b})`);
      await world.tamper(
        `update audit_link set "entryId" = case when "entryId" = -${a} then ${b} else ${a} end where "entryId" < 0`,
      );
    }
    await expectNamed(rows);
  });

  it.each([
    ['altered', `update audit_link set digest = sha256(digest) where "entryId" = any($1)`],
    ['rewritten', `update audit_link set hash = sha256(hash) where "entryId" = any($1)`],
    ['removed', `delete from audit_link where "entryId" = any($1)`],
  ])('names the entry of each link that was %s', async (_what, sql) => {
    const rows = draw(5);
    await world.tamper(sql, [rows]);
    await expectNamed(rows);
  });

  it('names each link that was put behind the last', async () => {
    const added = await world.test.asSuperuser<{ id: string }>(
      `insert into audit_link (sequence, "entryId", digest, hash)
       select (select max(sequence) from audit_link) + n, 1000000 + n, sha256('x'), sha256('y') from generate_series(1, $1::int) n
       returning "entryId" as id`,
      [picked],
    );
    await expectNamed(added.map(({ id }) => id));
  });

  it.each([
    ['altered', `update audit_seal set hash = sha256(hash) where number = any($1)`],
    ['removed', `delete from audit_seal where number = any($1)`],
    [
      'swapped',
      `update audit_seal s set hash = o.hash from audit_seal o where s.number = any($1) and o.number = any($1) and o.number <> s.number`,
    ],
  ])('names each seal that was %s', async (_what, sql) => {
    const all = await world.test.asSuperuser<{ number: string }>(
      'select number from audit_seal order by random() limit 2',
    );
    const numbers = all.map(({ number }) => number);
    await world.tamper(sql, [numbers]);
    const { faults } = await world.verify();
    const told = new Set(faults.flatMap((fault) => ('seal' in fault ? [fault.seal] : [])));
    expect(numbers.filter((number) => !told.has(number))).toEqual([]);
  });

  it('names a seal that was put behind the last', async () => {
    await world.tamper(`insert into audit_seal (number, "firstSequence", "lastSequence", algorithm, hash)
      select number + 1, "lastSequence" + 1, "lastSequence" + 1, algorithm, sha256('x') from audit_seal order by number desc limit 1`);
    expect((await world.verify()).faults.some(({ kind }) => kind === 'seal' || kind === 'gap')).toBe(true);
  });

  it('names every row of a tail that was cut with its links and seals, at any seal', async () => {
    for (const cut of [1, 2, 5]) {
      const gone = await world.test.asSuperuser<{ id: string }>(
        `select "entryId" as id from audit_link where sequence >=
           (select min("firstSequence") from (select "firstSequence" from audit_seal order by number desc limit ${cut}) s)`,
      );
      await world.tamper(`delete from audit_entry where id in (select "entryId" from audit_link where sequence >=
          (select min("firstSequence") from (select "firstSequence" from audit_seal order by number desc limit ${cut}) s));
        delete from audit_link where "entryId" not in (select id from audit_entry);
        delete from audit_seal where "lastSequence" > (select max(sequence) from audit_link)`);
      const { names } = await expectNamed(gone.map(({ id }) => id));
      expect(names.size).toBe(gone.length);
      await world.tamper(`insert into audit_entry overriding system value select * from kept.e where id not in (select id from audit_entry);
        insert into audit_link select * from kept.l where sequence not in (select sequence from audit_link);
        insert into audit_seal select * from kept.s where number not in (select number from audit_seal)`);
    }
  });

  it('names the last rows when an old state was put back, waiting entries and all', async () => {
    const lost = ids.slice(-picked);
    await world.tamper(`delete from audit_entry where id = any($1)`, [lost]);
    await world.tamper(`delete from audit_link where "entryId" = any($1)`, [lost]);
    await world.tamper(`delete from audit_seal where "lastSequence" > (select max(sequence) from audit_link)`);
    await expectNamed(lost);
  });

  it('names the seal and its rows when row, link and all that follows were recomputed', async () => {
    const file = path.join(world.dir, 'heads.jsonl');
    const before = fs.readFileSync(file);
    // the chain made anew by the program itself, as somebody with all its code would, and the file outside left alone
    await world.tamper(`update audit_entry set reason = 'x' where id = ${ids[10]}; delete from audit_link; delete from audit_seal;
      delete from audit_pending; insert into audit_pending ("entryId") select id from audit_entry`);
    fs.rmSync(file);
    await world.sealer().seal();
    fs.writeFileSync(file, before);
    const { faults } = await world.verify();
    const seals = faults.filter((fault) => fault.kind === 'head');
    expect(seals.length).toBeGreaterThan(0);
  });
});
