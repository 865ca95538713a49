import { uuidv7 } from '@tidu/kernel';
import { anonymous, encodeCursor, StoredFiles } from '@tidu/platform';
import { leader } from '@tidu/test/signed-in';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { membersRules } from '../rules/members-rules';
import { dayIn, MembersWorld, type Visitor } from '../testing/members-world';
import { ReviewQueries } from './review.queries';

interface Problem {
  code: string;
  detail: string;
}
interface Requests {
  items: { id: string; state: string }[];
  next: string | null;
  count: { value: number };
}

describe('deciding about requests', () => {
  let world: MembersWorld;
  let outboxDir: string;
  beforeAll(async () => {
    outboxDir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-outbox-'));
    world = await MembersWorld.open({ outboxDir });
  });
  afterAll(async () => {
    await world.close();
    fs.rmSync(outboxDir, { recursive: true, force: true });
  });
  beforeEach(() => world.forgetBudgets());

  const codeOf = ({ body }: { body: unknown }) => (body as Problem).code;
  const uploaded = async (creditCode: string) => {
    const visitor = await world.newcomer(creditCode);
    await world.upload(visitor);
    return visitor;
  };
  const enter = async (visitor: Visitor, code: string) => {
    const { id } = await world.request(visitor);
    return visitor.http.post(`/api/portal/own/requests/${id}/code`).send({ code });
  };
  const letter = async (visitor: Visitor) =>
    ((await world.act(visitor, 'codes', { via: 'letter' })).body as { code: string; until: string }).code;

  it('is nobody’s who looks after another county, or may not decide', async () => {
    const firm = await world.enterprise();
    const visitor = await uploaded(firm.creditCode);
    const { id } = await world.request(visitor);
    const elsewhere = await world.officer({});
    const list = await elsewhere.http.get('/api/console/member-requests?state=all');
    expect((list.body as { items: unknown[] }).items).toEqual([]);
    const absent = '01890000-0000-7000-8000-000000000000';
    for (const path of ['', '/proof']) {
      const at = async (which: string) => {
        const { status, body } = await elsewhere.http.get(`/api/console/member-requests/${which}${path}`);
        return { status, ...(body as object), requestId: '' };
      };
      expect(await at(id)).toEqual(await at(absent));
    }
    for (const [what, body] of [
      ['approval', { enterprise: null }],
      ['refusal', { answer: '不是' }],
      ['codes', { via: 'letter' }],
    ] as const)
      expect((await world.act(visitor, what, body, elsewhere)).status).toBe(404);
    const reader = await world.officer({ role: 'city.reader', scopeKind: 'everything', scopeId: null });
    expect((await reader.http.get('/api/console/member-requests')).status).toBe(403);
    const own = await world.officer({ scopeId: '410305' });
    expect((await world.act(visitor, 'approval', { enterprise: null }, own)).status).toBe(204);
  });

  it('shows the claim beside what the register knows, and gives the authorisation as a download that is noted', async () => {
    const firm = await world.administered();
    const visitor = await world.newcomer(firm.creditCode);
    const { id } = await world.request(visitor);
    const detail = async (of: string) =>
      (await world.doors.http.get(`/api/console/member-requests/${of}`)).body as object;
    const proof = (of: string) => world.doors.http.get(`/api/console/member-requests/${of}/proof`);
    const plain = ({ status, body }: { status: number; body: unknown }) => [
      status,
      { ...(body as object), requestId: '' },
    ];
    const absent = plain(await proof('01890000-0000-7000-8000-000000000000'));
    expect(plain(await proof(id))).toEqual(absent); // nothing was brought yet
    await world.upload(visitor, `%PDF-1.7 ${id}`);
    expect(await detail(id)).toMatchObject({
      request: {
        ...{ id, enterpriseName: '洛阳某某有限公司', personName: '王小明', phone: '138****1111', state: 'review' },
        ...{ changedByName: '王小明', proofFileName: '授权书.pdf', approvedByName: null, answer: null },
      },
      known: { id: firm.id, name: firm.name, registeredAddress: '建设路 1 号' },
      administrators: [{ displayName: '王小明' }],
      others: [{ stateWords: '已通过' }],
      channel: true,
    });
    const first = await world.request(firm.admin);
    expect(await detail(first.id)).toMatchObject({
      request: { approvedByName: leader.displayName, objection: null, objectionUntil: null, version: first.version },
      others: [{ id, stateWords: '待审核', personName: '王小明' }],
    });
    const file = await proof(id);
    expect([file.status, file.headers['content-disposition']]).toEqual([
      200,
      `attachment; filename="file.pdf"; filename*=UTF-8''${encodeURIComponent('授权书.pdf')}`,
    ]);
    expect([file.headers['content-type'], (file.body as Buffer).toString()]).toEqual([
      'application/pdf',
      `%PDF-1.7 ${id}`,
    ]);
    const sha256 = createHash('sha256').update(`%PDF-1.7 ${id}`).digest('hex');
    expect((await world.trail(id)).slice(1)).toMatchObject([
      { action: 'members.uploadProof', after: { sha256, fileName: '授权书.pdf' } },
      { action: 'members.readProof', after: { sha256 } },
    ]);
    fs.rmSync(world.doors.app.get(StoredFiles, { strict: false }).path(sha256));
    expect(plain(await proof(id))).toEqual(absent);
  });

  it('tells the phone of whoever asks for a reason that stays, to who may decide about them', async () => {
    const visitor = await world.newcomer((await world.enterprise()).creditCode);
    const { id } = await world.request(visitor);
    const ask = (officer: { http: typeof visitor.http }) =>
      officer.http.post(`/api/console/member-requests/${id}/disclosures`).send({ reason: '核对授权书' });
    expect((await ask(await world.officer({}))).status).toBe(404);
    const told = await ask(world.doors);
    expect([told.status, told.body]).toEqual([200, { phone: '13800001111' }]);
    expect((await world.trail(id)).slice(1)).toMatchObject([{ action: 'members.readPhone', reason: '核对授权书' }]);
  });

  it('lists the oldest first, page by page, by state and by what was claimed', async () => {
    const region = '410327';
    const office = await world.officer({ scopeId: region });
    const visitors: Visitor[] = [];
    for (let i = 0; i < 3; i++) visitors.push(await world.newcomer(world.freeCode(region)));
    const mine = await Promise.all(visitors.map((visitor) => world.request(visitor)));
    const list = async (query: string) =>
      (await office.http.get(`/api/console/member-requests?${query}`)).body as Requests;
    const ids = async (query: string) => (await list(query)).items.map(({ id }) => id);
    const all = mine.map(({ id }) => id);
    const [first, second, third] = all;
    const before = (await list('')).count.value - 3; // what an earlier run left
    expect(before).toBeGreaterThanOrEqual(0);
    const from = `after=${encodeCursor([first ?? ''])}`;
    const page = await list(`limit=1&${from}`);
    expect([page.items.map(({ id }) => id), page.count.value]).toEqual([[second], before + 3]);
    const rest = await list(`limit=1&after=${page.next}`);
    expect([rest.items.map(({ id }) => id), rest.next]).toEqual([[third], null]);
    expect((await ids('limit=100')).slice(-3)).toEqual(all);
    expect((await list(`limit=1&after=${encodeCursor(['x'])}`)).items).toHaveLength(1); // not of ours: from the start
    await world.upload(visitors[1] as Visitor);
    await world.act(visitors[2] as Visitor, 'refusal', { answer: '不是本企业的人' });
    expect(await ids(`state=review&${from}`)).toEqual([second]);
    expect(await ids(`state=refused&${from}`)).toEqual([third]);
    expect(await ids(from)).toEqual([second]);
    expect(await ids(`state=all&${from}`)).toEqual([second, third]);
    await world.doors.test.asSuperuser(`update registration set "enterpriseName" = '百分之_50%公司' where id = $1`, [
      second,
    ]);
    const found = (q: string) => ids(`state=all&${from}&q=${encodeURIComponent(q)}`);
    expect(await found(` ${mine[2]?.creditCode.toLowerCase()} `)).toEqual([third]);
    expect([await found('_50%'), await found('百%司'), await found('某某')]).toEqual([[second], [], [third]]);
    expect(await found('王小')).toEqual([second, third]);
    // whoever sees names masked can't feel for them
    const queries = world.doors.app.get(ReviewQueries, { strict: false });
    const blind = {
      ...{ ...anonymous, id: uuidv7(), name: '只看的人', permissions: new Set(['members.read'] as const) },
      scope: { everything: false as const, regions: [region], enterprises: [] },
    };
    expect((await queries.list(blind, { q: '王小' })).items).toEqual([]);
    expect((await queries.list(blind, { q: '某某', state: 'all', limit: 100 })).items.at(-1)?.id).toBe(third);
  });

  it('goes by who bears the code now, else by who bore it before', async () => {
    const [former, bearer] = [await world.enterprise(), await world.enterprise()];
    const old = world.freeCode();
    for (const code of [bearer.creditCode, old])
      await world.doors.test.asSuperuser(
        `insert into enterprise_alias (id, "enterpriseId", kind, code, "recordedBy", "recordedByName", reason)
         values (gen_random_uuid(), $1, 'creditCode', $2, $1, '', '换证')`,
        [former.id, code],
      );
    const known = async (creditCode: string) => {
      const { id } = await world.request(await world.newcomer(creditCode));
      const { status, body } = await world.doors.http.get(`/api/console/member-requests/${id}`);
      const { known: found } = body as { known: { id: string } | null };
      return [status, found?.id];
    };
    expect(await known(bearer.creditCode)).toEqual([200, bearer.id]);
    expect(await known(old)).toEqual([200, former.id]);
    expect(await known(world.freeCode())).toEqual([200, undefined]);
  });

  it('takes as an authorisation what is one by content, and another in its place', async () => {
    const visitor = await world.newcomer((await world.enterprise()).creditCode);
    for (const content of ['<html>', '', 'PK\u0003\u0004'])
      expect(codeOf(await world.upload(visitor, content, 'a.pdf'))).toBe('MEMBERS.FILE_KIND');
    const big = await world.upload(visitor, `%PDF-${'x'.repeat(membersRules().file.megabytes * 1024 * 1024)}`);
    expect([big.status, codeOf(big)]).toEqual([413, 'PLATFORM.FILE_TOO_LARGE']);
    expect((await world.request(visitor)).state).toBe('proof');
    expect((await world.upload(visitor)).status).toBe(204);
    expect((await world.upload(visitor, '%PDF-1.4 better', '../../授权书2.pdf')).status).toBe(204);
    const kept = async () => {
      const { body } = await visitor.http.get('/api/portal/own');
      return (body as { requests: { proofFileName: string }[] }).requests[0]?.proofFileName;
    };
    expect(await kept()).toBe('授权书2.pdf');
    const long = `${'长'.repeat(300)}.png`;
    expect((await world.upload(visitor, '\u0089PNG', long)).status).toBe(400);
    const picture = (bytes: number[], name: string) => world.upload(visitor, Buffer.from(bytes), name);
    expect((await picture([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], long)).status).toBe(204);
    expect(await kept()).toBe(long.slice(-255));
    const { id, version } = await world.request(visitor);
    expect((await world.trail(id)).at(-1)).toMatchObject({ after: { fileName: long.slice(-255) } });
    expect((await picture([0xff, 0xd8, 0xff], '照片.jpg')).status).toBe(204);
    const { body: refused } = await world.upload(visitor, 'GIF89a', long);
    expect(refused).toMatchObject({
      detail: expect.stringContaining(`“${long.slice(-60)}”不是 PDF 或图片`),
      errors: [{ where: { field: 'file' }, value: long.slice(0, 100), code: 'MEMBERS.FILE_KIND' }],
    });
    const none = await visitor.http
      .put(`/api/portal/own/requests/${id}/proof`)
      .set('if-match', String(version + 1))
      .set('content-type', 'multipart/form-data; boundary=x')
      .send('--x--\r\n');
    const { detail, errors } = none.body as Problem & { errors: object[] };
    expect([none.status, errors]).toEqual([
      400,
      [{ where: { field: 'file' }, code: 'MEMBERS.NO_FILE', message: detail }],
    ]);
  });

  it('gives back with a reason, and refuses for good', async () => {
    const visitor = await uploaded((await world.enterprise()).creditCode);
    await world.act(visitor, 'return', { answer: '公章不清楚，请重拍' });
    expect(await world.request(visitor)).toMatchObject({
      state: 'proof',
      answer: '公章不清楚，请重拍',
      acts: ['upload', 'withdraw'],
    });
    await world.upload(visitor);
    await world.act(visitor, 'refusal', { answer: '授权书是伪造的' });
    expect(await world.request(visitor)).toMatchObject({ state: 'refused', acts: [] });
    expect(codeOf(await world.act(visitor, 'approval', { enterprise: null }))).toBe('MEMBERS.ILLEGAL_TRANSITION');
    const answers = (await world.trail((await world.request(visitor)).id)).filter(({ reason }) => reason !== null);
    expect(answers).toEqual([
      {
        ...{ action: 'members.giveBack', before: { state: 'review' }, after: { state: 'proof' } },
        reason: '公章不清楚，请重拍',
      },
      {
        ...{ action: 'members.refuse', before: { state: 'review' }, after: { state: 'refused' } },
        reason: '授权书是伪造的',
      },
    ]);
  });

  it('is done on the version that was looked at', async () => {
    const visitor = await uploaded((await world.enterprise()).creditCode);
    const { id, version } = await world.request(visitor);
    await world.upload(visitor, '%PDF-another');
    const late = await world.doors.http
      .post(`/api/console/member-requests/${id}/approval`)
      .set('if-match', String(version))
      .send({ enterprise: null });
    expect([late.status, codeOf(late)]).toEqual([409, 'PLATFORM.STALE']);
    expect((late.body as Problem).detail).toMatch(new RegExp(`^申请已由王小明于 .*改为第 ${version + 1} 版`));
  });

  it('enters an enterprise that the register doesn’t have with the approval, or nothing', async () => {
    const code = world.freeCode();
    const visitor = await uploaded(code);
    expect(codeOf(await world.act(visitor, 'approval', { enterprise: null }))).toBe('MEMBERS.UNKNOWN_ENTERPRISE');
    expect(codeOf(await world.act(visitor, 'codes', { via: 'letter' }))).toBe('MEMBERS.UNKNOWN_ENTERPRISE');
    expect(codeOf(await world.act(visitor, 'approval', { enterprise: { name: '新企业', regionCode: '999999' } }))).toBe(
      'ENTERPRISES.BAD_REGION',
    );
    const found = () => world.doors.test.asSuperuser('select id from enterprise where "creditCode" = $1', [code]);
    expect(await found()).toEqual([]);
    expect(
      (await world.act(visitor, 'approval', { enterprise: { name: '新企业', regionCode: '410305' } })).status,
    ).toBe(204);
    expect(await found()).toHaveLength(1);
    expect(await world.request(visitor)).toMatchObject({ state: 'granted' });
    const [entered] = await world.trail((await world.request(visitor)).id);
    expect(entered).toMatchObject({ action: 'members.register', after: { creditCode: code } });
    // nor a second time, where it has been entered meanwhile
    const again = await uploaded(code);
    const twice = await world.act(again, 'approval', { enterprise: { name: '新企业', regionCode: '410305' } });
    expect([twice.status, codeOf(twice)]).toEqual([409, 'MEMBERS.KNOWN_ENTERPRISE']);
    expect(await found()).toHaveLength(1);
  });

  it('by a letter: the code grants; a wrong one is counted, and the last try is the last', async () => {
    const firm = await world.enterprise();
    const visitor = await world.newcomer(firm.creditCode);
    const { id } = await world.request(visitor);
    expect(codeOf(await enter(visitor, 'AAAA-BBBB-CCCC'))).toBe('MEMBERS.ILLEGAL_TRANSITION');
    const issued = await world.act(visitor, 'codes', { via: 'letter' });
    const { days, tries } = membersRules().code;
    expect(issued.body).toEqual({ code: expect.stringMatching(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){2}$/), until: dayIn(days) });
    const { code: first } = issued.body as { code: string };
    expect((await world.trail(id)).at(-1)).toMatchObject({
      ...{ action: 'members.issueCode', after: { enterpriseId: firm.id, via: 'letter', until: dayIn(days) } },
    });
    // one letter of it wrong is wrong
    const nearly = first.replace(/[A-Z]/, (letter) => (letter === 'A' ? 'B' : 'A'));
    const wrong = await Promise.all(Array.from({ length: tries + 20 }, () => enter(visitor, nearly)));
    const counted = wrong.filter((answer) => codeOf(answer) === 'MEMBERS.WRONG_CODE');
    const left = counted.map(({ body }) => (body as Problem).detail.replace(/^口令不对，请对照口令函核对。/, ''));
    const some = Array.from({ length: tries - 1 }, (_, i) => `还可以输 ${i + 1} 次。`);
    expect(left.sort()).toEqual([...some, '这个口令已不能再用，请联系工信局重新发函。'].sort());
    expect((await world.acts(visitor)).filter((act) => act === 'members.wrongCode')).toHaveLength(tries);
    expect(codeOf(await enter(visitor, first))).toBe('MEMBERS.NO_CODE');
    const second = await letter(visitor);
    expect(codeOf(await enter(visitor, first))).toBe('MEMBERS.WRONG_CODE');
    expect((await enter(visitor, ` ${second.toLowerCase().replaceAll('-', ' ')} `)).status).toBe(204);
    expect(await world.request(visitor)).toMatchObject({ state: 'granted' });
    expect((await world.acts(visitor)).filter((act) => act === 'members.wrongCode')).toHaveLength(tries + 1);
    const [kept] = await world.doors.test.asSuperuser<{ text: string }>(
      'select string_agg(c::text, $1) as text from claim_code c',
      [' '],
    );
    expect(kept?.text).not.toContain(second);
    expect((await visitor.http.get(`/api/portal/enterprises/${firm.id}`)).status).toBe(200);
  });

  it('by a letter: another’s code proves nothing, and one whose days are over is void', async () => {
    const firm = await world.enterprise();
    const [visitor, other] = [await world.newcomer(firm.creditCode), await world.newcomer(firm.creditCode)];
    const [code] = [await letter(visitor), await letter(other)];
    expect(codeOf(await enter(other, code))).toBe('MEMBERS.WRONG_CODE');
    await world.doors.test.asSuperuser(
      `update claim_code set "expiresAt" = now() - interval '1 second' where "registrationId" = $1`,
      [(await world.request(visitor)).id],
    );
    expect(codeOf(await enter(visitor, code))).toBe('MEMBERS.NO_CODE');
  });

  it('by a letter: a code that a newer one replaces while it is being entered grants nothing', async () => {
    const visitor = await world.newcomer((await world.enterprise()).creditCode);
    const [first, { database }] = [await letter(visitor), world.doors.test];
    const write = database.write.bind(database);
    let second = '';
    const between = jest.spyOn(database, 'write').mockImplementation(async (person, work) => {
      const done = await write(person, work);
      if ((done as { matches?: boolean } | undefined)?.matches && second === '') {
        second = 'under way';
        second = await letter(visitor);
      }
      return done;
    });
    const entered = await enter(visitor, first).finally(() => between.mockRestore());
    expect(codeOf(entered)).toBe('MEMBERS.NO_CODE');
    expect(await world.request(visitor)).toMatchObject({ state: 'code' });
    expect((await enter(visitor, second)).status).toBe(204);
  });

  it('by a letter goes to the address in the register alone, and takes back what was answered before', async () => {
    const firm = await world.enterprise();
    const visitor = await uploaded(firm.creditCode);
    await world.act(visitor, 'return', { answer: '公章不清楚' });
    const address = (text: string | null) =>
      world.doors.test.asSuperuser('update enterprise set "registeredAddress" = $2 where id = $1', [firm.id, text]);
    await address(null);
    const refused = await world.act(visitor, 'codes', { via: 'letter' });
    expect([refused.status, codeOf(refused)]).toEqual([409, 'MEMBERS.NO_ADDRESS']);
    expect(await world.request(visitor)).toMatchObject({ state: 'proof', answer: '公章不清楚' });
    await address('建设路 2 号');
    await letter(visitor);
    expect(await world.request(visitor)).toMatchObject({
      state: 'code',
      answer: null,
      acts: ['enterCode', 'withdraw'],
    });
  });

  it('by a channel goes to whom the register knows, and nobody in the office sees the code', async () => {
    const firm = await world.enterprise();
    const visitor = await world.newcomer(firm.creditCode);
    await world.doors.test.asSuperuser('update enterprise set "registeredAddress" = null where id = $1', [firm.id]);
    const send = () => world.act(visitor, 'codes', { via: 'channel' });
    expect(codeOf(await send())).toBe('MEMBERS.NO_CONTACT');
    expect((await world.request(visitor)).state).toBe('proof');
    await world.doors.http
      .post(`/api/console/enterprises/${firm.id}/contacts`)
      .set('idempotency-key', uuidv7())
      .send({ role: 'liaison', name: '李新', phone: '0379-64990001', reason: '上门问到' });
    const sent = await send();
    const until = dayIn(membersRules().code.days);
    expect([sent.status, sent.body]).toEqual([201, { code: null, until }]);
    const messages = fs
      .readdirSync(outboxDir)
      .map((name) => JSON.parse(fs.readFileSync(path.join(outboxDir, name), 'utf8')) as { text: string })
      .filter((message) => 'creditCode' in message && message.creditCode === firm.creditCode);
    expect(messages).toMatchObject([
      {
        kind: 'code',
        enterpriseName: firm.name,
        until,
        to: [{ role: 'liaison', name: '李新', phone: '0379-64990001' }],
      },
    ]);
    const [code = ''] = /[2-9A-Z]{4}(-[2-9A-Z]{4}){2}/.exec(messages[0]?.text ?? '') ?? [];
    expect((await enter(visitor, code)).status).toBe(204);
    expect(await world.request(visitor)).toMatchObject({ state: 'granted' });
  });
});
