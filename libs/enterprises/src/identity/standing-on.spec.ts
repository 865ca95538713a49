import { uuidv7 } from '@tidu/kernel';
import { type ActingPerson, builtInOfficer as me } from '@tidu/platform';
import { EnterprisesQueries } from '../enterprises.queries';
import { SoundsService } from '../search/sounds';
import { act, ofRegion, openRegister, type Register } from '../testing/register';

describe('titles and the official list at one glance', () => {
  let register: Register;
  beforeAll(async () => {
    register = await openRegister();
  });
  afterAll(() => register.close());

  const said = `'公告', $2, '经办人', $2, '经办人'`;
  const by = 'source, "recordedBy", "recordedByName", "changedBy", "changedByName"';
  const title = (
    of: string,
    code: string,
    from: string,
    until: string,
    off: string | null = null,
    level = 'province',
  ) =>
    register.test.asSuperuser(
      `insert into title_held (id, "enterpriseId", title, level, "validFrom", "validUntil", "cancelledOn", "cancelledWhy", ${by})
       values ($1, $3, $4, $5, $6, $7, $8, case when $8::date is not null then '不再符合' end, ${said})`,
      [uuidv7(), me.id, of, code, level, from, until, off],
    );
  const listed = (of: string, from: string, until: string | null) =>
    register.test.asSuperuser(
      `insert into scale_status (id, "enterpriseId", "validFrom", "validUntil", ${by}) values ($1, $3, $4, $5, ${said})`,
      [uuidv7(), me.id, of, from, until],
    );
  const standing = async (id: string, asOf?: string) => {
    const { titles, scale } = (await register.record(id, asOf)).standing;
    return { titles: titles.map((one) => `${one.levelLabel} ${one.label} ${one.validUntil ?? ''}`), scale };
  };

  it('is nothing to see from another region, and unknown where nobody has recorded a list', async () => {
    const id = await register.enter('洛阳称号甲有限公司');
    await expect(register.records.one(ofRegion('410399'), id, {})).rejects.toMatchObject({ kind: 'notFound' });
    expect(await standing(id)).toEqual({ titles: [], scale: { state: 'unknown', enteredOn: null, leftOn: null } });
    expect(await register.records.officers(ofRegion('410399'))).toEqual([]);
  });

  it('holds on its day: not before, not after, not once cancelled; the highest level first', async () => {
    const id = await register.enter('洛阳称号乙有限公司');
    const other = await register.enter('洛阳称号丙有限公司');
    await title(id, 'specializedSme', '2022-01-01', '2099-01-01');
    await title(id, 'littleGiant', '2023-01-01', '2099-01-01', null, 'nation');
    await title(id, 'innovativeSme', '2019-01-01', '2022-01-01');
    await title(id, 'highTech', '2020-01-01', '2099-01-01', '2021-06-01', 'nation');
    await listed(id, '2018-01-01', '2021-01-01');
    expect(await standing(id)).toEqual({
      titles: ['国家级 专精特新“小巨人”企业 2099-01-01', '省级 专精特新中小企业 2099-01-01'],
      scale: { state: 'left', enteredOn: '2018-01-01', leftOn: '2021-01-01' },
    });
    expect(await standing(id, '2021-05-31')).toMatchObject({
      titles: ['国家级 高新技术企业 2099-01-01', '省级 创新型中小企业 2022-01-01'],
    });
    expect((await standing(id, '2020-12-31')).scale).toMatchObject({ state: 'in', leftOn: null });
    expect((await standing(other)).scale).toMatchObject({ state: 'never' });
  });

  it('says once what two records of one enterprise say', async () => {
    const [one, two] = [await register.enter('洛阳称号丁有限公司'), await register.enter('洛阳称号丁有限责任公司')];
    await title(one, 'specializedSme', '2022-01-01', '2098-01-01');
    await title(two, 'specializedSme', '2022-03-01', '2099-01-01');
    await listed(two, '2020-01-01', null);
    const seen = { mergedId: two, mergedVersion: 1, survivorId: one, survivorVersion: 1, effectiveOn: null };
    await register.merges.merge(me, seen, act());
    expect(await standing(one)).toMatchObject({
      titles: ['省级 专精特新中小企业 2099-01-01'],
      scale: { state: 'in', enteredOn: '2020-01-01' },
    });
  });

  it('knows who is responsible today, and for how many', async () => {
    const ids = [await register.enter('洛阳责任甲有限公司'), await register.enter('洛阳责任乙有限公司')];
    for (const id of ids)
      await register.identity.edit(
        me,
        id,
        { officerName: '王科长' },
        { version: 1, effectiveOn: '2024-01-01', act: act() },
      );
    expect(await register.records.officers(me)).toEqual([{ officerName: '王科长', enterprises: 2 }]);
    const queries = new EnterprisesQueries(register.database, register.reference, new SoundsService(register.database));
    const names = async (person: ActingPerson, officer: string) =>
      (await queries.list(person, { q: '洛阳责任', officer })).items.map(({ name }) => name);
    await register.enter('洛阳责任丙有限公司');
    expect(await names(ofRegion('410399'), '王科长')).toEqual([]);
    expect(await names(me, '王科长')).toEqual(['洛阳责任甲有限公司', '洛阳责任乙有限公司']);
    expect(await names(me, 'none')).toEqual(['洛阳责任丙有限公司']);
    expect(await names(me, '王')).toEqual([]);
  });
});
