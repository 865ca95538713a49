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
  async function claimed(creditCode: string): Promise<Visitor> {
    const visitor = await world.newcomer(creditCode);
    await world.upload(visitor);
    await world.act(visitor, 'approval', { enterprise: null });
    return visitor;
  }
  /** Lets the period of objection have ended yesterday. */
  const pass = async (visitor: Visitor) => {
    const { id } = await world.request(visitor);
    await world.doors.test.asSuperuser(
      `update registration set "objectionUntil" = (now() at time zone 'Asia/Shanghai')::date - 1 where id = $1`,
      [id],
    );
  };
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
    expect(request.objectionUntil && request.objectionUntil > dayIn(2)).toBe(true);
    expect(await mayEnter(claimant, firm.id)).toBe(404);
    const [notice] = await notices(firm.admin, firm.id);
    expect(notice).toMatchObject({ id: request.id, claimant: '王**', objection: null });
    expect(JSON.stringify(notice)).not.toContain('138');
    expect(await notices(other.admin, other.id)).toEqual([]);
    const elsewhere = await other.admin.http
      .post(`/api/portal/enterprises/${other.id}/takeovers/${request.id}/objection`)
      .set('if-match', String(request.version))
      .send({ objection: '与我无关' });
    expect(elsewhere.status).toBe(404);
    await takeovers.endDue();
    expect(await world.request(claimant)).toMatchObject({ state: 'objection' });
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
    expect((await world.acts(claimant)).filter((act) => act === 'members.endPeriod')).toHaveLength(1);
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
      expect(await world.request(claimant)).toMatchObject({ state, answer: '已向企业核实' });
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
    const late = await world.newcomer(firm.creditCode);
    await world.doors.test.asSuperuser(
      `update registration set "changedAt" = now() - interval '31 days' where state = 'proof'`,
    );
    await takeovers.endDue();
    expect(await world.request(late)).toMatchObject({ state: 'lapsed', acts: [] });
  });
});
