import { SessionsService } from '@tidu/access';
import { uuidv7 } from '@tidu/kernel';
import { systemActor } from '@tidu/platform';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { signInAs } from '@tidu/test/signed-in';
import { Credentials } from '../persons/credentials';
import { Links } from '../persons/links';
import { aPerson, codeOf, givePassword, goodPassword, Visitor } from '../testing/visitors';

describe('what everybody keeps of their own account', () => {
  let doors: TestDoors;
  beforeAll(async () => {
    doors = await openTestDoors();
  });
  afterAll(() => doors.close());
  beforeEach(() => doors.test.asSuperuser('delete from sign_in_counter'));

  const sql = (text: string, values: unknown[] = []) => doors.test.asSuperuser<Record<string, unknown>>(text, values);
  const somebody = async () => {
    const person = aPerson('district.officer', 'business', { scopeKind: 'everything' });
    await signInAs(doors.test.database, person);
    await sql(`delete from session where "personId" = $1`, [person.id]);
    await givePassword(doors, person);
    const visitor = new Visitor(doors);
    const signIn = (password = goodPassword, as = visitor) =>
      as.post('/api/access/sessions', { loginName: person.loginName, password });
    const answer = await signIn();
    expect(answer.status).toBe(201);
    return { person, visitor, signIn };
  };
  const change = (visitor: Visitor, current: string, password: string) =>
    visitor.ask('put', '/api/access/own/password', { current, password });
  const acts = async (id: string) =>
    (await sql(`select action from audit_entry where "personId" = $1 order by id`, [id])).map(({ action }) => action);

  it('lists where one is signed in, the last used first, and ends one of them', async () => {
    const { person, visitor, signIn } = await somebody();
    const elsewhere = new Visitor(doors);
    await signIn(goodPassword, elsewhere);
    await sql(
      `update session set "lastSeenAt" = now() - interval '5 minutes', agent = 'old' where "personId" = $1
               and id = (select id from session where "personId" = $1 order by id limit 1)`,
      [person.id],
    );
    const read = async () =>
      (await visitor.get('/api/access/own/sessions')).body as {
        items: { id: string; current: boolean; agent: string; address: string; startedAt: string }[];
      };
    // the one just asked with was used just now
    await sql(
      `update session set "lastSeenAt" = now() - interval '20 minutes' where "personId" = $1 and agent <> 'old'`,
      [person.id],
    );
    const { items } = await read();
    expect(items.map(({ current, agent }) => [current, agent])).toEqual([
      [true, 'old'],
      [false, expect.any(String)],
    ]);
    expect(items[0]?.address).toMatch(/127\.0\.0\.1|::/);
    // what has lapsed is none
    await sql(`update session set "lastSeenAt" = now() - interval '31 minutes' where id = $1`, [items[1]?.id]);
    expect((await read()).items).toHaveLength(1);
    await sql(`update session set "lastSeenAt" = now(), "startedAt" = now() - interval '13 hours' where id = $1`, [
      items[1]?.id,
    ]);
    expect((await read()).items).toHaveLength(1);
    await sql(`update session set "startedAt" = now() where id = $1`, [items[1]?.id]);
    const end = (id?: string) => visitor.ask('delete', `/api/access/own/sessions/${id ?? ''}`);
    expect((await elsewhere.get('/api/access/own/sessions')).status).toBe(200);
    expect((await end(items[1]?.id)).status).toBe(204);
    expect((await elsewhere.get('/api/access/own/sessions')).status).toBe(401);
    const gone = await end(items[1]?.id);
    expect([gone.status, gone.body.code]).toEqual([404, 'ACCESS.SESSION_NOT_FOUND']);
    expect(await acts(person.id)).toEqual(['access.signIn', 'access.signIn', 'access.revokeSession']);
  });

  it('takes another password by the one there is, unlike it, and strong; nothing else ends here', async () => {
    const { person, visitor, signIn } = await somebody();
    const elsewhere = new Visitor(doors);
    await signIn(goodPassword, elsewhere);
    expect((await change(visitor, 'Wrong#password1', 'Another#2026y')).body.code).toBe('ACCESS.WRONG_PASSWORD');
    expect((await change(visitor, goodPassword, 'short')).body.code).toBe('ACCESS.WEAK_PASSWORD');
    const same = await change(visitor, goodPassword, goodPassword);
    expect([same.status, same.body.code]).toEqual([400, 'ACCESS.SAME_PASSWORD']);
    expect((await elsewhere.get('/api/access/own/sessions')).status).toBe(200);
    // a proof of an hour ago; the password just given is one of now
    await sql(`update session set "steppedUpAt" = now() - interval '1 hour' where "personId" = $1`, [person.id]);
    const changed = await change(visitor, goodPassword, 'Another#2026y');
    expect([changed.status, changed.body.personId]).toEqual([200, person.id]);
    const [proof] = await sql(
      `select "steppedUpAt" > now() - interval '1 minute' as fresh from session where "personId" = $1 and "endedAt" is null`,
      [person.id],
    );
    expect(proof).toEqual({ fresh: true });
    expect((await elsewhere.get('/api/access/own/sessions')).status).toBe(401);
    expect((await visitor.get('/api/access/own/sessions')).status).toBe(200);
    expect((await signIn(goodPassword, new Visitor(doors))).status).toBe(401);
    expect((await signIn('Another#2026y', new Visitor(doors))).status).toBe(201);
    expect(await acts(person.id)).toEqual([
      ...['access.signIn', 'access.signIn', 'access.stepUpFailed', 'access.changePassword'],
      ...['access.signInFailed', 'access.signIn'],
    ]);
    expect(
      await sql(`select "endedWhy" from session where "personId" = $1 and "endedAt" is not null order by "endedWhy"`, [
        person.id,
      ]),
    ).toEqual([{ endedWhy: 'credential' }, { endedWhy: 'renewed' }]);
  });

  it('keeps the second factor with another password', async () => {
    const { person, visitor } = await somebody();
    const offered = (await visitor.post('/api/access/own/factor')).body as { secret: string; address: string };
    expect(offered.address).toContain(`secret=${offered.secret}`);
    expect((await visitor.ask('put', '/api/access/own/factor', { code: codeOf(offered.secret) })).status).toBe(200);
    await change(visitor, goodPassword, 'Another#2026y');
    const has = async () =>
      (
        await sql(
          `select "totpSecret" is not null as secret, "totpSince" is not null as since, "totpPending" as pending
                  from credential where "personId" = $1`,
          [person.id],
        )
      )[0];
    expect(await has()).toEqual({ secret: true, since: true, pending: null });
  });

  it('shows a secret for the phone only shortly after a proof, and takes it over with its first code', async () => {
    const { person, visitor } = await somebody();
    const accept = (code: string) => visitor.ask('put', '/api/access/own/factor', { code });
    const early = await accept('123456');
    expect([early.status, early.body.code]).toEqual([409, 'ACCESS.NO_PENDING_FACTOR']);
    const { secret } = (await visitor.post('/api/access/own/factor')).body as { secret: string };
    const { secret: second } = (await visitor.post('/api/access/own/factor')).body as { secret: string };
    expect(second).not.toBe(secret);
    expect((await accept(codeOf(secret))).body.code).toBe('ACCESS.WRONG_CODE'); // of the one before
    const [row] = await sql(`select encode("totpPending", 'base64') as kept from credential where "personId" = $1`, [
      person.id,
    ]);
    expect(String(row?.kept)).not.toContain(second);
    const taken = await accept(codeOf(second));
    expect([taken.status, taken.body.hasFactor, taken.body.needsFactor]).toEqual([200, true, false]);
    expect((await accept(codeOf(second))).body.code).toBe('ACCESS.NO_PENDING_FACTOR');
    expect(await acts(person.id)).toEqual(['access.signIn', 'access.setFactor']);
    // a proof of long ago: neither shows nor takes
    await visitor.post('/api/access/own/factor');
    await sql(`update session set "steppedUpAt" = now() - interval '11 minutes' where "personId" = $1`, [person.id]);
    doors.app.get(SessionsService).forget(); // as after a second
    expect((await visitor.post('/api/access/own/factor')).body.code).toBe('ACCESS.STEP_UP');
    expect((await accept('123456')).body.code).toBe('ACCESS.STEP_UP');
    const complete = await visitor.post('/api/access/session/code', { code: codeOf(second, 1) });
    expect([complete.status, complete.body.code]).toEqual([409, 'ACCESS.COMPLETE']);
  });

  it('begins anew with a link, used once: what was proven before ends, and nobody else notices', async () => {
    const [{ person, visitor, signIn }, other] = [await somebody(), await somebody()];
    const { secret } = (await visitor.post('/api/access/own/factor')).body as { secret: string };
    expect((await visitor.ask('put', '/api/access/own/factor', { code: codeOf(secret) })).status).toBe(200);
    await sql(`update person set status = 'invited' where id = $1`, [person.id]);
    const before = await sql('select id, version, status from person where id <> $1 order by id', [person.id]);
    const [{ version } = { version: 0 }] = await sql('select version from person where id = $1', [person.id]);
    const { path } = await doors.test.database.write(systemActor, (tx) => doors.app.get(Links).issue(tx, person.id));
    const token = path.split('#')[1] ?? '';
    const redeem = (password: string, by = new Visitor(doors)) => by.post('/api/access/passwords', { token, password });
    const holder = await new Visitor(doors).post('/api/access/link-holders', { token });
    expect(holder.body).toEqual({ loginName: person.loginName, displayName: person.displayName });
    expect((await redeem('short')).body.code).toBe('ACCESS.WEAK_PASSWORD');
    const here = new Visitor(doors);
    const redeemed = await redeem('Another#2026y', here);
    expect([redeemed.status, redeemed.body.personId, redeemed.body.hasFactor]).toEqual([201, person.id, false]);
    expect((await here.get('/api/access/own/sessions')).body).toMatchObject({ items: [{ current: true }] });
    expect((await visitor.get('/api/access/own/sessions')).status).toBe(401);
    expect((await other.visitor.get('/api/access/own/sessions')).status).toBe(200);
    const again = await redeem('Another#2026z');
    expect([again.status, again.body.code]).toEqual([404, 'ACCESS.LINK_VOID']);
    expect((await signIn('Another#2026y', new Visitor(doors))).status).toBe(201);
    expect(await sql('select status, version, "changedByName" from person where id = $1', [person.id])).toEqual([
      { status: 'active', version: Number(version) + 1, changedByName: person.displayName },
    ]);
    expect(await sql('select id, version, status from person where id <> $1 order by id', [person.id])).toEqual(before);
    const noted = await sql(
      `select "personName", "objectType", "objectId" from audit_entry where action = 'access.redeemLink' and "personId" = $1`,
      [person.id],
    );
    expect(noted).toEqual([{ personName: person.displayName, objectType: 'person', objectId: person.id }]);
    const ended = await sql(`select distinct "endedWhy" from session where "personId" = $1 and "endedAt" is not null`, [
      person.id,
    ]);
    expect(ended).toContainEqual({ endedWhy: 'credential' });
  });

  it('takes each code of the phone once, of the one it belongs to, and none once all was taken away', async () => {
    const credentials = doors.app.get(Credentials);
    const write = <T>(work: Parameters<typeof doors.test.database.write<T>>[1]) =>
      doors.test.database.write(systemActor, work);
    const stranger = uuidv7();
    expect(await credentials.useCode(stranger, '123456')).toBe(false);
    await expect(write((tx) => credentials.acceptFactor(tx, stranger, '123456'))).rejects.toMatchObject({
      ...{ kind: 'conflict', code: 'ACCESS.NO_PENDING_FACTOR' },
    });
    const [{ person }, { person: other }] = [await somebody(), await somebody()];
    const offer = ({ id, loginName }: typeof person) => write((tx) => credentials.offerFactor(tx, id, loginName));
    const accept = ({ id }: typeof person, code: string) => write((tx) => credentials.acceptFactor(tx, id, code));
    const { secret } = await offer(person);
    expect(await credentials.useCode(person.id, codeOf(secret, -1))).toBe(false); // not proven yet
    await accept(person, codeOf(secret, -1));
    await accept(other, codeOf((await offer(other)).secret, -1));
    expect(await credentials.useCode(person.id, codeOf(secret, -1))).toBe(false); // proved it
    const code = codeOf(secret);
    const use = (id: string) => credentials.useCode(id, code);
    expect([await use(other.id), await use(person.id), await use(person.id)]).toEqual([false, true, false]);
    expect(await credentials.useCode(person.id, codeOf(secret, 1))).toBe(true);
    await sql(
      `insert into provider_link ("personId", issuer, subject, "linkedBy", "linkedByName")
       select id, 'i', id::text, id, 'x' from person where id in ($1, $2)`,
      [person.id, other.id],
    );
    await write((tx) => credentials.clear(tx, person.id));
    const kept = await sql(
      `select p.id, c."passwordHash" is not null as password, c."passwordSetAt" is not null as "setAt",
         c."totpSecret" is not null as secret, c."totpSince" is not null as since, c."totpPending" is not null as pending,
         exists (select from provider_link l where l."personId" = p.id) as tied
       from person p join credential c on c."personId" = p.id where p.id in ($1, $2) order by p.id = $1 desc`,
      [person.id, other.id],
    );
    const nothing = { password: false, setAt: false, secret: false, since: false, pending: false, tied: false };
    expect(kept).toEqual([
      { id: person.id, ...nothing },
      { id: other.id, password: true, setAt: true, secret: true, since: true, pending: false, tied: true },
    ]);
    expect(await use(person.id)).toBe(false);
  });
});
