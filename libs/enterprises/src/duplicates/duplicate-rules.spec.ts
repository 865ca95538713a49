import { builtInOfficer as me } from '@tidu/platform';
import { act, ofRegion, openRegister, type Register } from '../testing/register';
import { comparedBy } from './compared-by';
import { duplicateRules, loadDuplicateRules } from './duplicate-rules';
import { findDuplicates } from './find-duplicates';

describe('rules of duplicates', () => {
  let register: Register;
  beforeAll(async () => {
    register = await openRegister();
  });
  afterAll(() => register.close());

  const find = (text: string, person = me) =>
    register.database.write(person, (tx) => findDuplicates(tx, loadDuplicateRules(text)));
  const byName = (most: number) => `rules:\n  twins: { label: 重名, by: name, most: ${most} }\n`;
  const pairs = async () => (await register.duplicates.list(me, { limit: 200 })).items;

  it('look at nothing beyond the scope of who asks', async () => {
    for (let i = 0; i < 2; i++) await register.enter('洛阳范围轴承有限公司');
    expect(await find(byName(20), ofRegion('410399'))).toEqual({ pairs: 0, fresh: 0 });
    expect(await find(byName(20))).toEqual({ pairs: 1, fresh: 1 });
  });

  it('are data: limit and words hold as written, and a rule taken out takes its pairs along', async () => {
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push(await register.enter('洛阳三胞齿轮有限公司'));
    // three share the name: too many for a limit of two, three pairs for a limit of three
    expect(await find(byName(2))).toMatchObject({ pairs: 1, fresh: 0 });
    expect(await find(byName(3))).toMatchObject({ pairs: 4, fresh: 3 });
    const address = { registeredAddress: '洛阳市涧西区三号', legalRepresentative: '赵某' };
    for (const id of ids) await register.identity.edit(me, id, address, { act: act(), version: 1, effectiveOn: null });
    expect(
      await find('rules:\n  sameAddress: { label: 同址同人, by: addressAndRepresentative, most: 20 }\n'),
    ).toMatchObject({
      pairs: 3,
    });
    // the words are those of the rules in use; a rule that is in the list no more is named by its code
    expect((await pairs()).map(({ ruleWords }) => ruleWords)).toEqual(Array(3).fill(['住所与法定代表人都相同']));
    await find(byName(20));
    expect((await pairs()).map(({ ruleWords }) => ruleWords)).toEqual(Array(4).fill(['twins']));
  });

  it('of this installation compare by everything that can be compared', () => {
    expect(duplicateRules().map(({ code, by, most }) => [code, by, most])).toEqual([
      ['sameName', 'name', 20],
      ['sameOrganisation', 'organisation', 20],
      ['sameOldCode', 'formerCode', 20],
      ['sameAddress', 'addressAndRepresentative', 20],
    ]);
    expect(new Set(duplicateRules().map(({ by }) => by))).toEqual(new Set(comparedBy));
  });

  it.each([
    ['rules: []', '“rules”应是'],
    ['rule: {}', '不认识“rule”'],
    ['rules:\n  a b: { label: 名, by: name, most: 20 }', '“a b”不是规则的代码'],
    [
      'rules:\n  one: { label: 名, by: phone, most: 20 }',
      '“by”应为 name、organisation、formerCode、addressAndRepresentative 之一',
    ],
    ['rules:\n  one: { label: 名, by: name, most: 1 }', '“most”应是 2 至 1000 的整数'],
    ['rules:\n  one: { label: 名, by: name }', '“most”应是'],
    ['rules:\n  one: { by: name, most: 2 }', '缺少“label”'],
    ['rules:\n  one: { label: 名, by: name, most: 2, limit: 3 }', '不认识“limit”'],
    ['rules:\n  one: { label: 名, by: name, most: 2 }\n  one: { label: 名, by: name, most: 2 }', '同一个键写了两次'],
    ['rules:\n  one: 名称', '“one”应是“键: 值”的内容'],
  ])('refuse %j', (text, says) => {
    expect(() => loadDuplicateRules(text)).toThrow(says);
    expect(() => loadDuplicateRules(text)).toThrow(/duplicate-rules\.yaml 第 \d+ 行/);
  });
});
