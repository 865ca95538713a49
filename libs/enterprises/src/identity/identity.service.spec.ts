import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer as me } from '@tidu/platform';
import { act, colleague, freshCode, ofRegion, openRegister, type Register } from '../testing/register';

describe('IdentityService', () => {
  let register: Register;
  beforeAll(async () => {
    register = await openRegister();
  });
  afterAll(() => register.close());

  const edit = (version = 1, effectiveOn: string | null = null, given = act()) => ({
    act: given,
    version,
    effectiveOn,
  });
  const trailOf = (id: string) =>
    register.test.asSuperuser<{ action: string; before: object; after: object; reason: string }>(
      `select action, before, after, reason from audit_entry where "objectId" = $1 order by id`,
      [id],
    );

  it('answers for another scope’s record as for none, and changes nothing', async () => {
    const id = await register.enter('外区看不见的公司');
    const foreign = ofRegion('410399');
    for (const one of [id, uuidv7()]) {
      const change = register.identity.edit(foreign, one, { ownership: 'private' }, edit());
      await expect(change).rejects.toMatchObject({ kind: 'notFound', code: 'ENTERPRISES.NOT_FOUND' });
      await expect(register.records.one(foreign, one)).rejects.toMatchObject({ code: 'ENTERPRISES.NOT_FOUND' });
      await expect(register.timeline.list(foreign, one, {})).rejects.toMatchObject({ code: 'ENTERPRISES.NOT_FOUND' });
    }
    expect((await register.record(id)).version).toBe(1);
  });

  it('changes from a day on, keeps what was, and says who, why, before and after', async () => {
    const id = await register.enter('洛阳一号轴承有限公司');
    const patch = { ownership: 'private', registeredCapital: '500000000', regionCode: '410311' } as const;
    await register.identity.edit(me, id, patch, edit(1, '2024-05-01', act('股权转让')));
    expect(await register.record(id, '2024-04-30')).toMatchObject({
      ...{ ownership: null, registeredCapital: null, regionCode: '410305', until: '2024-05-01' },
    });
    expect(await register.record(id, '2024-05-01')).toMatchObject({
      ...{ ownership: 'private', registeredCapital: '5000000.00', regionCode: '410311', since: '2024-05-01' },
    });
    const { items } = await register.timeline.list(me, id, {});
    expect(items[0]).toMatchObject({
      ...{ kind: 'identity.change', effectiveOn: '2024-05-01', personName: me.name, reason: '股权转让' },
      before: { ownership: null, registeredCapital: null, regionCode: '410305' },
      after: { ownership: 'private', registeredCapital: '500000000', regionCode: '410311' },
    });
    expect(await trailOf(id)).toMatchObject([
      { action: 'enterprises.recordCreate' },
      { action: 'enterprises.identityChange', reason: '股权转让', after: { ownership: 'private' } },
    ]);
  });

  it('corrects without making a history of the mistake, and keeps the mistake readable', async () => {
    const id = await register.enter('洛阳二号轴承有限公司');
    await register.identity.edit(me, id, { industryCode: '3451' }, edit(1, '2024-01-01'));
    await register.identity.edit(me, id, { industryCode: '3452' }, edit(2));
    expect((await register.record(id, '2024-06-01')).industryCode).toBe('3452');
    expect((await register.record(id, '2023-06-01')).industryCode).toBeNull();
    const { items, names } = await register.timeline.list(me, id, {});
    expect(names).toEqual([
      { field: 'regionCode', code: '410305', name: expect.stringContaining('涧西区') },
      { field: 'industryCode', code: '3451', name: '滚动轴承制造' },
      { field: 'industryCode', code: '3452', name: '滑动轴承制造' },
    ]);
    expect(items[0]).toMatchObject({
      kind: 'identity.correct',
      before: { industryCode: '3451' },
      after: { industryCode: '3452' },
    });
  });

  it('takes a change that became known late, up to the next recorded one, and withdraws the state it replaces', async () => {
    const id = await register.enter('洛阳三号轴承有限公司');
    await register.identity.edit(me, id, { ownership: 'private' }, edit(1, '2020-01-01'));
    await register.identity.edit(me, id, { ownership: 'foreign' }, edit(2, '2024-01-01'));
    await register.identity.edit(me, id, { ownership: 'stateOwned' }, edit(3, '2022-01-01', act('补记')));
    const on = async (day: string) => (await register.record(id, day)).ownership;
    expect([await on('2019-06-01'), await on('2021-06-01'), await on('2023-06-01'), await on('2024-06-01')]).toEqual([
      ...[null, 'private', 'stateOwned', 'foreign'],
    ]);
    const withdrawn = await register.test.asSuperuser(
      `select "withdrawnReason" from enterprise_version where "enterpriseId" = $1 and "withdrawnAt" is not null`,
      [id],
    );
    expect(withdrawn).toEqual([{ withdrawnReason: '补记' }]);
  });

  it('renames: three names, each on its days, each found by name and day', async () => {
    const id = await register.enter('洛阳旧名机械有限公司');
    await register.identity.rename(me, id, '洛阳中名机械有限公司', edit(1, '2015-03-01'));
    await register.identity.rename(me, id, '洛阳新名机械股份有限公司', edit(2, '2021-07-01'));
    const names = await Promise.all(
      ['2014-01-01', '2015-03-01', '2021-06-30', '2021-07-01'].map((day) => register.candidates.nameOn(me, id, day)),
    );
    expect(names).toEqual([
      ...['洛阳旧名机械有限公司', '洛阳中名机械有限公司', '洛阳中名机械有限公司', '洛阳新名机械股份有限公司'],
    ]);
    const { names: rows } = await register.record(id);
    expect(rows.map(({ name, validFrom, validUntil }) => [name, validFrom, validUntil])).toEqual([
      ['洛阳中名机械有限公司', '2015-03-01', '2021-07-01'],
      ['洛阳旧名机械有限公司', null, '2015-03-01'],
    ]);
    const find = async (name: string, day: string | null) => {
      const found = await register.candidates.byName(me, name, day);
      return found.map((one) => [one.id, one.foundBy]);
    };
    expect(await find('洛阳旧名机械有限公司', '2014-01-01')).toEqual([[id, 'former']]);
    expect(await find('洛阳旧名机械有限公司', '2016-01-01')).toEqual([]);
    expect(await find('洛阳旧名机械有限公司', null)).toEqual([[id, 'former']]);
    expect(await find('洛阳新名机械股份有限公司', '2021-07-01')).toEqual([[id, 'name']]);
    expect(await find('洛阳新名机械股份有限公司', '2021-06-30')).toEqual([]);
  });

  it('lets two enterprises swap names on one day, and keeps apart which is which', async () => {
    const [one, other] = [await register.enter('洛阳东方铜业有限公司'), await register.enter('洛阳西方铜业有限公司')];
    await register.identity.rename(me, one, '洛阳西方铜业有限公司', edit(1, '2022-01-01'));
    await register.identity.rename(me, other, '洛阳东方铜业有限公司', edit(1, '2022-01-01'));
    const find = async (day: string) =>
      (await register.candidates.byName(me, '洛阳东方铜业有限公司', day)).map(({ id }) => id);
    expect(await find('2021-12-31')).toEqual([one]);
    expect(await find('2022-01-01')).toEqual([other]);
    // without a day both are named, and nobody is guessed
    const whenever = await register.candidates.byName(me, '洛阳东方铜业有限公司', null);
    expect(whenever.map(({ id }) => id).sort()).toEqual([one, other].sort());
  });

  it('refuses a rename before the present name began, to the same name, and in the future', async () => {
    const id = await register.enter('洛阳四号轴承有限公司');
    await register.identity.rename(me, id, '洛阳五号轴承有限公司', edit(1, '2022-01-01'));
    const rename = (name: string, day: string) => register.identity.rename(me, id, name, edit(2, day));
    await expect(rename('洛阳六号轴承有限公司', '2021-01-01')).rejects.toMatchObject({
      code: 'ENTERPRISES.NAME_LATER',
    });
    await expect(rename('洛阳五号轴承有限公司', '2023-01-01')).rejects.toMatchObject({ code: 'ENTERPRISES.SAME_NAME' });
    await expect(rename('洛阳六号轴承有限公司', '2099-01-01')).rejects.toMatchObject({ code: 'ENTERPRISES.FUTURE' });
    // a second rename on the very day replaces the first: that name was never borne
    await rename('洛阳七号轴承有限公司', '2022-01-01');
    const { name, names } = await register.record(id);
    expect([name, names.map((row) => row.name)]).toEqual(['洛阳七号轴承有限公司', ['洛阳四号轴承有限公司']]);
  });

  it('mends a misspelt name without a former one', async () => {
    const id = await register.enter('洛阳错字轴乘有限公司');
    await register.identity.rename(me, id, '洛阳错字轴承有限公司', edit());
    expect(await register.record(id, '2001-01-01')).toMatchObject({ name: '洛阳错字轴承有限公司', names: [] });
  });

  it('enters former names of the past, makes room for them, refuses two at once, and takes one back', async () => {
    const id = await register.enter('洛阳今名仪器有限公司');
    await register.identity.rename(me, id, '洛阳后名仪器有限公司', edit(1, '2020-01-01'));
    const former = { name: '洛阳最早仪器厂', validFrom: null, validUntil: '2005-01-01' };
    await register.identity.addFormerName(me, id, former, edit(2));
    const nameOn = (day: string) => register.candidates.nameOn(me, id, day);
    expect(await nameOn('2004-12-31')).toBe('洛阳最早仪器厂');
    expect(await nameOn('2005-01-01')).toBe('洛阳今名仪器有限公司');
    const { names } = await register.record(id);
    expect(names.map(({ name, validFrom }) => [name, validFrom])).toEqual([
      ['洛阳今名仪器有限公司', '2005-01-01'],
      ['洛阳最早仪器厂', null],
    ]);
    const clash = { name: '洛阳冲突仪器厂', validFrom: '2004-01-01', validUntil: '2006-01-01' };
    await expect(register.identity.addFormerName(me, id, clash, edit(3))).rejects.toMatchObject({
      code: 'ENTERPRISES.NAME_OVERLAPS',
    });
    const row = names.find(({ name }) => name === '洛阳最早仪器厂');
    await register.identity.withdrawFormerName(me, id, row?.id ?? '', edit(3));
    expect(await nameOn('2004-12-31')).toBe('洛阳今名仪器有限公司');
  });

  it('corrects the credit code: the old one still finds the enterprise, another’s is refused without saying whose', async () => {
    const [before, after, taken] = [freshCode(), freshCode(), freshCode()];
    const id = await register.enter('洛阳换码有限公司', before);
    await register.enter('洛阳占码有限公司', taken);
    const correct = (code: string, pilot = false, version = 1) =>
      register.identity.correctCode(me, id, code, pilot, edit(version, null, act('抄错一位')));
    await expect(correct(taken)).rejects.toMatchObject({ kind: 'conflict', code: 'ENTERPRISES.CODE_TAKEN' });
    await expect(correct('410305199001011234')).rejects.toMatchObject({ code: 'ENTERPRISES.BAD_CODE' });
    await correct(after);
    const found = await Promise.all([before, after].map((code) => register.candidates.byCode(me, code)));
    expect(found.map(([one]) => [one?.id, one?.foundBy])).toEqual([
      [id, 'alias'],
      [id, 'creditCode'],
    ]);
    // a genuine pilot code fails its check: only with the officer's word
    const pilot = '91350200M000100Y43';
    await expect(correct(pilot, false, 2)).rejects.toMatchObject({ code: 'ENTERPRISES.BAD_CODE' });
    await correct(pilot, true, 2);
    expect((await register.record(id)).creditCode).toBe(pilot);
    await expect(correct('91350200M00010', true, 3)).rejects.toMatchObject({ code: 'ENTERPRISES.BAD_CODE' });
  });

  it('refuses to move an enterprise out of the sight of who moves it, in words', async () => {
    const id = await register.enter('洛阳搬家有限公司');
    const here = ofRegion('410305');
    const move = register.identity.edit(here, id, { regionCode: '410311' }, edit());
    await expect(move).rejects.toMatchObject({ kind: 'invalid', code: 'ENTERPRISES.OUT_OF_SCOPE' });
    const entered = { creditCode: freshCode(), pilot: false, name: '洛阳别处有限公司', regionCode: '410311' };
    await expect(register.creation.create(here, entered, act())).rejects.toMatchObject({
      code: 'ENTERPRISES.OUT_OF_SCOPE',
    });
  });

  it('refuses what the code tables don’t know, and an empty edit', async () => {
    const id = await register.enter('洛阳挑错有限公司');
    const refused = (patch: object) => register.identity.edit(me, id, patch, edit());
    await expect(refused({ regionCode: '419999' })).rejects.toMatchObject({ code: 'ENTERPRISES.BAD_REGION' });
    await expect(refused({ industryCode: '9999' })).rejects.toMatchObject({ code: 'ENTERPRISES.BAD_INDUSTRY' });
    await expect(refused({})).rejects.toMatchObject({ code: 'ENTERPRISES.NOTHING_TO_CHANGE' });
    await expect(refused({ registeredOn: '2099-01-01' })).rejects.toMatchObject({ code: 'ENTERPRISES.FUTURE' });
  });

  it('tells the loser the version that stands and who made it', async () => {
    const id = await register.enter('洛阳抢先有限公司');
    await register.identity.edit(colleague, id, { ownership: 'private' }, edit());
    await expect(register.identity.edit(me, id, { ownership: 'foreign' }, edit())).rejects.toMatchObject({
      ...{ kind: 'conflict', code: 'PLATFORM.STALE', message: expect.stringContaining('李同事') },
      problems: [{ where: { field: 'version' }, value: '2' }],
    });
  });

  it('1 000 edits of one version at once: one is taken in, every other is told who was faster', async () => {
    const id = await register.enter('洛阳千手有限公司');
    // who is told that the system is busy asks again, as a client does
    const ask = (n: number): Promise<void> =>
      register.identity.edit(me, id, { registeredAddress: `第 ${n} 号` }, edit()).catch((error: unknown) => {
        if ((error as { code?: string }).code === 'PLATFORM.BUSY') return ask(n);
        throw error;
      });
    const answers = await Promise.allSettled(Array.from({ length: 1000 }, (_, n) => ask(n)));
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(999);
    for (const { reason } of refused) {
      expect(reason).toMatchObject({ kind: 'conflict', code: 'PLATFORM.STALE', problems: [{ value: '2' }] });
    }
    const winner = answers.findIndex(({ status }) => status === 'fulfilled');
    expect(await register.record(id)).toMatchObject({ version: 2, registeredAddress: `第 ${winner} 号` });
    expect((await register.timeline.list(me, id, {})).count.value).toBe(2);
  }, 60_000);

  it('100 edits by people who look again and go on: none lost, none doubled', async () => {
    const id = await register.enter('洛阳众人有限公司');
    let told = 0;
    const work = async (who: number) => {
      for (let n = 0; n < 25;) {
        const { version } = await register.record(id);
        const done = await register.identity
          .edit(me, id, { registeredAddress: `${who} 号院 ${n} 号` }, edit(version))
          .then(() => true)
          .catch((error: unknown) => {
            expect(error).toMatchObject({ code: 'PLATFORM.STALE' });
            return false;
          });
        if (done) n++;
        else told++;
      }
    };
    await Promise.all(Array.from({ length: 4 }, (_, who) => work(who)));
    expect(told).toBeGreaterThan(0);
    expect((await register.record(id)).version).toBe(101);
    const [rows] = await register.test.asSuperuser<{ n: number }>(
      `select count(distinct after->>'registeredAddress')::int as n from enterprise_change where "enterpriseId" = $1`,
      [id],
    );
    expect(rows?.n).toBe(100);
  }, 60_000);

  it('50 identical submissions at once make one, and all are told that it is done', async () => {
    const key = uuidv7();
    const entered = { creditCode: freshCode(), pilot: false, name: '洛阳五十有限公司', regionCode: '410305' };
    const ids = await Promise.all(
      Array.from({ length: 50 }, () => register.creation.create(me, entered, act('登记', key))),
    );
    expect(new Set(ids)).toEqual(new Set([key]));
    const edited = uuidv7();
    await Promise.all(
      Array.from({ length: 50 }, () =>
        register.identity.edit(me, key, { ownership: 'private' }, edit(1, '2024-01-01', act('改制', edited))),
      ),
    );
    const { version, ownership } = await register.record(key);
    expect([version, ownership, (await register.timeline.list(me, key, {})).count.value]).toEqual([2, 'private', 2]);
    // the same key for something else is refused
    const other = register.identity.edit(me, key, { ownership: 'foreign' }, edit(2, null, act('别的', edited)));
    await expect(other).rejects.toMatchObject({ code: 'ENTERPRISES.KEY_USED' });
  }, 60_000);
});
