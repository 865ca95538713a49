import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer as me } from '@tidu/platform';
import { aliasTable, noteTable } from '../dated/dated-tables';
import { findDuplicates } from './find-duplicates';
import { type EnterpriseListOptions, EnterprisesQueries } from '../enterprises.queries';
import { SoundsService } from '../search/sounds';
import { act, freshCode, ofRegion, openRegister, type Register } from '../testing/register';

describe('merging and splitting records', () => {
  let register: Register;
  beforeAll(async () => {
    register = await openRegister();
  });
  afterAll(() => register.close());

  const pair = async (effectiveOn: string | null = null) => {
    const mergedId = await register.enter('洛阳双份机床有限公司');
    const survivorId = await register.enter('洛阳双份机床有限公司');
    return { mergedId, mergedVersion: 1, survivorId, survivorVersion: 1, effectiveOn };
  };
  const note = (id: string, text: string) =>
    register.dated.add(me, noteTable, id, { validFrom: null, validUntil: null, values: { text } }, act());

  it('is closed to another scope, for merging and undoing alike', async () => {
    const request = await pair();
    const foreign = ofRegion('410399');
    await expect(register.merges.merge(foreign, request, act())).rejects.toMatchObject({
      code: 'ENTERPRISES.NOT_FOUND',
    });
    const id = await register.merges.merge(me, request, act());
    await expect(register.merges.undo(foreign, id, act())).rejects.toMatchObject({ code: 'ENTERPRISES.NO_MERGE' });
  });

  it('points from a second record of one enterprise to the one that goes on, whose page shows both', async () => {
    const request = await pair();
    const { mergedId, survivorId } = request;
    await note(mergedId, '被合并记录的备注');
    await note(survivorId, '保留记录的备注');
    const mergeId = await register.merges.merge(me, request, act('同一家企业登记了两次'));
    const asked = await register.records.one(me, mergedId);
    expect(asked).toMatchObject({ standsFor: { id: survivorId, name: '洛阳双份机床有限公司' } });
    // on any day: it never was another enterprise
    expect(await register.records.one(me, mergedId, { asOf: '2001-01-01' })).toHaveProperty('standsFor');
    const record = await register.record(survivorId);
    expect(record.notes.map(({ text }) => text).sort()).toEqual(['保留记录的备注', '被合并记录的备注']);
    expect(record.joined).toMatchObject([{ actId: mergeId, kind: 'duplicate', id: mergedId }]);
    expect(await register.record(mergedId)).toMatchObject({ status: 'merged', mergedInto: { id: survivorId } });
    // the old code leads on
    const code = (await register.record(mergedId)).creditCode;
    expect(await register.candidates.byCode(me, code)).toMatchObject([{ id: survivorId }]);
    const { items } = await register.timeline.list(me, survivorId, {});
    expect(items.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['record.merge', 'record.takeIn', 'note.add']),
    );
  });

  it('lists and finds the one that goes on; the other only where merged records are asked for', async () => {
    const request = await pair();
    const { mergedId, survivorId } = request;
    const { test, reference } = register;
    const queries = new EnterprisesQueries(test.database, reference, new SoundsService(test.database));
    const found = async (options: EnterpriseListOptions) => {
      const { items, count } = await queries.list(me, { limit: 200, ...options });
      return { ids: items.map(({ id }) => id), count: count.value };
    };
    const before = await found({ q: '双份机床' });
    expect(before.ids).toEqual(expect.arrayContaining([mergedId, survivorId]));
    const merged = await found({ status: 'merged' });
    const mergeId = await register.merges.merge(me, request, act());
    const after = await found({ q: '双份机床' });
    expect(after.ids).toEqual(before.ids.filter((id) => id !== mergedId));
    expect(after.count).toBe(before.count - 1);
    expect((await found({})).ids).not.toContain(mergedId);
    expect((await found({ status: 'merged' })).ids).toEqual(expect.arrayContaining([...merged.ids, mergedId]));
    expect(await queries.count(me, { status: 'merged' })).toBe(merged.count + 1);
    await register.merges.undo(me, mergeId, act());
    expect(await found({ q: '双份机床' })).toEqual(before);
  });

  it('undoes exactly: both stand for themselves as before', async () => {
    const request = await pair();
    await register.identity.edit(...[me, request.mergedId, { status: 'dissolved' } as const], {
      act: act(),
      version: 1,
      effectiveOn: '2023-01-01',
    });
    const before = await register.record(request.mergedId);
    const mergeId = await register.merges.merge(me, { ...request, mergedVersion: 2 }, act());
    await register.merges.undo(me, mergeId, act('其实是两家'));
    const after = await register.record(request.mergedId);
    expect({ ...after, version: 0, updatedAt: '' }).toEqual({ ...before, version: 0, updatedAt: '' });
    expect((await register.record(request.survivorId)).joined).toEqual([]);
    await expect(register.merges.undo(me, mergeId, act())).rejects.toMatchObject({ code: 'ENTERPRISES.NO_MERGE' });
  });

  it('a merger on a day leaves the years before to the enterprise itself', async () => {
    const request = await pair('2022-06-01');
    const { mergedId, survivorId } = request;
    await note(mergedId, '合并前的备注');
    const mergeId = await register.merges.merge(me, request, act('吸收合并', uuidv7()));
    expect(await register.records.one(me, mergedId)).toHaveProperty('standsFor.id', survivorId);
    const before = await register.records.one(me, mergedId, { asOf: '2022-05-31' });
    expect(before).toMatchObject({ record: { status: 'active', mergedInto: null } });
    expect((await register.record(survivorId)).notes).toEqual([]);
    await register.merges.undo(me, mergeId, act('登记有误'));
    expect(await register.record(mergedId, '2022-07-01')).toMatchObject({ status: 'active', since: null, until: null });
  });

  it('refuses to merge with itself, twice, over a stale version, and to change what is merged', async () => {
    const request = await pair();
    const merge = (change: object) => register.merges.merge(me, { ...request, ...change }, act());
    await expect(merge({ survivorId: request.mergedId })).rejects.toMatchObject({ code: 'ENTERPRISES.MERGE_SELF' });
    await expect(merge({ survivorVersion: 7 })).rejects.toMatchObject({ code: 'PLATFORM.STALE' });
    await merge({});
    await expect(merge({ mergedVersion: 2 })).rejects.toMatchObject({ code: 'ENTERPRISES.MERGED' });
    await expect(note(request.mergedId, '晚了')).rejects.toMatchObject({
      ...{ code: 'ENTERPRISES.MERGED', problems: [{ value: request.survivorId }] },
    });
  });

  it('takes opposite merges of one pair at once as one', async () => {
    const { mergedId, survivorId } = await pair();
    const request = { mergedId, mergedVersion: 1, survivorId, survivorVersion: 1, effectiveOn: null };
    const other = { ...request, mergedId: survivorId, survivorId: mergedId };
    const answers = await Promise.allSettled(
      [request, other, request, other].map((one) => register.merges.merge(me, one, act())),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('parts a record that held two enterprises, and puts it together again', async () => {
    const id = await register.enter('洛阳混记有限公司');
    const noteId = await note(id, '其实是另一家的备注');
    await note(id, '自己的备注');
    const other = { creditCode: freshCode(), pilot: false, name: '洛阳另一家有限公司', regionCode: null };
    const request = { enterpriseId: id, version: 1, other, moved: { notes: [noteId] } };
    const key = uuidv7();
    const newId = await register.splits.split(me, request, act('两家混记', key));
    expect(await register.splits.split(me, request, act('两家混记', key))).toBe(newId);
    const texts = async (of: string) => (await register.record(of)).notes.map(({ text }) => text);
    expect([await texts(id), await texts(newId)]).toEqual([['自己的备注'], ['其实是另一家的备注']]);
    const [joined] = (await register.record(id)).joined;
    expect(joined).toMatchObject({ kind: 'split', id: newId });
    await register.splits.undo(me, joined?.actId ?? '', act('拆错了'));
    expect((await texts(id)).sort()).toEqual(['其实是另一家的备注', '自己的备注'].sort());
    expect(await register.records.one(me, newId)).toHaveProperty('standsFor.id', id);
    // rows that aren't the record's can't be moved
    const foreign = register.splits.split(
      ...[
        me,
        {
          ...request,
          version: (await register.record(id)).version,
          other: { ...other, creditCode: freshCode() },
          moved: { names: [uuidv7()] },
        },
      ],
      act(),
    );
    await expect(foreign).rejects.toMatchObject({ code: 'ENTERPRISES.ROW_NOT_FOUND' });
  });

  it('finds pairs by rule, keeps apart what a person kept apart, and forgets what was merged', async () => {
    const find = () => register.database.write(me, (tx) => findDuplicates(tx));
    await find();
    const [one, other] = [await register.enter('洛阳同名泵业有限公司'), await register.enter('洛阳同名泵业有限公司')];
    const swapped = [await register.enter('洛阳互换阀门有限公司'), await register.enter('洛阳互换泵阀有限公司')];
    const rename = (id: string, name: string) =>
      register.identity.rename(me, id, name, { act: act(), version: 1, effectiveOn: '2022-01-01' });
    await rename(swapped[0] ?? '', '洛阳互换泵阀有限公司');
    await rename(swapped[1] ?? '', '洛阳互换阀门有限公司');
    expect(await find()).toMatchObject({ fresh: 1 });
    const open = async () => (await register.duplicates.list(me, { limit: 200 })).items;
    const pairOf = async (id: string) =>
      (await open()).find(({ first, second }) => first.id === id || second.id === id);
    expect(await pairOf(one)).toMatchObject({ rules: ['sameName'], ruleWords: ['同一天同名'] });
    expect(await pairOf(swapped[0] ?? '')).toBeUndefined();
    expect((await register.duplicates.list(ofRegion('410399'), {})).count.value).toBe(0);
    await register.duplicates.decide(me, [other, one], 'distinct', act('两家同名的企业'));
    expect(await find()).toMatchObject({ fresh: 0 });
    expect(await pairOf(one)).toBeUndefined();
    await register.duplicates.decide(me, [one, other], 'open', act('再看看'));
    const sides = await pairOf(one);
    await register.merges.merge(
      me,
      { mergedId: one, mergedVersion: 1, survivorId: other, survivorVersion: 1, effectiveOn: null },
      act(),
    );
    expect(sides).toBeDefined();
    expect(await pairOf(one)).toBeUndefined();
    await find();
    const left = await register.test.asSuperuser('select from enterprise_duplicate where "firstId" = any($1)', [
      [one, other],
    ]);
    expect(left).toEqual([]);
  });

  it('finds the same organisation, an old code that is another’s, and the same address with the same person', async () => {
    const code = freshCode();
    const organisation = code.slice(8, 17);
    const a = await register.enter('洛阳甲一有限公司', code);
    const b = await register.enter('洛阳甲二有限公司');
    const c = await register.enter('洛阳甲三有限公司');
    const address = { registeredAddress: '河南省洛阳市涧西区一号', legalRepresentative: '王某' };
    for (const id of [b, c])
      await register.identity.edit(me, id, address, { act: act(), version: 1, effectiveOn: null });
    await register.dated.add(
      ...([me, aliasTable, b] as const),
      { validFrom: null, validUntil: null, values: { kind: 'organisationCode', code: organisation } },
      act(),
    );
    await register.database.write(me, (tx) => findDuplicates(tx));
    const { items } = await register.duplicates.list(me, { limit: 200 });
    const rulesOf = (one: string, two: string) =>
      items.find(({ first, second }) => [first.id, second.id].sort().join() === [one, two].sort().join())?.rules;
    expect([rulesOf(a, b), rulesOf(b, c), rulesOf(a, c)]).toEqual([['sameOldCode'], ['sameAddress'], undefined]);
  });
});
