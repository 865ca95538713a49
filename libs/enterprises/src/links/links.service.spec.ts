import { builtInOfficer as me } from '@tidu/platform';
import { act, ofRegion, openRegister, type Register } from '../testing/register';
import type { LinkEntry } from './links.service';

describe('links between enterprises', () => {
  let register: Register;
  let leader: string;
  let supplier: string;
  beforeAll(async () => {
    register = await openRegister();
  });
  afterAll(() => register.close());
  beforeEach(async () => {
    leader = await register.enter('洛阳龙头拖拉机有限公司');
    supplier = await register.enter('洛阳配套齿轮有限公司');
  });

  const link = (entry: Partial<LinkEntry>): LinkEntry => ({
    ...{ kind: 'supplies', inward: false, otherId: null, otherName: null, otherCode: null },
    ...{ share: null, product: null, validFrom: null, validUntil: null },
    ...entry,
  });

  it('are closed to another scope, on either side', async () => {
    const foreign = ofRegion('410399');
    const add = register.links.add(foreign, supplier, link({ otherId: leader }), act());
    await expect(add).rejects.toMatchObject({ code: 'ENTERPRISES.NOT_FOUND' });
  });

  it('a supply is seen from both sides and counts when both have confirmed it', async () => {
    const rowId = await register.links.add(me, supplier, link({ otherId: leader, product: '变速箱齿轮' }), act());
    const seen = async (from: string) => (await register.record(from)).links[0];
    expect(await seen(supplier)).toMatchObject({ inward: false, otherId: leader, otherName: '洛阳龙头拖拉机有限公司' });
    expect(await seen(leader)).toMatchObject({ inward: true, otherId: supplier, product: '变速箱齿轮' });
    await register.links.confirm(me, { enterpriseId: supplier, rowId, version: 1 }, 'this', act('来函确认'));
    expect(await seen(leader)).toMatchObject({ thisConfirmedAt: null, otherConfirmedAt: expect.anything() });
    await register.links.confirm(me, { enterpriseId: leader, rowId, version: 2 }, 'this', act('电话确认'));
    expect(await seen(supplier)).toMatchObject({
      ...{ thisConfirmedAt: expect.anything(), otherConfirmedAt: expect.anything() },
    });
    // both timelines know of it
    for (const id of [leader, supplier]) {
      const { items } = await register.timeline.list(me, id, {});
      expect(items.map(({ kind }) => kind)).toContain('link.add');
    }
  });

  it('the same link from the other side is the same link', async () => {
    await register.links.add(me, supplier, link({ otherId: leader }), act());
    const mirrored = register.links.add(me, leader, link({ otherId: supplier, inward: true }), act());
    await expect(mirrored).rejects.toMatchObject({ code: 'ENTERPRISES.LINK_EXISTS' });
    // the leader may well supply its supplier
    await register.links.add(me, leader, link({ otherId: supplier }), act());
    await register.links.add(me, leader, link({ kind: 'group', otherId: supplier }), act());
    const group = register.links.add(me, supplier, link({ kind: 'group', otherId: leader }), act());
    await expect(group).rejects.toMatchObject({ code: 'ENTERPRISES.LINK_EXISTS' });
  });

  it('leads to enterprises outside the register by name', async () => {
    const parent = link({ kind: 'control', inward: true, otherName: ' 中国某某集团 ', share: 5100 });
    await register.links.add(me, supplier, parent, act());
    expect((await register.record(supplier)).links).toMatchObject([
      { kind: 'control', inward: true, otherId: null, otherName: '中国某某集团', share: 5100 },
    ]);
  });

  it('refuses a link to itself, to nobody, with a share where none is held', async () => {
    const add = (entry: Partial<LinkEntry>) => register.links.add(me, supplier, link(entry), act());
    await expect(add({ otherId: supplier })).rejects.toMatchObject({ code: 'ENTERPRISES.LINK_SELF' });
    await expect(add({})).rejects.toMatchObject({ code: 'ENTERPRISES.LINK_OTHER' });
    await expect(add({ otherId: leader, share: 10 })).rejects.toMatchObject({ code: 'ENTERPRISES.LINK_SHARE' });
    await expect(add({ kind: 'group', otherId: leader, product: 'x' })).rejects.toMatchObject({
      code: 'ENTERPRISES.LINK_PRODUCT',
    });
    const rowId = await add({ kind: 'group', otherId: leader });
    const confirm = register.links.confirm(me, { enterpriseId: supplier, rowId, version: 1 }, 'this', act());
    await expect(confirm).rejects.toMatchObject({ code: 'ENTERPRISES.LINK_NOT_CONFIRMED' });
  });
});
