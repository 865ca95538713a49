import { AuditTrail } from '@tidu/audit';
import { type ActingPerson, builtInOfficer } from '@tidu/platform';
import { uuidv7 } from '@tidu/kernel';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { SavedViewsService, type ViewSetup } from './saved-views.service';

const other: ActingPerson = { ...builtInOfficer, id: uuidv7(), name: '另一位经办人' };
const setup = (name: string, more: Partial<ViewSetup> = {}): ViewSetup => ({
  ...{ name, filters: { region: '4103', sort: '-name' }, columns: ['name', 'industry'], shared: false },
  ...more,
});

describe('SavedViewsService', () => {
  let test: TestDatabase;
  let views: SavedViewsService;
  beforeAll(async () => {
    test = await createTestDatabase();
    views = new SavedViewsService(test.database, new AuditTrail());
  });
  afterAll(() => test.drop());

  it('shows nobody else’s views unless they are shared, and lets only the owner change them', async () => {
    const hidden = await views.create(other, setup('只给自己'));
    const shared = await views.create(other, setup('给大家', { shared: true }));
    const seen = await views.list(builtInOfficer);
    expect(seen).toEqual([{ ...shared, own: false }]);
    for (const { id, version } of [hidden, shared]) {
      await expect(views.change(builtInOfficer, id, version, setup('改'))).rejects.toMatchObject({
        code: 'ENTERPRISES.NO_VIEW',
      });
      await expect(views.remove(builtInOfficer, id, version)).rejects.toMatchObject({ code: 'ENTERPRISES.NO_VIEW' });
    }
    expect(await views.list(other)).toHaveLength(2);
  });

  it('keeps filters, order and columns, and writes every change into the trail', async () => {
    const made = await views.create(builtInOfficer, setup('轴承'));
    expect(made).toMatchObject({ ...setup('轴承'), own: true, version: 1 });
    const changed = await views.change(builtInOfficer, made.id, 1, setup('轴承企业', { columns: null, shared: true }));
    expect(changed).toMatchObject({ name: '轴承企业', columns: null, shared: true, version: 2 });
    await views.remove(builtInOfficer, made.id, 2);
    const acts = await test.asSuperuser<{ action: string }>(
      `select action from audit_entry where "objectId" = $1 order by id`,
      [made.id],
    );
    expect(acts.map(({ action }) => action)).toEqual([
      ...['enterprises.saveView', 'enterprises.changeView', 'enterprises.removeView'],
    ]);
  });

  it('tells the slower of two who change one view, and refuses a name twice', async () => {
    const made = await views.create(builtInOfficer, setup('同时'));
    const both = await Promise.allSettled(
      ['甲', '乙'].map((name) => views.change(builtInOfficer, made.id, 1, setup(name))),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = both.find((one) => one.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'PLATFORM.STALE' });
    await expect(views.remove(builtInOfficer, made.id, 1)).rejects.toMatchObject({ code: 'PLATFORM.STALE' });
    await views.create(builtInOfficer, setup('重名'));
    await expect(views.create(builtInOfficer, setup('重名'))).rejects.toMatchObject({
      code: 'ENTERPRISES.VIEW_EXISTS',
    });
    await expect(views.change(builtInOfficer, made.id, 2, setup('重名'))).rejects.toMatchObject({
      code: 'ENTERPRISES.VIEW_EXISTS',
    });
    expect((await views.list(other)).some(({ name }) => name === '重名')).toBe(false);
  });
});
