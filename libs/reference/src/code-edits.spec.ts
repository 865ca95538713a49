import { AuditTrail } from '@tidu/audit';
import { addWorkingDays, isWorkingDay } from '@tidu/kernel';
import { builtInOfficer, forgetSeeds, systemActor } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import path from 'node:path';
import { CalendarService } from './calendar/calendar.service';
import { OverridesService } from './overrides.service';
import { OwnListsService } from './own-lists.service';
import { ReferenceService } from './reference.service';
import { seedReference } from './seed';

const seeds = path.resolve(__dirname, '../../../seeds');
const person = builtInOfficer;
const other = { ...builtInOfficer, id: '00000000-0000-7000-8000-000000000009', name: '李四' };

describe('what the district edits', () => {
  let test: TestDatabase;
  let reference: ReferenceService;
  let overrides: OverridesService;
  let lists: OwnListsService;
  let calendar: CalendarService;
  beforeAll(async () => {
    test = await createTestDatabase();
    reference = new ReferenceService(test.database);
    const trail = new AuditTrail();
    overrides = new OverridesService(test.database, reference, trail);
    lists = new OwnListsService(test.database, reference, trail);
    calendar = new CalendarService(test.database, reference, trail);
  });
  afterAll(() => test.drop());
  const trail = (action: string) =>
    test.asSuperuser<{ reason: string; before: object; after: object }>(
      'select reason, before, after from audit_entry where action = $1 order by id',
      [action],
    );
  const said = { source: '民发〔2026〕1号', reason: '区划调整' };

  describe('of a national table', () => {
    it('adds, renames and retires a code from a day on, and leaves the days before alone', async () => {
      await overrides.add(person, {
        table: 'region',
        code: '410398',
        retired: false,
        name: '试验区',
        validFrom: '2026-03-01',
        ...said,
      });
      await overrides.add(person, { table: 'region', code: '410305', retired: true, validFrom: '2026-03-01', ...said });
      const [before, after] = [await reference.regions('2026-02-28'), await reference.regions('2026-03-01')];
      expect([before.has('410398'), before.has('410305')]).toEqual([false, true]);
      expect([after.get('410398')?.path, after.has('410305')]).toEqual(['河南省洛阳市试验区', false]);
      expect(after.find('试验区')).toMatchObject({ entry: { code: '410398', district: true, level: 'district' } });
    });

    it('survives the next start, and goes when it is withdrawn; twice is refused with the version that stands', async () => {
      const made = await overrides.add(person, {
        table: 'industry',
        code: '3512',
        retired: false,
        name: '新名',
        ...said,
      });
      await test.database.write(systemActor, forgetSeeds);
      await seedReference(test.database, seeds);
      reference.forget();
      expect((await reference.industries()).get('3512')).toMatchObject({ name: '新名', parent: '351', level: 4 });
      await overrides.withdraw(other, made.id, made.version, '录错了');
      expect((await reference.industries()).get('3512')?.name).not.toBe('新名');
      await expect(overrides.withdraw(person, made.id, made.version, '录错了')).rejects.toMatchObject({
        kind: 'conflict',
        code: 'PLATFORM.STALE',
        message: expect.stringContaining('李四'),
        problems: [expect.objectContaining({ value: '2' })],
      });
      expect(await trail('reference.withdrawOverride')).toEqual([
        { reason: '录错了', before: expect.objectContaining({ code: '3512', name: '新名' }), after: null },
      ]);
    });

    it.each([
      [{ table: 'industry', code: '35123', retired: false, name: '多一位' }, 'code'],
      [{ table: 'region', code: '990101', retired: false, name: '无上级' }, 'parent'],
      [{ table: 'region', code: '999999', retired: true }, '无须停用'],
      [{ table: 'street', code: '410305999', retired: false }, 'name'],
      [{ table: 'strategicEmerging', code: '0111-1', retired: false }, 'partial'],
      [
        {
          table: 'region',
          code: '410399',
          retired: false,
          name: '倒',
          validFrom: '2026-02-01',
          validUntil: '2026-01-01',
        },
        'validUntil',
      ],
    ] as const)('refuses %j', async (request, word) => {
      await expect(overrides.add(person, { ...request, ...said })).rejects.toMatchObject({
        code: 'REFERENCE.OVERRIDE',
        message: expect.stringContaining(word),
      });
    });

    it('adds a street of a region', async () => {
      await overrides.add(person, { table: 'street', code: '410303999', retired: false, name: '新街道', ...said });
      expect((await reference.streets('410303')).at(-1)).toEqual({ code: '410303999', name: '新街道', district: true });
      expect(await reference.streets('410303', '2026-01-01')).toHaveLength((await reference.streets('410303')).length);
    });
  });

  describe('of emerging industries', () => {
    it('a class that belongs only in part asks a person, unless the district has said', async () => {
      expect(await reference.isStrategicEmerging('2530')).toBe('yes');
      expect(await reference.isStrategicEmerging('2614')).toBe('ask');
      expect(await reference.isStrategicEmerging('26')).toBe('ask');
      expect(await reference.isStrategicEmerging('1310')).toBe('no');
      await overrides.add(person, {
        table: 'strategicEmerging',
        code: '2614-3',
        retired: false,
        partial: false,
        ...said,
      });
      expect(await reference.isStrategicEmerging('2614')).toBe('yes');
    });
  });

  describe('zones and chains', () => {
    const values = {
      name: '先进制造业集聚区',
      level: 'province',
      note: '',
      validFrom: null,
      validUntil: null,
    } as const;

    it('are added once, changed from a day on, and keep their past', async () => {
      await lists.add(person, 'zone', 'Z1', values, '名录');
      await expect(lists.add(person, 'zone', 'Z1', values, '名录')).rejects.toMatchObject({
        code: 'REFERENCE.CODE_TAKEN',
      });
      const renamed = await lists.change(
        person,
        'zone',
        'Z1',
        1,
        { ...values, name: '先进制造业开发区' },
        {
          ...{ reason: '更名', since: '2026-06-01' },
        },
      );
      expect(renamed).toMatchObject({ name: '先进制造业开发区', version: 2 });
      expect((await lists.list(person, 'zone', '2026-05-31')).map(({ name }) => name)).toEqual(['先进制造业集聚区']);
      expect((await lists.list(person, 'zone', '2026-06-01')).map(({ name }) => name)).toEqual(['先进制造业开发区']);
      expect(await lists.history(person, 'zone', 'Z1')).toEqual([
        expect.objectContaining({
          version: 1,
          stateFrom: null,
          stateUntil: '2026-06-01',
          entry: expect.objectContaining({ name: '先进制造业集聚区' }),
        }),
      ]);
      expect((await trail('reference.changeCode'))[0]).toMatchObject({
        reason: '更名',
        after: { name: '先进制造业开发区' },
      });
    });

    it('the second of two editors is told who was first, and nothing of the first is lost', async () => {
      const change = (who: typeof person, name: string) =>
        lists.change(who, 'zone', 'Z1', 2, { ...values, name }, { reason: '更名' });
      const results = await Promise.allSettled([change(person, '甲区'), change(other, '乙区')]);
      const failed = results.find((one) => one.status === 'rejected');
      expect(failed?.reason).toMatchObject({
        code: 'PLATFORM.STALE',
        problems: [expect.objectContaining({ value: '3' })],
      });
      const [now] = await lists.list(person, 'zone');
      expect([now?.version, ['甲区', '乙区'].includes(now?.name ?? '')]).toEqual([3, true]);
    });

    it('a chain has links, a link has none; a change lies neither ahead nor before the last', async () => {
      const chain = { name: '轴承', parent: null, note: '', validFrom: null, validUntil: null };
      await lists.add(person, 'chain', 'C1', chain, '链表');
      await lists.add(person, 'chain', 'C1-1', { ...chain, name: '滚动体', parent: 'C1' }, '链表');
      await expect(lists.add(person, 'chain', 'C1-1-1', { ...chain, parent: 'C1-1' }, '链表')).rejects.toMatchObject({
        code: 'REFERENCE.ENTRY',
      });
      await expect(lists.add(person, 'chain', 'C2', { ...chain, parent: 'X' }, '链表')).rejects.toMatchObject({
        code: 'REFERENCE.ENTRY',
      });
      await expect(
        lists.change(person, 'chain', 'C1', 1, chain, { reason: '改', since: '2199-01-01' }),
      ).rejects.toMatchObject({ code: 'REFERENCE.SINCE' });
      await expect(lists.change(person, 'chain', 'C9', 1, chain, { reason: '改' })).rejects.toMatchObject({
        code: 'REFERENCE.NOT_FOUND',
      });
    });

    it('more than 256 chains are stored and read back', async () => {
      const chain = { name: '环节', parent: 'C1', note: '', validFrom: null, validUntil: null };
      for (let i = 0; i < 300; i++) await lists.add(person, 'chain', `L${i}`, { ...chain, name: `环节${i}` }, '链表');
      const all = await lists.list(person, 'chain');
      expect(
        all
          .filter(({ code }) => code.startsWith('L'))
          .map(({ name }) => name)
          .sort(),
      ).toEqual(Array.from({ length: 300 }, (_, i) => `环节${i}`).sort());
    });
  });

  describe('the calendar', () => {
    it('a running clock keeps the version it began with', async () => {
      const began = await reference.workingCalendar();
      const until = addWorkingDays(began, '2026-07-06', 5);
      const next = await calendar.setDay(
        person,
        '2026-07-08',
        began.version,
        { kind: 'holiday', name: '防汛停工' },
        '市政府通知',
      );
      const now = await reference.workingCalendar();
      expect(now.version).toBe(next);
      expect([isWorkingDay(began, '2026-07-08'), isWorkingDay(now, '2026-07-08')]).toEqual([true, false]);
      expect(addWorkingDays(now, '2026-07-06', 5).day > until.day).toBe(true);
      reference.forget();
      expect(addWorkingDays(await reference.workingCalendar(began.version), '2026-07-06', 5)).toEqual(until);
    });

    it('the district’s word goes before the notice’s, both ways, and can be taken back', async () => {
      const at = async () => (await reference.workingCalendar()).version;
      await calendar.setDay(person, '2026-10-02', await at(), { kind: 'workday', name: '应急值守' }, '通知');
      expect(isWorkingDay(await reference.workingCalendar(), '2026-10-02')).toBe(true);
      await calendar.setDay(person, '2026-10-02', await at(), null, '撤销');
      expect(isWorkingDay(await reference.workingCalendar(), '2026-10-02')).toBe(false);
      await expect(calendar.setDay(person, '2026-10-02', await at(), null, '再撤')).rejects.toMatchObject({
        code: 'REFERENCE.NO_OVERRIDE',
      });
    });

    it('a year the software doesn’t know is provisional until the district enters its notice', async () => {
      const { version, coveredYears } = await reference.workingCalendar();
      expect(coveredYears.has(2027)).toBe(false);
      const days = [
        { day: '2027-02-08', kind: 'holiday', name: '春节' },
        { day: '2027-02-14', kind: 'workday', name: '春节' },
      ] as const;
      await calendar.announceYear(person, 2027, version, {
        source: '国办发明电〔2026〕9号',
        days: [...days],
        reason: '通知已公布',
      });
      const now = await reference.workingCalendar();
      expect([now.coveredYears.has(2027), isWorkingDay(now, '2027-02-08'), isWorkingDay(now, '2027-02-14')]).toEqual([
        true,
        false,
        true,
      ]);
      expect(await calendar.year(person, 2027)).toMatchObject({ announced: { layer: 'district' }, days: [{}, {}] });
      expect(await calendar.year(person, 2027, version)).toMatchObject({ announced: null, days: [] });
    });

    it('of two who change it at once one is told so; a new file of notices makes a version of its own', async () => {
      const { version } = await reference.workingCalendar();
      const set = (who: typeof person, day: string) =>
        calendar.setDay(who, day, version, { kind: 'holiday', name: '停' }, '改');
      const results = await Promise.allSettled([set(person, '2026-08-03'), set(other, '2026-08-04')]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      await test.asSuperuser(`update calendar_day set name = '别名' where day = '2026-10-01' and layer = 'notice'`);
      await test.database.write(systemActor, forgetSeeds);
      await seedReference(test.database, seeds);
      reference.forget();
      expect((await reference.workingCalendar()).version).toBe(version + 2);
      expect((await calendar.versions(person))[0]?.recordedByName).toBe('系统');
    });
  });
});
