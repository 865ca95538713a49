import { compared } from './compared';

type Enterprise = Parameters<typeof compared>[0];
const record = (own: object) =>
  ({
    name: '甲',
    creditCode: '1',
    status: 'active',
    names: [],
    aliases: [],
    contacts: [],
    notes: [],
    links: [],
    ...own,
  }) as unknown as Enterprise;

describe('two records side by side', () => {
  it('compares only what both say', () => {
    const rows = compared(
      record({
        regionCode: '410305',
        regionPath: null,
        registeredAddress: '一号',
        legalRepresentative: null,
        registeredOn: null,
        industryName: null,
        industryCode: null,
        ownership: null,
      }),
      record({
        creditCode: '2',
        regionCode: '410305',
        regionPath: null,
        registeredAddress: null,
        legalRepresentative: '王',
        registeredOn: null,
        industryName: null,
        industryCode: null,
        ownership: null,
      }),
    );
    const same = Object.fromEntries(rows.map(({ label, same }) => [label, same]));
    expect(same).toMatchObject({
      名称: true,
      统一社会信用代码: false,
      所在地: true,
      住所: null,
      备注: null,
      旧代码: null,
    });
    expect(rows.find(({ label }) => label === '备注')?.first).toBe('没有登记');
    expect(rows.find(({ label }) => label === '住所')?.second).toBeNull();
  });
});
