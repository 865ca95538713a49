import { changeWords, valueChanges } from './change-words';

describe('a change in words', () => {
  it('says what was done', () => {
    expect([changeWords('name.change'), changeWords('contact.add'), changeWords('zone.end')]).toEqual([
      ...['更名', '登记联系人', '到期所在园区'],
    ]);
    expect(changeWords('award.add')).toBe('award.add');
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
});
