import { membersRules } from '../rules/members-rules';
import { MembersWorld, type Visitor } from '../testing/members-world';

interface Problem {
  code: string;
  detail: string;
}

describe('deciding about requests', () => {
  let world: MembersWorld;
  beforeAll(async () => {
    world = await MembersWorld.open();
  });
  afterAll(() => world.close());
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
    const visitor = await uploaded(firm.creditCode);
    const { id } = await world.request(visitor);
    const { body } = await world.doors.http.get(`/api/console/member-requests/${id}`);
    expect(body).toMatchObject({
      request: { enterpriseName: '洛阳某某有限公司', personName: '王小明', state: 'review' },
      known: { id: firm.id, name: firm.name, registeredAddress: '建设路 1 号' },
      administrators: [{ displayName: '王小明' }],
      others: [{ stateWords: '已通过' }],
      channel: false,
    });
    const file = await world.doors.http.get(`/api/console/member-requests/${id}/proof`);
    expect([file.status, file.headers['content-disposition']?.split(';')[0]]).toEqual([200, 'attachment']);
    expect(await world.acts(visitor)).toContain('members.readProof');
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
    const { body } = await visitor.http.get('/api/portal/own');
    expect((body as { requests: { proofFileName: string }[] }).requests[0]?.proofFileName).toBe('授权书2.pdf');
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
    expect((await world.acts(visitor)).slice(1)).toEqual([
      'members.uploadProof',
      'members.giveBack',
      'members.uploadProof',
      'members.refuse',
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
  });

  it('by a letter: the code grants; a wrong one is counted, and the last try is the last', async () => {
    const firm = await world.enterprise();
    const visitor = await world.newcomer(firm.creditCode);
    expect(codeOf(await enter(visitor, 'AAAA-BBBB-CCCC'))).toBe('MEMBERS.ILLEGAL_TRANSITION');
    const first = await letter(visitor);
    const { tries } = membersRules().code;
    const wrong = await Promise.all(Array.from({ length: tries + 20 }, () => enter(visitor, 'AAAA-BBBB-CCCC')));
    expect(wrong.filter((answer) => codeOf(answer) === 'MEMBERS.WRONG_CODE')).toHaveLength(tries);
    expect(codeOf(await enter(visitor, first))).toBe('MEMBERS.NO_CODE');
    const second = await letter(visitor);
    expect(codeOf(await enter(visitor, first))).toBe('MEMBERS.WRONG_CODE');
    expect((await enter(visitor, ` ${second.toLowerCase().replaceAll('-', ' ')} `)).status).toBe(204);
    expect(await world.request(visitor)).toMatchObject({ state: 'granted' });
    const [kept] = await world.doors.test.asSuperuser<{ text: string }>(
      'select string_agg(c::text, $1) as text from claim_code c',
      [' '],
    );
    expect(kept?.text).not.toContain(second);
    expect((await visitor.http.get(`/api/portal/enterprises/${firm.id}`)).status).toBe(200);
  });

  it('by a letter whose days are over: void', async () => {
    const visitor = await world.newcomer((await world.enterprise()).creditCode);
    const code = await letter(visitor);
    await world.doors.test.asSuperuser(`update claim_code set "expiresAt" = now() - interval '1 second'`);
    expect(codeOf(await enter(visitor, code))).toBe('MEMBERS.NO_CODE');
  });

  it('by a channel only where one is configured', async () => {
    const visitor = await world.newcomer((await world.enterprise()).creditCode);
    expect(['MEMBERS.NO_CHANNEL', 'MEMBERS.NO_CONTACT']).toContain(
      codeOf(await world.act(visitor, 'codes', { via: 'channel' })),
    );
    expect((await world.request(visitor)).state).toBe('proof');
  });
});
