import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { administrator } from '@tidu/test/signed-in';

const names = {
  ...{ name: '涧西区', regionCode: '410305', bureau: '洛阳市涧西区工业和信息化局' },
  ...{ cityDepartment: '洛阳市工业和信息化局', provinceDepartment: null },
};

describe('the district’s profile', () => {
  let doors: TestDoors;
  let keeper: Awaited<ReturnType<TestDoors['as']>>;
  beforeAll(async () => {
    doors = await openTestDoors();
    keeper = await doors.as(administrator('system'));
  });
  afterAll(() => doors.close());

  const put = (body: object, version: number) =>
    keeper.put('/api/console/profile').set('if-match', String(version)).send(body);

  it('is written by who sets the installation up, by nobody else, and read by everybody', async () => {
    for (const other of [doors.http, await doors.as(administrator('security')), await doors.as(administrator('audit'))])
      expect(
        (
          await other
            .put('/api/console/profile')
            .set('if-match', '0')
            .send({ ...names, reason: '设置' })
        ).status,
      ).toBe(403);
    expect((await doors.stranger.get('/api/open/district')).body).toEqual({ district: null });
    const written = await put({ ...names, reason: '首次设置' }, 0);
    expect([written.status, written.body.version]).toEqual([200, 1]);
    expect((await doors.stranger.get('/api/open/district')).body).toEqual({ district: names });
  });

  it('is changed from the version one saw, with a reason that is kept', async () => {
    const late = await put({ ...names, name: '老城区', reason: '更名' }, 0);
    expect([late.status, late.body.detail]).toEqual([409, expect.stringContaining('王系统')]);
    const changed = await put({ ...names, provinceDepartment: '河南省工业和信息化厅', reason: '补省厅' }, 1);
    expect([changed.body.version, changed.body.reason]).toEqual([2, '补省厅']);
    const [kept] = await doors.test.asSuperuser<{ before: object; after: object; reason: string }>(
      `select before, after, reason from audit_entry where action = 'reference.setProfile' order by id desc limit 1`,
    );
    expect(kept).toEqual({
      ...{ before: names, after: { ...names, provinceDepartment: '河南省工业和信息化厅' }, reason: '补省厅' },
    });
  });

  it.each([
    [{ regionCode: '419999' }, 'REFERENCE.PROFILE_REGION'],
    [{ regionCode: '4103' }, 'PLATFORM.INVALID'],
    [{ bureau: ' ' }, 'PLATFORM.INVALID'],
    [{ name: null }, 'PLATFORM.INVALID'],
    [{ cityDepartment: '' }, 'PLATFORM.INVALID'],
    [{ reason: '' }, 'PLATFORM.INVALID'],
  ])('refuses %j', async (wrong, code) => {
    const answer = await put({ ...names, reason: '改', ...wrong }, 2);
    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });

  it('finds the region by name or code', async () => {
    const found = await keeper.get(`/api/console/profile/regions?q=${encodeURIComponent('涧西')}`);
    expect(found.body.items).toEqual([{ code: '410305', path: expect.stringContaining('涧西区') as string }]);
  });
});
