import { dayIn, MembersWorld } from '../testing/members-world';
import { memberInvariants } from './member-invariants';

describe('what must hold of enterprises’ people', () => {
  let world: MembersWorld;
  beforeAll(async () => {
    world = await MembersWorld.open();
  });
  afterAll(() => world.close());

  async function violations(): Promise<string[]> {
    const found: string[] = [];
    const { database } = world.doors.test;
    for (const { id, check } of memberInvariants)
      await check({
        ...{ database, violated: (what: string) => found.push(`${id} ${what}`), note: () => undefined },
      });
    return found;
  }

  it('holds after registering, approving, inviting, and names what was touched', async () => {
    const firm = await world.administered();
    await world.invited(firm, 'member.agent', ['fill'], dayIn(5));
    expect(await violations()).toEqual([]);
    const { asSuperuser } = world.doors.test;
    const [request] = await asSuperuser<{ id: string }>('select id from registration');
    await asSuperuser(`update registration set state = 'refused'`);
    expect(await violations()).toEqual([expect.stringMatching(/^I7 成员 .*申请没有通过/)]);
    await asSuperuser(`update registration set state = 'granted'`);
    await asSuperuser(`update membership set "registrationId" = null`);
    expect(await violations()).toEqual([`I7 申请 ${request?.id} 已通过，却没有对应的成员`]);
    const someone = await world.person();
    await asSuperuser(
      `insert into membership (id, "enterpriseId", "personId", role, rights, "grantedBy", "grantedByName", "changedByName")
       values (gen_random_uuid(), $1, $2, 'member.holder', '{view}', $3, '', '')`,
      [firm.id, await world.personId(someone), await world.personId(firm.admin)],
    );
    expect((await violations()).filter((what) => what.startsWith('I2'))).toEqual([
      expect.stringMatching(/^I2 membership .*没有审计记录/),
    ]);
  });
});
