import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer as me } from '@tidu/platform';
import { act, colleague, ofRegion, openRegister, type Register } from '../testing/register';
import { chainTable, contactTable, nameTable, noteTable, zoneTable } from './dated-tables';

describe('dated rows', () => {
  let register: Register;
  let id: string;
  beforeAll(async () => {
    register = await openRegister();
    for (const list of ['zone', 'chain'])
      await register.test.asSuperuser(
        `insert into ${list} (code, name, note, "validUntil", "recordedBy", "recordedByName", reason)
         select code, name, '', until::date, $1, '经办人', '名录' from (values ('LY-GX', '高新区', null), ('LY-ZM', '自贸区', null),
           ('ZC-01', '轴承', null), ('NJ-02', '农机', null), ('OLD', '旧区', '2020-01-01')) v(code, name, until)`,
        [me.id],
      );
  });
  afterAll(() => register.close());
  beforeEach(async () => {
    id = await register.enter('洛阳行项有限公司');
  });

  const asked = { fields: ['phone', 'mail'] as const, reason: '通知企业补正' };
  const span = (values: object, validFrom: string | null = null, validUntil: string | null = null) => ({
    ...{ values: { ...values }, validFrom, validUntil },
  });

  it('are closed to another scope', async () => {
    const foreign = ofRegion('410399');
    const rowId = await register.dated.add(me, noteTable, id, span({ text: '备注' }), act());
    const at = { enterpriseId: id, rowId, version: 1 };
    const refused = { kind: 'notFound' };
    await expect(register.dated.add(foreign, noteTable, id, span({ text: '外' }), act())).rejects.toMatchObject(
      refused,
    );
    await expect(register.dated.withdraw(foreign, noteTable, at, act())).rejects.toMatchObject(refused);
    await expect(
      register.contacts.disclose(foreign, { enterpriseId: id, contactId: rowId }, asked),
    ).rejects.toMatchObject(refused);
    // and a row of one enterprise isn't another's
    const other = await register.enter('洛阳旁家有限公司');
    const elsewhere = register.dated.withdraw(me, noteTable, { ...at, enterpriseId: other }, act());
    await expect(elsewhere).rejects.toMatchObject({ code: 'ENTERPRISES.ROW_NOT_FOUND' });
  });

  it('take zones and chains of the district’s own lists alone', async () => {
    const add = (zoneCode: string, from: string | null) =>
      register.dated.add(me, zoneTable, id, span({ zoneCode }, from), act());
    const unknown = { kind: 'invalid', code: 'ENTERPRISES.UNKNOWN_ZONE', message: expect.stringContaining('代码表') };
    await expect(add('NOWHERE', null)).rejects.toMatchObject(unknown);
    await expect(add('OLD', '2021-01-01')).rejects.toMatchObject({
      message: expect.stringContaining('2020-01-01 撤销'),
    });
    await add('OLD', '2019-01-01');
    const chain = register.dated.add(me, chainTable, id, span({ chainCode: 'NOWHERE' }), act());
    await expect(chain).rejects.toMatchObject({ code: 'ENTERPRISES.UNKNOWN_CHAIN' });
    expect((await register.record(id)).zones.map(({ zoneCode }) => zoneCode)).toEqual(['OLD']);
  });

  it('hold on their days: several zones and chains at once, each for its time', async () => {
    const zone = (zoneCode: string, from: string | null, until: string | null) =>
      register.dated.add(me, zoneTable, id, span({ zoneCode }, from, until), act());
    await zone('LY-GX', '2010-01-01', '2020-01-01');
    await zone('LY-ZM', '2018-01-01', null);
    await register.dated.add(me, chainTable, id, span({ chainCode: 'ZC-01' }), act());
    await register.dated.add(me, chainTable, id, span({ chainCode: 'NJ-02' }), act());
    const zonesOn = async (day?: string) => (await register.record(id, day)).zones.map(({ zoneCode }) => zoneCode);
    expect(await zonesOn('2019-06-01')).toEqual(['LY-ZM', 'LY-GX']);
    expect(await zonesOn('2020-01-01')).toEqual(['LY-ZM']);
    expect(await zonesOn('2009-12-31')).toEqual([]);
    expect(await zonesOn()).toEqual(['LY-ZM', 'LY-GX']);
    expect((await register.record(id)).chains.map(({ chainName }) => chainName).sort()).toEqual(['农机', '轴承']);
    expect((await register.record(id, '2000-01-01')).chains.map(({ chainCode }) => chainCode)).toEqual([
      'NJ-02',
      'ZC-01',
    ]);
  });

  it('end on a day, or are taken back as a mistake; nothing is deleted', async () => {
    const ended = await register.dated.add(me, noteTable, id, span({ text: '到期的' }, '2020-01-01'), act());
    const wrong = await register.dated.add(me, noteTable, id, span({ text: '记错的' }), act());
    const end = (day: string) =>
      register.dated.end(me, noteTable, { enterpriseId: id, rowId: ended, version: 1 }, day, act());
    await expect(end('2020-01-01')).rejects.toMatchObject({ code: 'ENTERPRISES.EMPTY_SPAN' });
    await end('2021-01-01');
    await register.dated.withdraw(me, noteTable, { enterpriseId: id, rowId: wrong, version: 1 }, act('不是这家的'));
    expect((await register.record(id)).notes.map(({ text, validUntil }) => [text, validUntil])).toEqual([
      ['到期的', '2021-01-01'],
    ]);
    const [kept] = await register.test.asSuperuser(
      `select text, "withdrawnByName", "withdrawnReason" from enterprise_note where id = $1`,
      [wrong],
    );
    expect(kept).toEqual({ text: '记错的', withdrawnByName: me.name, withdrawnReason: '不是这家的' });
    const { items } = await register.timeline.list(me, id, {});
    expect(items.map(({ kind, before, after }) => [kind, before, after]).slice(0, 2)).toEqual([
      ['note.withdraw', { text: '记错的' }, null],
      [
        'note.end',
        { text: '到期的', validFrom: '2020-01-01' },
        { text: '到期的', validFrom: '2020-01-01', validUntil: '2021-01-01' },
      ],
    ]);
  });

  it('a row changed by somebody else meanwhile is not written over', async () => {
    const rowId = await register.dated.add(me, noteTable, id, span({ text: '抢' }), act());
    const at = { enterpriseId: id, rowId, version: 1 };
    await register.dated.end(colleague, noteTable, at, '2024-01-01', act());
    await expect(register.dated.end(me, noteTable, at, '2025-01-01', act())).rejects.toMatchObject({
      ...{ code: 'PLATFORM.STALE', problems: [{ value: '2' }], message: expect.stringContaining('李同事') },
    });
  });

  it('keeps phones and addresses out of lists, timeline and trail; who looks is noted', async () => {
    const contact = { role: 'finance', name: '张会计', phone: '13837912345', mail: 'zhang@example.com' };
    const rowId = await register.dated.add(me, contactTable, id, span(contact), act());
    expect((await register.record(id)).contacts).toMatchObject([
      { name: '张会计', phone: '13837912345', mail: 'zhang@example.com' }, // masked where the answer leaves
    ]);
    const spread = await register.test.asSuperuser<{ text: string }>(
      `select coalesce(before::text, '') || coalesce(after::text, '') as text from enterprise_change
       union all select coalesce(before::text, '') || coalesce(after::text, '') from audit_entry`,
    );
    expect(spread.filter(({ text }) => /13837912345|zhang@|张会计/.test(text))).toEqual([]);
    expect(await register.contacts.disclose(me, { enterpriseId: id, contactId: rowId }, asked)).toEqual({
      ...{ phone: '13837912345', mail: 'zhang@example.com' },
    });
    const [seen] = await register.test.asSuperuser(
      `select action, after, reason from audit_entry where "objectId" = $1 order by id desc limit 1`,
      [id],
    );
    const after = { contactId: rowId, fields: asked.fields };
    expect(seen).toEqual({ action: 'enterprises.readContact', after, reason: asked.reason });
  });

  it('50 identical submissions at once make one row; the same content under another key is refused', async () => {
    const key = uuidv7();
    const entry = span({ kind: 'short', name: '洛行' });
    const ids = await Promise.all(
      Array.from({ length: 50 }, () => register.dated.add(me, nameTable, id, entry, act('登记简称', key))),
    );
    expect(new Set(ids)).toEqual(new Set([key]));
    expect((await register.record(id)).names).toHaveLength(1);
    await expect(register.dated.add(me, nameTable, id, entry, act())).rejects.toMatchObject({
      code: 'ENTERPRISES.ROW_EXISTS',
    });
  });
});
