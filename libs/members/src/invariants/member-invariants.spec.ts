import { uuidv7 } from '@tidu/kernel';
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
    const { id } = await world.request(firm.admin);
    const [admin] = await asSuperuser<{ id: string }>('select id from membership where "registrationId" = $1', [id]);
    const claim = (set: string) => asSuperuser(`update registration set ${set} where id = $1`, [id]);
    await claim(`state = 'refused'`);
    expect(await violations()).toEqual([`I7 成员 ${admin?.id} 所依据的申请没有通过，或是别人的`]);
    await claim(`state = 'granted'`);
    const basis = (request: string | null) =>
      asSuperuser('update membership set "registrationId" = $2 where id = $1', [admin?.id, request]);
    await basis(null);
    expect(await violations()).toEqual([`I7 申请 ${id} 已通过，却没有对应的成员`]);
    await basis(id);
    const stray = uuidv7();
    await asSuperuser(
      `insert into membership (id, "enterpriseId", "personId", role, rights, "grantedBy", "grantedByName", "changedByName")
       values ($1, $2, $3, 'member.holder', '{view}', $4, '', '')`,
      [stray, firm.id, await world.personId(await world.person()), await world.personId(firm.admin)],
    );
    expect(await violations()).toEqual([expect.stringMatching(new RegExp(`^I2 membership ${stray}.*没有审计记录`))]);
    await asSuperuser('delete from membership where id = $1', [stray]);
    expect(await violations()).toEqual([]);
  });
});
