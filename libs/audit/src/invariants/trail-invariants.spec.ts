import { builtInOfficer, type Invariant } from '@tidu/platform';
import fs from 'node:fs';
import path from 'node:path';
import { restartHeads } from '../seal/restart';
import { TrailWorld } from '../testing/trail-world';
import { decisionsAudited, trailUntouched } from './trail-invariants';

describe('the invariants of the trail', () => {
  let world: TrailWorld;
  beforeEach(async () => {
    world = await TrailWorld.open();
  });
  afterEach(() => world.close());

  const check = async (invariant: Invariant) => {
    const told = { violated: [] as string[], notes: [] as string[] };
    await invariant.check({
      database: world.test.database,
      violated: (what) => told.violated.push(what),
      note: (what) => told.notes.push(what),
    });
    return told;
  };

  describe('I9', () => {
    it('holds while nothing was touched, and says what it looked at', async () => {
      await world.append(3);
      await world.sealer(2).seal();
      await world.append(1);
      const { violated, notes } = await check(trailUntouched(world.dir));
      expect(violated).toEqual([]);
      const [found] = await world.test.asSuperuser<{ links: number; seals: number }>(
        'select (select count(*)::int from audit_link) as links, (select count(*)::int from audit_seal) as seals',
      );
      expect(notes).toEqual([`核对 ${found?.links} 条、封存头 ${found?.seals} 个，待封存 1 条`]);
      expect(trailUntouched(world.dir)).toMatchObject({ id: 'I9', room: 'audit' });
    });

    it('names what was altered', async () => {
      const [id] = await world.append(2);
      await world.sealer().seal();
      await world.tamper(
        `alter table audit_entry disable trigger all; update audit_entry set reason = 'x' where id = ${id}`,
      );
      const { violated } = await check(trailUntouched(world.dir));
      expect(violated).toEqual([expect.stringContaining(`审计记录 ${id}：内容被改动`)]);
    });

    it('says since when nothing was sealed, unless it is a copy that nobody seals', async () => {
      await world.append(1);
      const waitSince = (minutes: number) =>
        world.tamper(
          `alter table audit_entry disable trigger all; alter table audit_pending disable trigger all;
           update audit_entry set at = now() - interval '${minutes} minutes' where id in (select "entryId" from audit_pending);
           update audit_pending set since = now() - interval '${minutes} minutes'`,
        );
      await waitSince(4);
      expect((await check(trailUntouched(world.dir))).violated).toEqual([]);
      await waitSince(6);
      expect((await check(trailUntouched(world.dir))).violated).toEqual([expect.stringMatching(/^自 .+ 起没有封存$/)]);
      expect((await check(trailUntouched(world.dir, { asIs: true }))).violated).toEqual([]);
    });

    it('keeps telling of a restart and what was given up by it', async () => {
      await world.append(2);
      await world.sealer().seal();
      const kept = fs.readFileSync(path.join(world.dir, 'heads.jsonl'), 'utf8');
      await restartHeads(world.test.database, world.dir, '换了机器');
      const { notes } = await check(trailUntouched(world.dir));
      expect(notes.slice(1)).toEqual([expect.stringMatching(/^\S+ 声明接续：换了机器$/)]);
      // the database went back to before the last seal
      fs.writeFileSync(path.join(world.dir, 'heads.jsonl'), kept);
      const last = JSON.parse(kept.trim().split('\n').at(-1) ?? '') as { number: string; entries: string };
      await world.tamper(`alter table audit_link disable trigger all; alter table audit_seal disable trigger all;
        alter table audit_entry disable trigger all;
        delete from audit_entry where id in (select l."entryId" from audit_link l, audit_seal s
          where s.number = ${last.number} and l.sequence between s."firstSequence" and s."lastSequence");
        delete from audit_link l using audit_seal s where s.number = ${last.number}
          and l.sequence between s."firstSequence" and s."lastSequence";
        delete from audit_seal where number = ${last.number}`);
      expect((await check(trailUntouched(world.dir))).violated).toEqual([
        expect.stringContaining('被截去'),
        expect.stringContaining('被截去'),
      ]);
      await restartHeads(world.test.database, world.dir, '恢复备份');
      const after = await check(trailUntouched(world.dir));
      expect([after.violated, after.notes.slice(1)]).toEqual([
        [],
        [expect.stringMatching(/声明接续：恢复备份$/), `声明放弃的审计记录 ${last.entries}`],
      ]);
    });
  });

  describe('I2', () => {
    beforeEach(() => world.tamper('create table thing (id text, kind text); grant select on thing to tidu_app'));
    const note = (objectId: string, action = 'test.decide', objectType = 'thing') =>
      world.test.database.write(builtInOfficer, (tx) => world.trail.record(tx, { action, objectType, objectId }));
    const enter = (...rows: [string, string][]) =>
      Promise.all(rows.map(([id, kind]) => world.tamper('insert into thing values ($1, $2)', [id, kind])));
    const table = { table: 'thing', id: 'id', actions: ['test.decide', 'test.undo'] };

    it('holds where every row has its entry, under one of the acts', async () => {
      await enter(['a', ''], ['b', '']);
      await note('a');
      await note('b', 'test.undo');
      expect(await check(decisionsAudited('test', [{ ...table, kept: true }]))).toEqual({ violated: [], notes: [] });
    });

    it('names each row without one; an entry of another act or object is none', async () => {
      await enter(['a', ''], ['b', ''], ['c', ''], ['d', 'draft']);
      await note('a');
      await note('b', 'test.other');
      await note('c', 'test.decide', 'other');
      const { violated } = await check(decisionsAudited('test', [{ ...table, where: `kind <> 'draft'` }]));
      expect(violated.sort()).toEqual(['b', 'c'].map((id) => `thing ${id}：没有审计记录（test.decide、test.undo）`));
      expect((await check(decisionsAudited('test', [table]))).violated).toHaveLength(3);
      expect((await check(decisionsAudited('test', [{ ...table, objectType: 'other' }]))).violated).toHaveLength(3);
    });

    it('names each entry whose row is gone, of tables that lose none', async () => {
      await note('gone');
      await note('gone', 'test.other');
      expect((await check(decisionsAudited('test', [table]))).violated).toEqual([]);
      const { violated } = await check(decisionsAudited('test', [{ ...table, kept: true }]));
      expect(violated).toEqual([expect.stringMatching(/^审计记录 \d+：它说的 thing 不存在$/)]);
    });

    it('says which tables it is about', () => {
      const two = decisionsAudited('test', [table, { ...table, table: 'other' }]);
      expect(two).toMatchObject({ id: 'I2', room: 'test' });
      expect(two.says).toContain('thing、other');
    });
  });
});
