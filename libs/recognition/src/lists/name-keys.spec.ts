import fc from 'fast-check';
import { loadListRules, listRules } from './list-rules';
import { NameKeys } from './name-keys';

const regions = [
  { code: '410000', name: '河南省', level: 'province' as const },
  { code: '410300', name: '洛阳市', level: 'city' as const },
  { code: '410323', name: '新安县', level: 'district' as const },
  { code: '370982', name: '新泰市', level: 'district' as const },
  { code: '220000', name: '吉林省', level: 'province' as const },
  { code: '220200', name: '吉林市', level: 'city' as const },
];
const names = new NameKeys(listRules(), regions);

describe('how names are compared', () => {
  it.each([
    ['洛阳恒力轴承有限公司', '洛阳市恒力轴承有限责任公司'],
    ['洛阳恒力轴承有限公司', '　河南省洛阳市 恒力轴承有限公司'],
    ['洛阳恒力（集团）股份有限公司', '洛阳恒力(集团)股份公司'],
    ['洛阳恒力（集团）股份有限公司', '洛阳恒力〔集团〕股份有限公司'],
    ['洛阳ＡＢ轴承有限公司', '洛阳ab轴承有限公司'],
    ['吉林恒力厂', '吉林省吉林市恒力厂'],
  ])('%s and %s are one name', (one, other) => expect(names.same(one)).toBe(names.same(other)));

  it.each([
    ['洛阳恒力轴承有限公司', '河南恒力轴承有限公司', 'another place'],
    ['洛阳恒力轴承有限公司', '恒力轴承有限公司', 'no place'],
    ['洛阳恒力轴承有限公司', '洛阳恒力轴承股份有限公司', 'another legal form'],
    ['洛阳恒力轴承有限公司', '洛阳恒力（集团）轴承有限公司', 'a group'],
    ['河南省新泰轴承厂', '新泰轴承厂', 'the firm’s own word is a place of another province'],
    ['河南新安轴承厂', '新安县轴承厂', 'short words may be the firm’s own'],
    ['洛阳恒力轴承有限公司', '洛阳新安恒力轴承有限公司', 'a county within'],
  ])('%s and %s are two (%s)', (one, other) => expect(names.same(one)).not.toBe(names.same(other)));

  it('leaves place and legal form out only to find what is alike', () => {
    expect(names.loose('洛阳市恒力轴承（集团）有限公司')).toBe('恒力轴承');
    expect(names.loose('恒力轴承股份有限公司')).toBe('恒力轴承');
  });

  const parts = [
    '洛阳',
    '市',
    '河南',
    '省',
    '吉林',
    '新安',
    '县',
    '恒力',
    '（',
    ')',
    ' ',
    '有限',
    '责任',
    '公司',
    '股份',
    'Ａ',
    '集团',
  ];
  it('comes to the same when applied again', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 14 }), (some) => {
        const once = names.same(some.join(''));
        expect(names.same(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the rules of lists', () => {
  it('are the ones of the installation', () => expect(listRules().headers.get('企业名称')).toBe('name'));

  it('are refused with line and reason', () => {
    const text =
      'headers: { name: [企业], creditCode: [企业], place: [地区] }\nforms: [[甲]]\nshortened: [市]\nloose: [厂]\ncandidates: 0\nrows: 5\nmore: 1\n';
    expect(() => loadListRules(text)).toThrow(/表头“企业”写了两次[\s\S]*两种写法[\s\S]*candidates[\s\S]*more/);
  });
});
