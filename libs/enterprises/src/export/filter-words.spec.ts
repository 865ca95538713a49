import { builtInOfficer } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { filterWords } from './filter-words';

describe('what a list is narrowed by, in words', () => {
  let test: TestDatabase;
  let reference: ReferenceService;
  beforeAll(async () => {
    test = await createTestDatabase();
    reference = new ReferenceService(test.database);
    await test.asSuperuser(
      `insert into zone (code, name, reason, "recordedBy", "recordedByName")
       values ('Z-1', '先进制造业开发区', '测试', $1, '经办人')`,
      [builtInOfficer.id],
    );
  });
  afterAll(() => test.drop());

  const words = async (filter: object) => Object.fromEntries(await filterWords(reference, filter));

  it('names every code and every filter', async () => {
    const filter = {
      ...{ q: '轴承', region: '410300', industry: 'C,34,3451', ownership: 'private', status: 'active' },
      ...{ title: 'littleGiant', aboveScale: false, zone: 'Z-1', officer: '王科长', demo: false },
      segment: 'stage.surplus.2024,stage.remaining',
    } as const;
    expect(await words(filter)).toEqual({
      查找: '轴承',
      行政区划: '河南省洛阳市（410300）',
      行业: '制造业（C）、通用设备制造业（34）、滚动轴承制造（3451）',
      所有制: '民营',
      状态: '在营',
      有效称号: '专精特新“小巨人”企业',
      规上名单: '不在名单内',
      园区: '先进制造业开发区（Z-1）',
      包联责任人: '王科长',
      演示数据: '不含演示数据',
      分类: '剩、老、新、优：剩（2024 年度），并且 剩、老、新、优：其余（最新年度）',
    });
  });

  it('leaves a code that no table has as it is, and says that nobody is responsible', async () => {
    expect(await words({ region: '99', chain: 'GONE', segment: 'gone.old.2020', officer: 'none' })).toEqual({
      ...{ 行政区划: '99', 产业链: 'GONE', 分类: 'gone：old（2020 年度）', 包联责任人: '尚无责任人' },
    });
  });
});
