import { builtInOfficer, systemActor } from '@tidu/platform';
import fs from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { TrailWorld } from '../testing/trail-world';
import { restartHeads } from './restart';
import { sealingPolicy } from './policy';
import { alone, AuditSealer } from './sealer';
import { sealingState } from './sealing-state';

describe('AuditSealer', () => {
  let world: TrailWorld;
  beforeEach(async () => {
    world = await TrailWorld.open();
  });
  afterEach(() => world.close());
  const file = () => path.join(world.dir, 'heads.jsonl');
  const lines = () => fs.readFileSync(file(), 'utf8').trimEnd().split('\n');

  it('seals what waits, in seals of a limited size, and brings each head outside', async () => {
    const before = lines().length;
    await world.append(90);
    await expect(world.sealer().seal()).resolves.toBe(90);
    expect(lines()).toHaveLength(before + 3);
    await expect(world.verify()).resolves.toMatchObject({ faults: [], pending: 0, unsealedSince: null });
    await expect(world.sealer().seal()).resolves.toBe(0);
  });

  it('seals an entry of a long transaction after later ones, once it is visible', async () => {
    const long = new Client({ connectionString: world.test.appUrl });
    await long.connect();
    await long.query('begin');
    await long.query(
      `select append_audit_entry(gen_random_uuid(), 'x', 'test.long', 'thing', 'held', null, null, null, null, null)`,
    );
    await world.append(5);
    await expect(world.sealer().seal()).resolves.toBe(5);
    await long.query('commit');
    await long.end();
    await expect(world.verify()).resolves.toMatchObject({ faults: [], pending: 1 });
    await expect(world.sealer().seal()).resolves.toBe(1);
    await expect(world.verify()).resolves.toMatchObject({ faults: [], pending: 0 });
    const [last, early] = await world.test.asSuperuser<{ id: string }>(
      'select "entryId" as id from audit_link order by sequence desc limit 2',
    );
    expect(BigInt(last?.id ?? 0)).toBeLessThan(BigInt(early?.id ?? 0));
  });

  it('lets one work when several seal at once', async () => {
    await world.append(100);
    const sealed = await Promise.all(Array.from({ length: 5 }, () => world.sealer(10).seal()));
    await world.sealer().seal();
    expect(sealed.reduce((a, b) => a + b)).toBeLessThanOrEqual(100);
    await expect(world.verify()).resolves.toMatchObject({ faults: [], pending: 0 });
  });

  it('goes on after a crash between the database and the file, and after a line cut off', async () => {
    await world.append(3);
    await world.sealer().seal();
    await world.test.asSuperuser(
      'update audit_seal set "exportedAt" = null where number = (select max(number) from audit_seal)',
    );
    fs.appendFileSync(file(), '{"number":"9');
    await world.append(2);
    await world.sealer().seal();
    const numbers = lines().map((line) => (JSON.parse(line) as { number: string }).number);
    expect(numbers).toEqual([...new Set(numbers)]);
    await expect(world.verify()).resolves.toMatchObject({ faults: [], unsealedSince: null });
  });

  it('goes on with no other chain: a lost file, a database put back', async () => {
    await world.append(3);
    await world.sealer().seal();
    const kept = fs.readFileSync(file());
    fs.rmSync(file());
    await world.append(1);
    await expect(world.sealer().seal()).rejects.toMatchObject({ code: 'AUDIT.HEADS_DIFFER' });
    expect((await world.verify()).faults).toContainEqual(expect.objectContaining({ kind: 'headMissing' }));
    fs.writeFileSync(file(), kept);
    await world.sealer().seal();
    await world.tamper(
      `alter table audit_seal disable trigger all; alter table audit_link disable trigger all;
      delete from audit_seal where number = (select max(number) from audit_seal);
      delete from audit_link where sequence > (select max("lastSequence") from audit_seal)`,
    );
    await world.append(1);
    await expect(world.sealer().seal()).rejects.toMatchObject({ code: 'AUDIT.HEADS_DIFFER' });
  });

  it('goes on after a declared restart, and keeps telling what was given up', async () => {
    await world.append(3);
    await world.sealer().seal();
    await world.tamper(
      `create table saved as select * from audit_seal; create table links as select * from audit_link`,
    );
    const lost = await world.append(2);
    await world.sealer().seal();
    await world.tamper(`alter table audit_seal disable trigger all; alter table audit_link disable trigger all;
      alter table audit_entry disable trigger all;
      delete from audit_seal where number not in (select number from saved);
      delete from audit_entry where id in (select "entryId" from audit_link where sequence not in (select sequence from links));
      delete from audit_link where sequence not in (select sequence from links)`);
    await restartHeads(world.test.database, world.dir, '从备份恢复');
    await world.append(1);
    await world.sealer().seal();
    const verified = await world.verify();
    expect(verified.faults).toEqual([]);
    expect(verified.givenUp.map(({ entries }) => entries)).toEqual([lost.join('-')]);
    expect(verified.restarts).toEqual([expect.objectContaining({ why: '从备份恢复' })]);
  });

  it('lets nobody restart while it is sealed, and starts from nothing where nothing was sealed', async () => {
    await world.test.database.write(systemActor, async (tx) => {
      expect(await alone(tx)).toBe(true);
      await expect(restartHeads(world.test.database, world.dir, '恢复')).rejects.toMatchObject({ code: 'AUDIT.BUSY' });
    });
    await world.tamper('truncate audit_seal');
    const line = await restartHeads(world.test.database, world.dir, '恢复');
    expect(line).toMatchObject({ number: '0', hash: null, why: '恢复' });
    expect(JSON.parse(lines().at(-1) ?? '')).toEqual(line);
  });

  it('goes on from nothing after such a restart, and from no head that the database never had', async () => {
    await world.tamper('truncate audit_seal, audit_link');
    await restartHeads(world.test.database, world.dir, '恢复');
    await world.append(1);
    await expect(world.sealer().seal()).resolves.toBe(1);
    const newest = JSON.parse(lines().at(-1) ?? '') as object;
    expect(newest).toMatchObject({ number: '1' });
    fs.appendFileSync(file(), `${JSON.stringify({ ...newest, number: '99' })}\n`);
    await world.append(1);
    await expect(world.sealer().seal()).rejects.toMatchObject({ code: 'AUDIT.HEADS_DIFFER' });
  });

  it('goes on with no file whose end was cut, and with one that a crash left ahead of all it noted', async () => {
    for (let i = 0; i < 2; i++) {
      await world.append(1);
      await world.sealer().seal();
    }
    const whole = lines();
    await world.tamper('update audit_seal set "exportedAt" = null');
    await world.sealer().seal();
    expect(lines()).toEqual(whole);
    fs.writeFileSync(file(), `${whole.slice(0, -1).join('\n')}\n`);
    await world.append(1);
    await expect(world.sealer().seal()).rejects.toMatchObject({ code: 'AUDIT.HEADS_DIFFER' });
  });

  it('brings nothing outside while another seals', async () => {
    await world.tamper('update audit_seal set "exportedAt" = null');
    const before = lines();
    await world.append(1);
    await world.test.database.write(systemActor, async (tx) => {
      expect(await alone(tx)).toBe(true);
      await expect(world.sealer().seal()).resolves.toBe(0);
    });
    expect(lines()).toEqual(before);
    const waiting = await world.tamper('select 1 from audit_seal where "exportedAt" is null');
    expect(waiting.length).toBeGreaterThan(0);
  });

  it('puts old heads together once there are more than twice as many as are kept', async () => {
    const policy = { ...sealingPolicy(), entriesPerSeal: 1, headLines: 2 };
    const sealOne = async (count = 1) => {
      await world.append(count);
      await new AuditSealer(world.test.database, world.dir, policy).seal();
      return lines().length;
    };
    expect(await sealOne(10)).toBeGreaterThan(10);
    // one for the old, two that are kept, and the new one
    expect([await sealOne(), await sealOne(), await sealOne()]).toEqual([4, 5, 4]);
    await expect(world.verify()).resolves.toMatchObject({ faults: [], pending: 0 });
  });

  it('says how much waits, and since when: entries, then the head that is not outside', async () => {
    const state = () => world.test.database.read(systemActor, sealingState);
    expect(await state()).toEqual({ pending: 0, behindSeconds: 0 });
    await world.append(3);
    await world.tamper(`update audit_pending set since = now() - interval '90 seconds'`);
    const waiting = await state();
    expect(waiting.pending).toBe(3);
    expect(Math.floor(waiting.behindSeconds / 30)).toBe(3);
    await world.sealer().seal();
    await world.tamper(
      `update audit_seal set "exportedAt" = null, "sealedAt" = now() - interval '1 hour' where number = (select max(number) from audit_seal)`,
    );
    const outside = await state();
    expect([outside.pending, Math.floor(outside.behindSeconds / 600)]).toEqual([0, 6]);
  });

  it('refuses decisions once sealing is behind for hours, but neither signing in nor reading', async () => {
    await world.append(1);
    await world.tamper(`update audit_pending set since = now() - interval '4 hours 1 minute'`);
    await expect(world.append(1)).rejects.toMatchObject({ code: 'AUDIT.SEALING_LATE' });
    await world.test.database.write(builtInOfficer, (tx) =>
      world.trail.record(tx, { action: 'access.signIn', objectType: 'account', objectId: '1' }),
    );
    await world.sealer().seal();
    await expect(world.append(1)).resolves.toHaveLength(1);
  });
});
