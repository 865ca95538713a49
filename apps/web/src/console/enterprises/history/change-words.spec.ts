import console_ from '../../../../../server/openapi/console.json';
import { changeWords, valueChanges } from './change-words';

describe('a change in words', () => {
  it('says what was done', () => {
    expect([changeWords('name.change'), changeWords('contact.add'), changeWords('zone.end')]).toEqual([
      ...['更名', '登记联系人', '所在园区到期'],
    ]);
  });

  it('has Chinese words for every kind of change the interface names, and for every value that can be entered', () => {
    const { schemas } = console_.components;
    const kinds = schemas.ChangeDto.properties.kind.enum as Parameters<typeof changeWords>[0][];
    expect(kinds.length).toBeGreaterThan(30);
    for (const kind of kinds)
      expect([kind, changeWords(kind)]).toEqual([kind, expect.stringMatching(/^[\u4e00-\u9fff，]+$/)]);
    const rows = [schemas.NameDto, schemas.AliasDto, schemas.ZoneMembershipDto, schemas.ChainMembershipDto];
    const own = new Set(Object.keys(schemas.NoteDto.properties).filter((name) => name !== 'text'));
    const entered = [schemas.IdentityPatchDto, ...rows, schemas.ContactDto, schemas.NoteDto, schemas.LinkDto].flatMap(
      ({ properties }) => Object.keys(properties).filter((name) => !own.has(name) && !name.endsWith('ConfirmedAt')),
    );
    const shown = valueChanges(null, Object.fromEntries(entered.map((name) => [name, 'x'])));
    expect(shown.length).toBeGreaterThan(20);
    expect(shown.map(({ name }) => name).filter((name) => !/[\u4e00-\u9fff]/.test(name))).toEqual([]);
  });

  it('calls codes by their names', () => {
    const names = [{ field: 'industryCode', code: '3451', name: '滚动轴承制造' }];
    expect(valueChanges({ industryCode: '3452' }, { industryCode: '3451' }, names)).toEqual([
      { name: '行业', before: '3452', after: '滚动轴承制造 3451' },
    ]);
  });

  it('says before and after in the words of the page, and no ids', () => {
    expect(
      valueChanges(
        { ownership: null, registeredCapital: '500000000', mergedInto: 'x' },
        { ownership: 'private', registeredCapital: '600000050' },
      ),
    ).toEqual([
      { name: '所有制', before: null, after: '民营' },
      { name: '注册资本', before: '5,000,000.00 元', after: '6,000,000.50 元' },
    ]);
    expect(valueChanges(null, { text: '备注' })).toEqual([{ name: '内容', before: null, after: '备注' }]);
  });

  it('call the name of a person a name of a person', () => {
    const name = { name: '李会计' };
    expect(valueChanges(null, name, [], 'contact.add').map((one) => one.name)).toEqual(['姓名']);
    expect(valueChanges(null, name, [], 'name.add').map((one) => one.name)).not.toEqual(['姓名']);
  });
});
