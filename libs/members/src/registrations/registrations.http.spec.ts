import fs from 'node:fs';
import { Client } from 'pg';
import { membersRules } from '../rules/members-rules';
import { MembersWorld } from '../testing/members-world';
import { RegistrationsService } from './registrations.service';

interface Problem {
  code: string;
  detail: string;
}

describe('registering by oneself', () => {
  let world: MembersWorld;
  beforeAll(async () => {
    world = await MembersWorld.open();
  });
  afterAll(() => world.close());
  beforeEach(() => world.forgetBudgets());

  /** Every statement of the process while something is done, but those that add up its requests once a second. */
  async function statements(work: () => Promise<unknown>): Promise<string[]> {
    const transactions: { of: unknown; said: string[] }[] = [];
    const prototype = Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
    const { query } = prototype;
    prototype.query = function (this: unknown, ...given: unknown[]) {
      const [sql] = given as [string | { text: string }];
      const text = typeof sql === 'string' ? sql : sql.text;
      if (text.startsWith('begin')) transactions.push({ of: this, said: [] });
      transactions.findLast(({ of }) => of === this)?.said.push(text);
      return query.apply(this, given);
    };
    await work().finally(() => (prototype.query = query));
    // what is still under way when the answer is there is not the answer's: adding up has begun and said no more yet
    return transactions
      .filter(({ said }) => /^(commit|rollback)/.test(said.at(-1) ?? ''))
      .filter(({ said }) => !said.some((text) => text.includes('insert into request_counter')))
      .flatMap(({ said }) => said);
  }

  it('takes no more files a day than the rules say, and none of them reaches the disk', async () => {
    const most = membersRules().budget.proofsPerPerson;
    const [visitor, other] = [await world.newcomer(world.freeCode()), await world.newcomer(world.freeCode())];
    const upload = (content: string, { http } = visitor) =>
      http
        .put('/api/portal/own/requests/01890000-0000-7000-8000-000000000000/proof')
        .set('if-match', '1')
        .attach('file', Buffer.from(content), '授权书.pdf');
    for (let i = 0; i < most; i++) expect((await upload(`%PDF-1.7 ${i}`)).status).toBe(404);
    const before = fs.readdirSync(world.doors.filesDir).length;
    const refused = await upload('%PDF-1.7 too many');
    expect([refused.status, (refused.body as Problem).code]).toEqual([429, 'MEMBERS.BUDGET']);
    expect(fs.readdirSync(world.doors.filesDir)).toHaveLength(before);
    expect((await upload('%PDF-1.7 of somebody else', other)).status).toBe(404);
  });

  it('is proven through a channel only where the office has one', async () => {
    const visitor = await world.newcomer((await world.enterprise()).creditCode);
    const { id } = await world.request(visitor);
    const { body } = await world.doors.http.get(`/api/console/member-requests/${id}`);
    expect(body).toMatchObject({ channel: false });
    const refused = await world.act(visitor, 'codes', { via: 'channel' });
    expect([refused.status, (refused.body as Problem).code]).toEqual([409, 'MEMBERS.NO_CHANNEL']);
    expect((await world.request(visitor)).state).toBe('proof');
  });

  it('takes a file alone: a form with anything beside it is refused, and nothing is kept', async () => {
    const visitor = await world.newcomer(world.freeCode());
    const { id, version } = await world.request(visitor);
    const form = () => visitor.http.put(`/api/portal/own/requests/${id}/proof`).set('if-match', String(version));
    const pdf = Buffer.from('%PDF-1.7 stamped');
    for (const field of ['nothing', '__proto__']) {
      const refused = await form().field(field, 'x').attach('file', pdf, 'a.pdf');
      expect([refused.status, (refused.body as Problem).detail]).toEqual([400, expect.stringContaining('只收 file')]);
    }
    expect((await world.request(visitor)).version).toBe(version);
    expect((await form().attach('file', pdf, 'a.pdf')).status).toBe(204);
  });

  it('of many at one moment takes a few, and tells the others to come again without counting them', async () => {
    const register = () =>
      world.stranger().post('/api/portal/registrations').send(world.registration(world.freeCode()));
    const said = await Promise.all(Array.from({ length: 60 }, register));
    const taken = said.filter(({ status }) => status === 201);
    const refused = said.filter(({ status }) => status !== 201);
    expect(taken.length).toBeGreaterThanOrEqual(1);
    expect(new Set(refused.map(({ status, body }) => `${status} ${(body as Problem).code}`))).toEqual(
      new Set(['429 ACCESS.CROWDED']),
    );
    for (const { headers, body } of refused) {
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect((body as Problem).detail).toContain('没有计入当天的次数');
    }
    const [counted] = await world.doors.test.asSuperuser<{ used: number }>(
      `select used from member_budget where key = 'total'`,
    );
    expect(counted?.used).toBe(taken.length);
    const { status, body } = await register();
    expect([status, body]).toEqual([201, { next: 'proof' }]);
  });

  it('shows nobody another’s request, and nobody an enterprise before approval', async () => {
    const known = await world.enterprise();
    const [one, other] = [await world.newcomer(known.creditCode), await world.newcomer(known.creditCode)];
    const { id } = await world.request(one);
    const absent = '01890000-0000-7000-8000-000000000000';
    const asked = async (at: string) => {
      const { status, body } = await other.http
        .put(`/api/portal/own/requests/${at}/proof`)
        .set('if-match', '1')
        .attach('file', Buffer.from('%PDF-1.7'), 'a.pdf');
      return [status, { ...(body as object), requestId: '' }];
    };
    expect(await asked(id)).toEqual(await asked(absent));
    expect((await other.http.post(`/api/portal/own/requests/${id}/withdrawal`).set('if-match', '1')).status).toBe(404);
    expect((await other.http.post(`/api/portal/own/requests/${id}/code`).send({ code: 'x' })).status).toBe(404);
    const home = async (at: string) => {
      const { status, body } = await one.http.get(`/api/portal/enterprises/${at}`);
      return [status, { ...(body as object), requestId: '' }];
    };
    expect(await home(known.id)).toEqual(await home(absent));
    expect((await home(known.id))[0]).toBe(404);
    expect((await one.http.get('/api/console/enterprises')).status).toBe(403);
    expect((await one.http.get('/api/console/member-requests')).status).toBe(403);
  });

  it('answers a known, a taken and a free code with the same bytes after the same statements', async () => {
    const known = await world.enterprise();
    const taken = await world.administered();
    await world.forgetBudgets();
    const answers: { status: number; text: string; sql: string[] }[] = [];
    for (const creditCode of [world.freeCode(), known.creditCode, taken.creditCode]) {
      const body = world.registration(creditCode);
      const http = world.stranger();
      const sql = await statements(async () => {
        const { status, text } = await http.post('/api/portal/registrations').send(body);
        answers.push({ status, text, sql: [] });
      });
      const own = await http.get('/api/portal/own');
      const last = answers.at(-1);
      if (!last) throw new Error('no answer');
      last.sql = sql.map((text) => text.replace(/'[^']*'/g, "''"));
      last.text += JSON.stringify(own.body).replace(/"(id|creditCode|createdAt|changedAt)":"[^"]*"/g, '');
    }
    expect(answers[0]?.sql.length).toBeGreaterThan(5);
    expect(answers[0]?.text).not.toContain('测试企业');
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('takes fifty identical registrations at once as one', async () => {
    const body = world.registration(world.freeCode());
    const most = membersRules().budget.perCreditCode;
    const sent = Array.from({ length: 50 }, () => world.stranger().post('/api/portal/registrations').send(body));
    const statuses = (await Promise.all(sent)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(most - 1);
    expect(statuses.filter((status) => status === 429)).toHaveLength(50 - most);
    const [found] = await world.doors.test.asSuperuser<{ persons: number; requests: number }>(
      `select (select count(*) from person where "loginName" = $1)::int as persons,
         (select count(*) from registration where "creditCode" = $2)::int as requests`,
      [body.loginName, body.creditCode],
    );
    expect(found).toEqual({ persons: 1, requests: 1 });
  });

  it('lets exactly as many through as the budgets of code, address and day say', async () => {
    const { perAddress, perCreditCode, total } = membersRules().budget;
    const used = () =>
      world.doors.test.asSuperuser<{ key: string; used: number }>('select key, used from member_budget order by key');
    const service = world.doors.app.get(RegistrationsService, { strict: false });
    const from = { address: '127.0.0.1', agent: 'test' };
    const people = await Promise.all(Array.from({ length: perAddress }, () => world.person()));
    /** How many of so many at once got through; the others were told which budget is spent. */
    const through = async (many: number, code: () => string) => {
      const asked = people.slice(0, many).map(({ acting }) => {
        const claim = { creditCode: code(), enterpriseName: '某某', phone: '13800001111' };
        return service.ask(acting, claim, from).then(
          () => true,
          ({ code: why }: { code: string }) => expect(why).toBe('MEMBERS.BUDGET'),
        );
      });
      return (await Promise.all(asked)).filter(Boolean).length;
    };
    const code = world.freeCode();
    expect(await through(perCreditCode + 3, () => code)).toBe(perCreditCode);
    // what one budget refused has cost the others nothing
    expect((await used()).map(({ used: n }) => n)).toEqual([perCreditCode, perCreditCode, perCreditCode]);
    expect(await through(perAddress, () => world.freeCode())).toBe(perAddress - perCreditCode);
    await world.doors.test.asSuperuser(`delete from member_budget where key <> 'total'`);
    await world.doors.test.asSuperuser(`update member_budget set used = $1`, [total - 2]);
    expect(await through(4, () => world.freeCode())).toBe(2);
  });

  it('refuses what is wrong by name, and says what to do', async () => {
    const good = world.registration(world.freeCode());
    const refused = async (over: object) => {
      const { status, body } = await world
        .stranger()
        .post('/api/portal/registrations')
        .send({ ...good, ...over });
      return `${status} ${(body as Problem).code} ${(body as Problem).detail}`;
    };
    expect(await refused({ creditCode: good.creditCode.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) })).toMatch(
      /^400 MEMBERS.BAD_CODE .*校验码/,
    );
    expect(await refused({ creditCode: '11010519491231002X' })).toMatch(/^400 MEMBERS.BAD_CODE .*身份号码/);
    expect(await refused({ password: 'abc' })).toMatch(/^400 ACCESS.WEAK_PASSWORD/);
    expect(await refused({ phone: '电话' })).toMatch(/^400 PLATFORM.INVALID .*电话/);
    expect(await refused({ displayName: '\u0000' })).toMatch(/^400/);
    expect(await refused({ duty: 'business' })).toMatch(/^400 PLATFORM.INVALID .*duty/);
    const [none] = await world.doors.test.asSuperuser<{ n: number }>('select count(*)::int as n from member_budget');
    expect(none?.n).toBe(0); // what never got as far as an attempt isn't counted as one
    await world.stranger().post('/api/portal/registrations').send(good);
    expect(await refused({ creditCode: world.freeCode() })).toMatch(/^409 ACCESS.LOGIN_TAKEN/);
  });

  it('reads a code however it was typed, and asks whoever has an account already', async () => {
    const code = world.freeCode();
    const visitor = await world.newcomer(` ${code.toLowerCase().replace(/(.{6})/, '$1-')} `);
    const again = (creditCode: string) =>
      visitor.http
        .post('/api/portal/own/requests')
        .send({ creditCode, enterpriseName: '另一家', phone: '13800001111' });
    const { body } = await again(code);
    expect((body as Problem).code).toBe('MEMBERS.ASKED_ALREADY');
    expect((await again(world.freeCode())).status).toBe(204);
    const { body: place } = await visitor.http.get('/api/portal/own');
    expect((place as { requests: { creditCode: string }[] }).requests.map(({ creditCode }) => creditCode)).toContain(
      code,
    );
  });

  it('asks for the header of our own pages, and lets staff register nothing', async () => {
    const body = world.registration(world.freeCode());
    expect((await world.doors.stranger.post('/api/portal/registrations').send(body)).status).toBe(403);
    const { body: refused } = await world.doors.http.get('/api/portal/own');
    expect((refused as Problem).code).toBe('MEMBERS.STAFF');
    expect((await world.stranger().get('/api/portal/own')).status).toBe(401);
  });
});
