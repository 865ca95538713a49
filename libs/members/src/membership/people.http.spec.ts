import { Admissions, type Session, type SessionRequest } from '@tidu/access';
import { anonymous, type PermissionName } from '@tidu/platform';
import { MemberAdmission } from '../acting/member-admission';
import { membersRules } from '../rules/members-rules';
import { MembershipsService } from './memberships.service';
import { dayIn, MembersWorld, password, tokenOf, type Visitor } from '../testing/members-world';

interface Problem {
  code: string;
  detail: string;
}
interface People {
  members: { id: string; personId: string; loginName: string; rights: string[]; version: number }[];
  invitations: { id: string }[];
}

describe('members and agents of an enterprise', () => {
  let world: MembersWorld;
  let firm: { id: string; creditCode: string; name: string; admin: Visitor };
  let agent: Visitor;
  let filler: Visitor;
  beforeAll(async () => {
    world = await MembersWorld.open();
    await begin();
  });
  afterAll(() => world.close());
  /** People of a firm of their own, for a case that changes what another would meet. */
  const begin = async () => {
    firm = await world.administered();
    agent = await world.invited(firm, 'member.agent', ['fill'], dayIn(30));
    filler = await world.invited(firm, 'member.holder', ['fill']);
  };

  const at = (path = '', id = firm.id) => `/api/portal/enterprises/${id}${path}`;
  const codeOf = ({ body }: { body: unknown }) => (body as Problem).code;
  const people = async (visitor = firm.admin) => (await visitor.http.get(at('/members'))).body as People;
  const memberOf = async (visitor: Visitor) => {
    const found = (await people()).members.find(({ loginName }) => loginName === visitor.loginName);
    if (!found) throw new Error('no member');
    return found;
  };
  const join = async (token: string, visitor?: Visitor) =>
    (visitor ?? (await world.person())).http.post('/api/portal/own/memberships').send({ token });
  const draft = { basedOn: 0, entries: [{ code: 'revenue', value: '1200', unit: '万元' }] };
  const save = (visitor: Visitor, year: number, version = 0) =>
    visitor.http
      .put(at(`/figures/${year}/draft`))
      .set('if-match', String(version))
      .send(draft);

  it('see the one enterprise of the address and no other', async () => {
    await begin();
    const other = await world.administered();
    for (const [path, method] of [
      ['', 'get'],
      ['/members', 'get'],
      ['/figures/2024', 'get'],
    ] as const) {
      const answer = await other.admin.http[method](at(path));
      expect([path, answer.status, codeOf(answer)]).toEqual([path, 404, 'MEMBERS.NOT_YOURS']);
    }
    const absent = await other.admin.http.get(at('', '01890000-0000-7000-8000-000000000000'));
    const foreign = await other.admin.http.get(at());
    expect({ ...(absent.body as object), requestId: '' }).toEqual({ ...(foreign.body as object), requestId: '' });
    // somebody of two enterprises acts for the one in the address alone
    const made = await other.admin.http
      .post(at('/invitations', other.id))
      .send({ inviteeName: '代办', role: 'member.agent', rights: ['fill'], validUntil: dayIn(5) });
    expect((await agent.http.post('/api/portal/own/memberships').send({ token: tokenOf(made.body) })).status).toBe(201);
    const { body } = await agent.http.get('/api/portal/own');
    expect(
      (body as { enterprises: { enterpriseId: string }[] }).enterprises.map(({ enterpriseId }) => enterpriseId),
    ).toEqual([firm.id, other.id]);
    const mixed = await agent.http.delete(at(`/invitations/${(made.body as { id: string }).id}`));
    expect(mixed.status).toBe(403);
    const member = await memberOf(filler);
    const crossed = await other.admin.http
      .post(at(`/members/${member.id}/end`, other.id))
      .set('if-match', '1')
      .send({ reason: '试试' });
    expect(crossed.status).toBe(404);
  });

  it('are let in for the enterprise that is asked for, with no more than they hold there', async () => {
    const admissions = new Admissions();
    expect(new MemberAdmission(world.doors.test.database, admissions)).toBeDefined();
    const personId = await world.personId(agent);
    const admit = async (permission: PermissionName, enterpriseId?: string, duty = 'member') => {
      const session = { duty, personId, displayName: '王小明' } as Session;
      return admissions.of(permission)?.(
        { params: { enterpriseId } } as unknown as SessionRequest,
        session,
        permission,
      );
    };
    const own = { ...anonymous, id: personId, name: '王小明', permissions: new Set(['members.own']) };
    expect(await admit('members.own', firm.id)).toEqual(own);
    expect(await admit('members.fill', firm.id)).toEqual({
      ...{ ...own, scope: { everything: false, regions: [], enterprises: [firm.id] } },
      permissions: new Set(['members.view', 'members.fill']),
      principal: { id: firm.id, name: firm.name, role: 'member.agent' },
    });
    await expect(admit('members.submit', firm.id)).rejects.toMatchObject({ code: 'MEMBERS.NO_RIGHT' });
    for (const id of [undefined, 'x', personId])
      await expect(admit('members.view', id)).rejects.toMatchObject({ code: 'MEMBERS.NOT_YOURS' });
    for (const permission of ['members.own', 'members.view'] as const)
      await expect(admit(permission, firm.id, 'business')).rejects.toMatchObject({ code: 'MEMBERS.STAFF' });
  });

  it('see what lies in a second record of their enterprise, and who is of that one no more than that', async () => {
    const [first, second] = [await world.administered(), await world.administered()];
    const desk = (one: typeof first, of = one) => one.admin.http.get(`/api/portal/desk/enterprises/${of.id}/tasks`);
    const give = (enterprise: string, title: string) =>
      world.doors.http
        .post('/api/console/desk/tasks')
        .send({ kind: 'desk.general', title, note: null, enterprise, owner: 'enterprise' });
    await give(first.id, '补交材料');
    await give(second.id, '补交审计报告');
    const titles = async (one: typeof first) =>
      ((await desk(one)).body as { items: { title: string }[] }).items.map(({ title }) => title).sort();
    expect(await titles(first)).toEqual(['补交材料']);
    await world.merge(second, first);
    expect(await titles(first)).toEqual(['补交审计报告', '补交材料']);
    const inbox = await first.admin.http.get(`/api/portal/desk/enterprises/${first.id}/messages`);
    expect((inbox.body as { items: { subject: string }[] }).items.map(({ subject }) => subject).sort()).toEqual(
      expect.arrayContaining(['交办：补交审计报告', '交办：补交材料']),
    );
    expect((await desk(first, second)).status).toBe(404);
    expect((await desk(second, first)).status).toBe(404);
  });

  it('as an agent fill in, and can neither submit nor manage by any operation', async () => {
    await begin();
    const saved = await save(agent, 2024);
    expect([saved.status, (saved.body as { version: number }).version]).toEqual([200, 1]);
    const member = await memberOf(filler);
    const tried = [
      agent.http.post(at('/figures/2024/submissions')).set('if-match', '1').send({}),
      agent.http
        .post(at('/invitations'))
        .send({ inviteeName: '同伙', role: 'member.holder', rights: ['submit'], validUntil: null }),
      agent.http
        .patch(at(`/members/${member.id}`))
        .set('if-match', '1')
        .send({ rights: ['manage'], validUntil: null }),
      agent.http
        .post(at(`/members/${member.id}/end`))
        .set('if-match', '1')
        .send({ reason: '试试' }),
      agent.http.delete(at(`/invitations/${member.id}`)),
      agent.http
        .post(at(`/takeovers/${member.id}/objection`))
        .set('if-match', '1')
        .send({ objection: '不同意' }),
    ];
    for (const answer of await Promise.all(tried)) {
      expect([answer.status, codeOf(answer)]).toEqual([403, 'MEMBERS.NO_RIGHT']);
      expect((answer.body as Problem).detail).toContain('代办只能查看和填写');
    }
    const [entry] = await world.doors.test.asSuperuser<{ personName: string; principal: object }>(
      `select "personName", principal from audit_entry where action = 'members.saveDraft' order by id desc limit 1`,
    );
    expect(entry).toEqual({ personName: '王小明', principal: { id: firm.id, name: firm.name, role: 'member.agent' } });
    const home = await firm.admin.http.get(at());
    expect(JSON.stringify(home.body)).toContain('王小明（代办）');
  });

  it('as an agent can’t be given more, by the administrator or in the database', async () => {
    const invite = (over: object) =>
      firm.admin.http
        .post(at('/invitations'))
        .send({ inviteeName: '代办', role: 'member.agent', rights: ['fill'], validUntil: dayIn(5), ...over });
    expect(codeOf(await invite({ rights: ['submit'] }))).toBe('MEMBERS.RIGHTS');
    expect(codeOf(await invite({ rights: ['manage'] }))).toBe('MEMBERS.RIGHTS');
    expect(codeOf(await invite({ validUntil: null }))).toBe('MEMBERS.UNTIL');
    const { mostDays } = membersRules().agent;
    expect(codeOf(await invite({ validUntil: dayIn(mostDays + 1) }))).toBe('MEMBERS.UNTIL');
    expect(codeOf(await invite({ validUntil: dayIn(0) }))).toBe('MEMBERS.UNTIL');
    for (const days of [1, mostDays]) expect((await invite({ validUntil: dayIn(days) })).status).toBe(201);
    const { id, version } = await memberOf(agent);
    const more = await firm.admin.http
      .patch(at(`/members/${id}`))
      .set('if-match', String(version))
      .send({ rights: ['view', 'submit'], validUntil: dayIn(5) });
    expect(codeOf(more)).toBe('MEMBERS.RIGHTS');
    for (const set of [
      `rights = '{view,submit}'`,
      `rights = '{view,manage}'`,
      `"validUntil" = null`,
      `rights = '{fill}'`,
    ])
      await expect(
        world.doors.test.asSuperuser(`update membership set ${set} where id = $1`, [id]),
      ).rejects.toMatchObject({ code: '23514' });
    await expect(
      world.doors.test.asSuperuser(`update membership set role = 'district.officer' where id = $1`, [id]),
    ).rejects.toMatchObject({ code: '23514' });
  });

  it('as an agent put no figures in, whatever wrote them', async () => {
    await begin();
    const personId = await world.personId(agent);
    const insert = (by: string) =>
      world.doors.test.asSuperuser(
        `insert into figures (id, "enterpriseId", year, source, revision, "submittedBy") values (gen_random_uuid(), $1, 2019, 'enterprise', 1, $2)`,
        [firm.id, by],
      );
    await expect(insert(personId)).rejects.toMatchObject({ code: '42501' });
    await expect(insert(await world.personId(firm.admin))).resolves.toBeDefined();
  });

  it('submit with the right to it alone, and the draft goes with the revision', async () => {
    await begin();
    const { version } = (await save(agent, 2024)).body as { version: number };
    const submit = (visitor: Visitor) =>
      visitor.http.post(at('/figures/2024/submissions')).set('if-match', String(version)).send({});
    const refused = await submit(filler);
    expect([codeOf(refused), (refused.body as Problem).detail]).toEqual([
      'MEMBERS.NO_RIGHT',
      expect.stringContaining('您没有这项操作的权限'),
    ]);
    const twice = await Promise.all([submit(firm.admin), submit(firm.admin)]);
    expect(twice.map(({ status }) => status).sort()).toEqual([201, 409]);
    const { body } = await firm.admin.http.get(at('/figures/2024'));
    expect(body).toMatchObject({ draft: null, revision: 1 });
  });

  it('who managed and no longer do change nothing that they had begun', async () => {
    const { id, version } = await memberOf(filler);
    const memberships = world.doors.app.get(MembershipsService, { strict: false });
    const acting = {
      ...{ id: await world.personId(agent), name: '前管理员', permissions: new Set(['members.manage']) },
      scope: { everything: false as const, regions: [], enterprises: [firm.id] },
    };
    await expect(memberships.end(acting, firm.id, id, version, '报复')).rejects.toMatchObject({ kind: 'notFound' });
    await expect(
      memberships.change(acting, firm.id, id, version, { rights: ['view'], validUntil: null }),
    ).rejects.toMatchObject({ kind: 'notFound' });
    expect(await memberOf(filler)).toMatchObject({ id, version, rights: ['view', 'fill'] });
  });

  it('lose what is taken back, or has run out, with the next request', async () => {
    const leaver = await world.invited(firm, 'member.holder', ['view', 'manage']);
    const link = await leaver.http
      .post(at('/invitations'))
      .send({ inviteeName: '丙', role: 'member.holder', rights: ['view'], validUntil: null });
    const { id, version } = await memberOf(leaver);
    const less = await firm.admin.http
      .patch(at(`/members/${id}`))
      .set('if-match', String(version))
      .send({ rights: ['view'], validUntil: dayIn(3) });
    expect(less.status).toBe(204);
    expect(
      (
        await leaver.http
          .post(at('/invitations'))
          .send({ inviteeName: '丁', role: 'member.holder', rights: ['view'], validUntil: null })
      ).status,
    ).toBe(403);
    await world.doors.test.asSuperuser(
      `update membership set "validUntil" = (now() at time zone 'Asia/Shanghai')::date where id = $1`,
      [id],
    );
    expect((await leaver.http.get(at())).status).toBe(404);
    await world.doors.test.asSuperuser(`update membership set "validUntil" = null where id = $1`, [id]);
    expect((await leaver.http.get(at())).status).toBe(200);
    const stale = await firm.admin.http
      .post(at(`/members/${id}/end`))
      .set('if-match', String(version))
      .send({ reason: '离职' });
    expect([stale.status, codeOf(stale)]).toEqual([409, 'PLATFORM.STALE']);
    expect((stale.body as Problem).detail).toMatch(new RegExp(`^成员的权限已由王小明于 .*改为第 ${version + 1} 版`));
    expect(
      (
        await firm.admin.http
          .post(at(`/members/${id}/end`))
          .set('if-match', String(version + 1))
          .send({ reason: '离职' })
      ).status,
    ).toBe(204);
    expect((await leaver.http.get(at())).status).toBe(404);
    const [personId, rights] = [await world.personId(leaver), ['view', 'manage']];
    expect((await world.trail(id)).slice(1)).toEqual([
      {
        ...{ action: 'members.changeMember', before: { personId, rights, validUntil: null }, reason: null },
        after: { rights: ['view'], validUntil: dayIn(3) },
      },
      {
        ...{ action: 'members.endMember', before: { personId, role: 'member.holder', rights: ['view'] } },
        ...{ after: null, reason: '离职' },
      },
    ]);
    // the invitations of who left lead nowhere, not even when they are back
    const back = await firm.admin.http
      .post(at('/invitations'))
      .send({ inviteeName: '乙', role: 'member.holder', rights, validUntil: null });
    expect(codeOf(await join(tokenOf(link.body)))).toBe('MEMBERS.INVITATION_VOID');
    expect((await join(tokenOf(back.body), leaver)).status).toBe(201);
    expect(codeOf(await join(tokenOf(link.body)))).toBe('MEMBERS.INVITATION_VOID');
  });

  it('don’t change their own rights, and are confirmed again after a new link', async () => {
    await begin();
    const own = await memberOf(firm.admin);
    const change = await firm.admin.http
      .patch(at(`/members/${own.id}`))
      .set('if-match', String(own.version))
      .send({ rights: ['view'], validUntil: null });
    expect([change.status, codeOf(change)]).toEqual([403, 'MEMBERS.OWN']);
    const personId = await world.personId(filler);
    await world.doors.test.asSuperuser(`update person set "confirmedAt" = null, "confirmedBy" = null where id = $1`, [
      personId,
    ]);
    expect(codeOf(await filler.http.get(at()))).toBe('MEMBERS.UNCONFIRMED');
    // another enterprise can't vouch for what the person may do for this one
    const other = await world.administered();
    const made = await other.admin.http
      .post(at('/invitations', other.id))
      .send({ inviteeName: '乙', role: 'member.holder', rights: ['view'], validUntil: null });
    await filler.http.post('/api/portal/own/memberships').send({ token: tokenOf(made.body) });
    expect(codeOf(await filler.http.get(at()))).toBe('MEMBERS.UNCONFIRMED');
  });

  it('come by an invitation once, with a new account or their own', async () => {
    const invite = async () =>
      tokenOf(
        (
          await firm.admin.http
            .post(at('/invitations'))
            .send({ inviteeName: '新人', role: 'member.holder', rights: ['view', 'submit'], validUntil: null })
        ).body,
      );
    const token = await invite();
    const { body: shown } = await world.stranger().post('/api/portal/invitation-holders').send({ token });
    expect(shown).toMatchObject({ enterpriseName: firm.name, inviteeName: '新人', rights: ['view', 'submit'] });
    const http = world.stranger();
    const { loginName } = world.registration(firm.creditCode);
    const account = { displayName: '新人', loginName, password };
    const joined = await http.post('/api/portal/members').send({ token, ...account });
    expect(joined.status).toBe(204);
    expect((await http.get(at())).status).toBe(200);
    const again = await world
      .stranger()
      .post('/api/portal/members')
      .send({ token, ...account, loginName: `${loginName}b` });
    expect([again.status, codeOf(again)]).toEqual([404, 'MEMBERS.INVITATION_VOID']);
    expect(codeOf(await firm.admin.http.post('/api/portal/own/memberships').send({ token: await invite() }))).toBe(
      'MEMBERS.OWN_INVITATION',
    );
    expect(codeOf(await agent.http.post('/api/portal/own/memberships').send({ token: await invite() }))).toBe(
      'MEMBERS.MEMBER_ALREADY',
    );
    const { invitations } = await people();
    for (const { id } of invitations) expect((await firm.admin.http.delete(at(`/invitations/${id}`))).status).toBe(204);
    expect((await people()).invitations).toEqual([]);
    const staff = await world.doors.http.post('/api/portal/own/memberships').send({ token });
    expect(codeOf(staff)).toBe('MEMBERS.STAFF');
  });

  it('come by an invitation that is theirs alone, for the hours of the rules, until it is taken back', async () => {
    await begin();
    const given = { role: 'member.agent', rights: ['fill'], validUntil: dayIn(9) };
    const invite = async () =>
      (await firm.admin.http.post(at('/invitations')).send({ inviteeName: '新人来', ...given })).body as {
        id: string;
        expiresAt: string;
      };
    const made = await invite();
    const { hours } = membersRules().invitation;
    expect(Math.abs(Date.parse(made.expiresAt) - Date.now() - hours * 3_600_000)).toBeLessThan(60_000);
    const after = { ...given, enterpriseId: firm.id, rights: ['view', 'fill'] };
    expect(await world.trail(made.id)).toEqual([
      {
        ...{ action: 'members.invite', before: null, reason: null },
        after: { ...after, inviteeName: expect.stringMatching(/^新\*+$/) },
      },
    ]);
    // however many hold the link at one moment
    const holders = await Promise.all(Array.from({ length: 5 }, () => world.person()));
    const joined = await Promise.all(holders.map((holder) => join(tokenOf(made), holder)));
    expect(joined.map(({ status }) => status).sort()).toEqual([201, 404, 404, 404, 404]);
    const joiner = holders[joined.findIndex(({ status }) => status === 201)] as Visitor;
    const { id, personId } = await memberOf(joiner);
    expect(await world.trail(id)).toMatchObject([
      { action: 'members.join', after: { ...after, personId, invitationId: made.id } },
    ]);
    const revoke = (of: string, { id: enterprise, admin } = firm) =>
      admin.http.delete(at(`/invitations/${of}`, enterprise));
    const other = await world.administered();
    const open = await invite();
    for (const answer of [await revoke(made.id), await revoke(open.id, other)])
      expect([answer.status, codeOf(answer)]).toEqual([404, 'MEMBERS.INVITATION_VOID']);
    expect((await people()).invitations.map((one) => one.id)).toEqual([open.id]);
    expect((await revoke(open.id)).status).toBe(204);
    expect((await world.trail(open.id)).at(-1)).toMatchObject({
      ...{ action: 'members.revokeInvitation', before: { enterpriseId: firm.id } },
    });
    expect(codeOf(await join(tokenOf(open)))).toBe('MEMBERS.INVITATION_VOID');
    for (const set of [`"expiresAt" = now()`, `"validUntil" = (now() at time zone 'Asia/Shanghai')::date`]) {
      const late = await invite();
      await world.doors.test.asSuperuser(`update member_invitation set ${set} where id = $1`, [late.id]);
      const shown = await world
        .stranger()
        .post('/api/portal/invitation-holders')
        .send({ token: tokenOf(late) });
      expect([codeOf(shown), codeOf(await join(tokenOf(late)))]).toEqual([
        'MEMBERS.INVITATION_VOID',
        'MEMBERS.INVITATION_VOID',
      ]);
    }
  });
});
