import { findHeader, plainLabel } from './header';
import { raggedRow } from './open-table';
import { failure } from './testing/table-files';
import type { RawRow } from './table-events';

const known = new Set(['企业名称', '统一社会信用代码', '年度', '营业收入', '净利润', '研发费用']);
const isHeader = (label: string) => known.has(label);
const rows = (...lines: string[]): RawRow[] =>
  lines.map((line, i) => ({ row: i + 1, cells: line.split('|') })).filter(({ cells }) => cells.some(Boolean));
const find = (...lines: string[]) => findHeader(rows(...lines), isHeader);
const refusal = (...lines: string[]) => failure(() => find(...lines));

describe('findHeader', () => {
  it('takes the first row of a plain file', () => {
    expect(find('企业名称|年度|营业收入', '洛阳轴承|2021|100')).toEqual({
      row: 1,
      labels: ['企业名称', '年度', '营业收入'],
    });
  });

  it('passes over titles, blank rows and lines of remarks', () => {
    expect(find('某区企业数据汇总表', '', '填报单位：某局||2021年', '企业名称|年度|营业收入', 'a|2021|1').row).toBe(4);
  });

  it('passes over a line of facts about the file that uses a known word', () => {
    expect(find('年度|2021', '企业名称|统一社会信用代码|营业收入', 'a|b|1').row).toBe(2);
  });

  it('is not misled by group headings above a complete header', () => {
    expect(find('基本信息||财务数据||', '企业名称|年度|营业收入|净利润|研发费用', 'a|2021|1|2|3').row).toBe(2);
  });

  it('compares labels without blanks and line ends, brackets of any width', () => {
    expect(plainLabel(' 营业\n收入（万元） ')).toBe('营业收入(万元)');
    expect(find('企 业 名 称|年\r\n度|备注', 'a|2021|x').labels).toEqual(['企业名称', '年度', '备注']);
  });

  it('looks at the first ten rows only', async () => {
    const titles = Array.from({ length: 10 }, (_, i) => `标题${i}`);
    const error = await refusal(...titles, '企业名称|年度');
    expect(error.code).toBe('PLATFORM.TABLE_HEADER');
    expect(error.message).toContain('标题0');
    expect(find(...titles.slice(1), '企业名称|年度').row).toBe(10);
  });

  it.each([
    [
      'a merged heading over years',
      ['企业名称|统一社会信用代码|营业收入||净利润|', '||2020年|2021年|2020年|2021年', 'a|b|1|2|3|4'],
      ['企业名称', '统一社会信用代码', '营业收入2020年', '营业收入2021年', '净利润2020年', '净利润2021年'],
    ],
    [
      'known labels below unknown groups',
      ['企业名称|年度|财务数据||', '||营业收入|净利润|研发费用', 'a|2021|1|2|3'],
      ['企业名称', '年度', '营业收入', '净利润', '研发费用'],
    ],
    ['a line of units', ['企业名称|年度|营业收入', '||万元', 'a|2021|1'], ['企业名称', '年度', '营业收入(万元)']],
    [
      'a line of units in brackets and hints',
      ['企业名称|年度|营业收入', '必填|（年）|(万元)', 'a|2021|1'],
      ['企业名称', '年度(年)', '营业收入(万元)'],
    ],
    [
      'groups, labels and units, three rows',
      ['汇总表', '企业名称|年度|财务数据|', '||营业收入|净利润', '||万元|元', 'a|2021|1|2'],
      ['企业名称', '年度', '营业收入(万元)', '净利润(元)'],
    ],
  ])('reads a header over several rows together: %s', (_, lines, labels) => {
    const header = find(...lines);
    expect(header.labels).toEqual(labels);
    expect(header.row).toBe(lines.length - 1);
  });

  it.each([
    ['单位：万元', '万元'],
    ['金额单位: 人民币元', '元'],
    ['2021年度　单位：亿元', '亿元'],
    ['计量单位：万元、人', '万元'],
    ['填报单位：万元户集团', undefined],
    ['单位名称', undefined],
  ])('takes the unit of a line above: %s', (line, unit) => {
    expect(find(`汇总表||${line}`, '企业名称|年度|营业收入', 'a|2021|1').unit).toBe(unit);
  });

  it.each([
    ['blank cells', ['企业名称|年度|营业收入|', 'a||1|']],
    ['a value under no label', ['企业名称|年度|营业收入|', 'a|2021|1|见附注']],
    ['nothing but a name', ['企业名称|年度|营业收入', 'a||']],
  ])('does not take a row of data for a second header row: %s', (_, lines) => {
    expect(find(...lines).row).toBe(1);
  });

  it('a blank row parts header and data', () => {
    expect(find('企业名称|年度|营业收入|', '', '||本年|上年').row).toBe(1);
  });

  it('names both columns of the same label', async () => {
    const error = await refusal('企业名称|年度|营业收入|备注|营业 收入', 'a|2021|1||2');
    expect(error.code).toBe('PLATFORM.TABLE_HEADER_TWICE');
    expect(error.message).toContain('C 列和 E 列');
    expect(error.problems[0]?.where.row).toBe(1);
  });

  it('says what it saw where nothing is known', async () => {
    const error = await refusal('名字|收入', 'a|1');
    expect([error.code, error.problems[0]?.where.row]).toEqual(['PLATFORM.TABLE_HEADER', 1]);
    expect(error.message).toContain('名字、收入');
    expect((await failure(() => findHeader([], isHeader))).message).toContain('没有内容');
  });
});

describe('raggedRow', () => {
  const header = { row: 1, labels: ['企业名称', '年度'], fields: 3 };
  const row = (fields: number, ...cells: string[]): RawRow => ({ row: 7, cells, fields });

  it('reports more and fewer fields than the header has', () => {
    expect(raggedRow(row(4, 'a', 'b', 'c', 'd'), header)).toMatchObject({ where: { row: 7, column: 'D' }, value: 'd' });
    expect(raggedRow(row(2, 'a', 'b'), header)?.message).toContain('第 7 行有 2 列，表头有 3 列');
  });

  it('is content with as many, and with more that are blank', () => {
    expect(raggedRow(row(3, 'a'), header)).toBeNull();
    expect(raggedRow(row(9, 'a', 'b'), header)).toBeNull();
  });

  it('says nothing of workbooks, which know no number of fields', () => {
    expect(raggedRow({ row: 7, cells: ['a', 'b', 'c', 'd'] }, header)).toBeNull();
  });
});
