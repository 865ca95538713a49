import { addWorkingDays } from '@tidu/kernel';
import { ReferenceService } from '@tidu/reference';
import { leader } from '@tidu/test/signed-in';
import { membersRules } from '../rules/members-rules';
import { TakeoversService } from './takeovers.service';
import { dayIn, MembersWorld, type Visitor } from '../testing/members-world';

interface Problem {
  code: string;
}
interface Home {
  takeovers: { id: string; version: number; claimant: string; objectionUntil: string; objection: string | null }[];
}

describe('taking over from another administrator', () => {
  let world: MembersWorld;
  let takeovers: TakeoversService;
  beforeAll(async () => {
    world = await MembersWorld.open();
    takeovers = world.doors.app.get(TakeoversService, { strict: false });
  });
  afterAll(() => world.close());
  beforeEach(() => world.forgetBudgets());

  /** Somebody whose proof was accepted while another is administrator. */
  async function claimed(creditCode: string, by?: Visitor): Promise<Visitor> {
    const visitor = by ?? (await world.person());
    await world.ask(visitor, creditCode);
    await world.upload(visitor);
    await world.act(visitor, 'approval', { enterprise: null });
    return visitor;
  }
  /** Lets the last day of objection be so many days from today. */
  const endsIn = async (visitor: Visitor, days: number) => {
    const { id } = await world.request(visitor);
    await world.doors.test.asSuperuser(`update registration set "objectionUntil" = $2 where id = $1`, [
      id,
      dayIn(days),
    ]);
  };
  const pass = (visitor: Visitor) => endsIn(visitor, -1);
  const mayEnter = async (visitor: Visitor, id: string) =>
    (await visitor.http.get(`/api/portal/enterprises/${id}`)).status;
  const notices = async (visitor: Visitor, id: string) =>
    ((await visitor.http.get(`/api/portal/enterprises/${id}`)).body as Home).takeovers;
  const object = async (visitor: Visitor, id: string, objection = '我仍是本企业的管理员') => {
    const [notice] = await notices(visitor, id);
    return visitor.http
      .post(`/api/portal/enterprises/${id}/takeovers/${notice?.id}/objection`)
      .set('if-match', String(notice?.version))
      .send({ objection });
  };

  it('is told to the administrator, not to others, and grants nothing before its time', async () => {
    const firm = await world.administered();
    const other = await world.administered();
    const claimant = await claimed(firm.creditCode);
    const request = await world.request(claimant);
    expect(request).toMatchObject({ state: 'objection', acts: ['withdraw'] });
    const calendar = await world.doors.app.get(ReferenceService, { strict: false }).workingCalendar();
    const { day } = addWorkingDays(calendar, dayIn(0), membersRules().takeover.objectionWorkingDays);
    expect(request.objectionUntil).toBe(day);
    expect(await mayEnter(claimant, firm.id)).toBe(404);
    const [notice] = await notices(firm.admin, firm.id);
    expect(notice).toMatchObject({ id: request.id, claimant: '王**', objectionUntil: day, objection: null });
    expect(JSON.stringify(notice)).not.toContain('138');
    expect(await notices(other.admin, other.id)).toEqual([]);
    const elsewhere = await other.admin.http
      .post(`/api/portal/enterprises/${other.id}/takeovers/${request.id}/objection`)
      .set('if-match', String(request.version))
      .send({ objection: '与我无关' });
    expect(elsewhere.status).toBe(404);
    await endsIn(claimant, 0);
    await takeovers.endDue();
    expect(await world.request(claimant)).toMatchObject({ state: 'objection' });
    expect((await object(firm.admin, firm.id)).status).toBe(204); // on the last day still
    expect((await world.trail(request.id)).slice(2)).toEqual([
      {
        ...{ action: 'members.approve', before: null, reason: null },
        after: { state: 'objection', enterpriseId: firm.id, objectionUntil: day },
      },
      {
        ...{ action: 'members.object', before: null, reason: '我仍是本企业的管理员' },
        after: { state: 'disputed', enterpriseId: firm.id },
      },
    ]);
  });

  it('is objected to neither by the claimant nor from another enterprise', async () => {
    const [firm, own] = [await world.administered(), await world.administered()];
    const deputy = await world.invited(firm, 'member.holder', ['view', 'manage']);
    const objects = async (visitor: Visitor, at: string, of: Visitor) => {
      const { id, version } = await world.request(of);
      const answer = await visitor.http
        .post(`/api/portal/enterprises/${at}/takeovers/${id}/objection`)
        .set('if-match', String(version))
        .send({ objection: '不同意' });
      return [answer.status, (answer.body as Problem).code];
    };
    const none = [404, 'MEMBERS.REQUEST_NOT_FOUND'];
    await claimed(firm.creditCode, deputy);
    await claimed(firm.creditCode, own.admin);
    expect((await notices(deputy, firm.id)).map(({ id }) => id)).toEqual([(await world.request(own.admin)).id]);
    expect(await objects(deputy, firm.id, deputy)).toEqual(none);
    expect(await objects(own.admin, own.id, own.admin)).toEqual(none);
    // whoever manages the record that stands for a second one isn't asked about who manages the second
    await world.merge(firm, own);
    expect(await objects(own.admin, own.id, deputy)).toEqual(none);
    expect(await world.request(deputy)).toMatchObject({ state: 'objection' });
  });

  it('without an objection ends with the claimant alone, once however many look at the calendar', async () => {
    const firm = await world.administered();
    const agent = await world.invited(firm, 'member.agent', ['fill'], dayIn(30));
    const claimant = await claimed(firm.creditCode);
    await pass(claimant);
    expect((await object(firm.admin, firm.id)).status).toBe(409); // too late
    await Promise.all(Array.from({ length: 5 }, () => takeovers.endDue()));
    expect(await world.request(claimant)).toMatchObject({ state: 'granted' });
    expect([
      await mayEnter(claimant, firm.id),
      await mayEnter(firm.admin, firm.id),
      await mayEnter(agent, firm.id),
    ]).toEqual([200, 404, 404]);
    const [personId, { id: registrationId }] = [await world.personId(claimant), await world.request(claimant)];
    const { members } = (await claimant.http.get(`/api/portal/enterprises/${firm.id}/members`)).body as {
      members: { id: string; grantedByName: string }[];
    };
    expect(members).toMatchObject([{ personId, validUntil: null, grantedByName: leader.displayName }]);
    const ended = (await world.trail(registrationId)).filter(({ action }) => action === 'members.endPeriod');
    const membershipId = members[0]?.id ?? '';
    const granted = { state: 'granted', enterpriseId: firm.id, personId, membershipId, tookOver: true };
    expect(ended).toMatchObject([{ after: granted, reason: null }]);
    const rights = ['view', 'fill', 'submit', 'manage'];
    expect(await world.trail(membershipId)).toMatchObject([
      {
        action: 'members.grant',
        after: { enterpriseId: firm.id, personId, role: 'member.holder', rights, registrationId },
      },
    ]);
  });

  it('nobody is asked where nobody manages: who fills in stays, and who has less is given all', async () => {
    const firm = await world.administered();
    const [filler, heir] = [
      await world.invited(firm, 'member.holder', ['fill']),
      await world.invited(firm, 'member.holder', ['fill']),
    ];
    await world.doors.test.asSuperuser(
      `update membership set "validUntil" = $3 where "enterpriseId" = $1 and "personId" = $2`,
      [firm.id, await world.personId(firm.admin), dayIn(0)],
    );
    await claimed(firm.creditCode, heir);
    expect(await world.request(heir)).toMatchObject({ state: 'granted', objectionUntil: null });
    const { body } = await heir.http.get(`/api/portal/enterprises/${firm.id}/members`);
    expect((body as { members: object[] }).members).toMatchObject([
      { loginName: filler.loginName, rights: ['view', 'fill'] },
      { loginName: heir.loginName, rights: ['view', 'fill', 'submit', 'manage'] },
    ]);
  });

  it('stops at an objection until an officer decides, either way', async () => {
    for (const [what, state, after] of [
      ['overruling', 'granted', [200, 404]],
      ['refusal', 'refused', [404, 200]],
    ] as const) {
      const firm = await world.administered();
      const claimant = await claimed(firm.creditCode);
      expect((await object(firm.admin, firm.id)).status).toBe(204);
      await pass(claimant);
      await takeovers.endDue();
      expect(await world.request(claimant)).toMatchObject({ state: 'disputed' });
      expect((await world.act(claimant, what, { answer: '已向企业核实' })).status).toBe(204);
      const request = await world.request(claimant);
      expect(request).toMatchObject({ state, answer: '已向企业核实', objectionUntil: null });
      expect((await world.trail(request.id)).at(-1)).toMatchObject({ after: { state }, reason: '已向企业核实' });
      expect([await mayEnter(claimant, firm.id), await mayEnter(firm.admin, firm.id)]).toEqual(after);
    }
  });

  it('begins anew when somebody became administrator whom nobody told', async () => {
    const firm = await world.administered();
    const [first, second] = [await claimed(firm.creditCode), await claimed(firm.creditCode)];
    await pass(first);
    await takeovers.endDue();
    await pass(second);
    await takeovers.endDue();
    expect(await world.request(second)).toMatchObject({ state: 'objection' });
    expect(await mayEnter(first, firm.id)).toBe(200);
    expect(await notices(first, firm.id)).toHaveLength(1);
    await pass(second);
    await takeovers.endDue();
    expect([await mayEnter(first, firm.id), await mayEnter(second, firm.id)]).toEqual([404, 200]);
  });

  it('begins anew, without the objection, when an officer decides and somebody else became administrator', async () => {
    const firm = await world.administered();
    const [first, second] = [await claimed(firm.creditCode), await claimed(firm.creditCode)];
    const [, notice] = await notices(firm.admin, firm.id);
    await firm.admin.http
      .post(`/api/portal/enterprises/${firm.id}/takeovers/${notice?.id}/objection`)
      .set('if-match', String(notice?.version))
      .send({ objection: '我仍是本企业的管理员' });
    expect((await notices(firm.admin, firm.id))[1]).toMatchObject({ objectedByName: '王小明' });
    await pass(first);
    await takeovers.endDue();
    expect((await world.act(second, 'overruling', { answer: '原管理员已离职' })).status).toBe(204);
    expect(await world.request(second)).toMatchObject({ state: 'objection', answer: '原管理员已离职' });
    expect(await notices(first, firm.id)).toMatchObject([{ objection: null, objectedByName: null }]);
    expect((await object(first, firm.id)).status).toBe(204);
  });

  it('comes to nothing when the record is taken out of the register, and holds up nobody else', async () => {
    const firm = await world.administered();
    const [waiting, disputed] = [await claimed(firm.creditCode), await claimed(firm.creditCode)];
    const [, notice] = await notices(firm.admin, firm.id);
    await firm.admin.http
      .post(`/api/portal/enterprises/${firm.id}/takeovers/${notice?.id}/objection`)
      .set('if-match', String(notice?.version))
      .send({ objection: '我仍是本企业的管理员' });
    const next = await world.administered();
    const claimant = await claimed(next.creditCode);
    for (const one of [waiting, claimant]) await pass(one);
    await world.doors.test.asSuperuser('delete from enterprise where id = $1', [firm.id]);
    await takeovers.endDue();
    expect([(await world.request(waiting)).state, (await world.request(claimant)).state]).toEqual([
      'objection',
      'granted',
    ]);
    const refused = await world.act(disputed, 'overruling', { answer: '已核实' });
    expect([refused.status, (refused.body as { detail: string }).detail]).toEqual([
      409,
      expect.stringContaining('已不在登记簿里'),
    ]);
    for (const one of [waiting, disputed])
      expect((await world.act(one, 'refusal', { answer: '企业已不在登记簿里' })).status).toBe(204);
  });

  it('lets one of two approved at once become administrator, and the other wait', async () => {
    const firm = await world.enterprise();
    const both = [await world.newcomer(firm.creditCode), await world.newcomer(firm.creditCode)];
    for (const visitor of both) await world.upload(visitor);
    await Promise.all(both.map((visitor) => world.act(visitor, 'approval', { enterprise: null })));
    const states = await Promise.all(both.map(async (visitor) => (await world.request(visitor)).state));
    expect(states.sort()).toEqual(['granted', 'objection']);
  });

  it('can be taken back, and an unproven request lapses', async () => {
    const firm = await world.administered();
    const claimant = await claimed(firm.creditCode);
    const { id, version } = await world.request(claimant);
    const stale = await claimant.http
      .post(`/api/portal/own/requests/${id}/withdrawal`)
      .set('if-match', String(version - 1));
    expect((stale.body as Problem).code).toBe('PLATFORM.STALE');
    expect(
      (await claimant.http.post(`/api/portal/own/requests/${id}/withdrawal`).set('if-match', String(version))).status,
    ).toBe(204);
    expect((await world.trail(id)).at(-1)).toMatchObject({
      action: 'members.withdraw',
      before: { state: 'objection' },
    });
    const [late, posted, early] = [
      await world.newcomer(firm.creditCode),
      await world.newcomer(firm.creditCode),
      await world.newcomer(firm.creditCode),
    ];
    const { code } = (await world.act(posted, 'codes', { via: 'letter' })).body as { code: string };
    const { lapseDays } = membersRules().request;
    for (const [visitor, days] of [
      [late, lapseDays + 1],
      [posted, lapseDays + 1],
      [early, lapseDays - 1],
    ] as const)
      await world.doors.test.asSuperuser(
        `update registration set "changedAt" = now() - make_interval(days => $2) where id = $1`,
        [(await world.request(visitor)).id, days],
      );
    await Promise.all(Array.from({ length: 5 }, () => takeovers.endDue()));
    expect(await world.request(early)).toMatchObject({ state: 'proof' });
    for (const [visitor, state] of [
      [late, 'proof'],
      [posted, 'code'],
    ] as const) {
      const request = await world.request(visitor);
      expect(request).toMatchObject({ state: 'lapsed', acts: [] });
      const lapsed = (await world.trail(request.id)).filter(({ action }) => action === 'members.lapse');
      expect(lapsed).toMatchObject([{ before: { state } }]);
      const entered = await visitor.http.post(`/api/portal/own/requests/${request.id}/code`).send({ code });
      expect((entered.body as Problem).code).toBe('MEMBERS.ILLEGAL_TRANSITION');
    }
    const [kept] = await world.doors.test.asSuperuser<{ revokedAt: Date | null }>(
      'select "revokedAt" from claim_code where "registrationId" = $1',
      [(await world.request(posted)).id],
    );
    expect(kept?.revokedAt).not.toBeNull();
  });
});
