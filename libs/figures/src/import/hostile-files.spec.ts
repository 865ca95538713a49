import * as XLSX from '@e965/xlsx';
import { zipSync } from '../testing/zip';
import { codeOf, createImportWorld, type ImportWorld } from '../testing/import-world';

const head = ['统一社会信用代码', '企业名称', '年份', '营业收入', '职工总数'];
const rows = [
  [codeOf(1), '甲公司', 2021, 100.25, 5],
  [codeOf(2), '乙公司', 2021, 200, 6],
];

function workbook(table: unknown[][]): Buffer {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(table), '年度数据');
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}

describe('a file', () => {
  let world: ImportWorld;
  beforeAll(async () => {
    world = await createImportWorld();
  });
  afterAll(() => world.close());
  beforeEach(() => world.test.asSuperuser('delete from enterprise'));

  const nothingWritten = async () => {
    for (const table of ['enterprise', 'figures', 'figures_staging']) {
      const [found] = await world.test.asSuperuser<{ n: number }>(`select count(*)::int as n from ${table}`);
      expect([table, found?.n]).toEqual([table, 0]);
    }
  };
  const refused = async (content: string | Buffer) => {
    const end = await world.import(content);
    expect(end.state).toBe('failed');
    await nothingWritten();
    return { code: end.error?.code, message: end.error?.message };
  };
  const csv = (...lines: string[]) => `${lines.join('\r\n')}\r\n`;

  it('that is a workbook is read like the same rows as CSV', async () => {
    const end = await world.import(workbook([['2021年企业报表'], head, ...rows]));
    expect(end.result).toMatchObject({ format: 'xlsx', sheet: '年度数据', headerRow: 2, accepted: 2, newRevisions: 2 });
    expect(await world.test.asSuperuser('select revenue, employees from figures order by revenue')).toEqual([
      { revenue: '10025', employees: 5 },
      { revenue: '20000', employees: 6 },
    ]);
  });

  it('in GB18030, UTF-8 with a mark, or with semicolons is read', async () => {
    const gbk = Buffer.from([0xc6, 0xf3, 0xd2, 0xb5, 0xc3, 0xfb, 0xb3, 0xc6]); // 企业名称
    const name = Buffer.from([0xbc, 0xd7, 0xb9, 0xab, 0xcb, 0xbe]); // 甲公司
    const content = Buffer.concat([
      Buffer.from('uscc,'),
      gbk,
      Buffer.from(`\r\n${codeOf(1)},`),
      name,
      Buffer.from('\r\n'),
    ]);
    expect((await world.import(content)).result).toMatchObject({ encoding: 'gb18030', createdEnterprises: 1 });
    const marked = `\ufeffuscc;企业名称\r\n${codeOf(1)};甲公司\r\n`;
    expect((await world.import(marked)).result).toMatchObject({ encoding: 'utf-8', unchanged: 1 });
  });

  it('with a truncated workbook is refused', async () => {
    const whole = workbook([head, ...rows]);
    for (const share of [0.3, 0.9]) {
      const { code, message } = await refused(whole.subarray(0, Math.floor(whole.length * share)));
      expect(code).toMatch(/^PLATFORM\.TABLE_/);
      expect(message).toMatch(/文件|工作簿/);
    }
  });

  it('that unpacks to hundreds of megabytes is refused before it does', async () => {
    const sheet = Buffer.alloc(300 * 1024 * 1024, ' ');
    const bomb = zipSync({ '[Content_Types].xml': Buffer.from('<Types/>'), 'xl/worksheets/sheet1.xml': sheet });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const before = process.memoryUsage().rss;
    const { code } = await refused(bomb);
    expect(code).toMatch(/^PLATFORM\.TABLE_/);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });

  it('with two columns of one meaning is refused, naming both', async () => {
    const { code, message } = await refused(csv('uscc,年份,营业收入,营收（万元）', `${codeOf(1)},2021,1,2`));
    expect(code).toBe('FIGURES.TWO_COLUMNS');
    expect(message).toMatch(/C 列“营业收入”和D 列“营收\(万元\)”/);
  });

  it('with the same header twice is refused', async () => {
    expect((await refused(csv('uscc,年份,营业收入,营业收入', `${codeOf(1)},2021,1,2`))).code).toBe(
      'PLATFORM.TABLE_HEADER_TWICE',
    );
  });

  it('that is broken in the middle takes nothing in of what came before', async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `${codeOf(i)},企业${i},2021,1,1`);
    const content = Buffer.concat([
      Buffer.from(csv(head.join(','), ...lines)),
      Buffer.from([0xff, 0xfe, 0x80, 0x81]),
      Buffer.from(csv('', ...lines)),
    ]);
    const end = await world.import(content);
    if (end.state === 'failed') await nothingWritten();
    else expect(end.result.rejected).toBeGreaterThan(0);
  });

  it.each([
    ['nothing', ''],
    ['a header alone without a known word', 'a,b,c\r\n1,2,3\r\n'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['a PDF', '%PDF-1.7\n'],
    ['zeros', Buffer.alloc(4096)],
  ])('of %s is refused with words', async (_, content) => {
    const { code, message } = await refused(content);
    expect(code).toMatch(/^PLATFORM\.TABLE_/);
    expect(message).toMatch(/[\u4e00-\u9fff]/);
  });

  it('that has a header and no rows takes in nothing, and that is no error', async () => {
    expect((await world.import(csv(head.join(',')))).result).toMatchObject({ rows: 0, accepted: 0, newRevisions: 0 });
  });

  it('with more bad rows than are listed counts them all and keeps going', async () => {
    const lines = Array.from({ length: 11_000 }, (_, i) => `${codeOf(i, '440101')},企业${i},2021,1,-1`);
    const end = await world.import(csv(head.join(','), ...lines, `${codeOf(1)},甲,2021,1,1`));
    expect(end.result).toMatchObject({ rejected: 11_000, problems: 11_000, accepted: 1, listed: 11_000, warnings: 0 });
    expect(end.result.reasons).toEqual([expect.objectContaining({ code: 'FIGURES.OUT_OF_RANGE', count: 11_000 })]);
  });
});
