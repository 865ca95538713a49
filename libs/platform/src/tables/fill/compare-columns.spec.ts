import { compareColumns, sameColumns } from './compare-columns';
import type { ReportColumn } from './report-shape';

const columns = (...labels: string[]): ReportColumn[] =>
  labels.map((label, index) => ({
    index,
    label,
    unit: null,
    hidden: false,
    format: 'number',
    formula: false,
    choices: null,
  }));

describe('versions of a template', () => {
  const before = columns('序号', '名称', '代码', '收入', '利润');

  it('the same columns are the same', () =>
    expect(compareColumns(before, columns('序号', '名称', '代码', '收入', '利润'))).toEqual([]));

  it('added, removed, renamed, moved are told apart', () => {
    expect(compareColumns(before, columns('序号', '名称', '代码', '地区', '收入', '利润'))).toEqual([
      { kind: 'added', label: '地区', index: 3 },
    ]);
    expect(compareColumns(before, columns('序号', '名称', '收入', '利润'))).toEqual([
      { kind: 'removed', label: '代码', index: 2 },
    ]);
    expect(compareColumns(before, columns('序号', '企业名称', '代码', '收入', '利润'))).toEqual([
      { kind: 'renamed', label: '企业名称', before: '名称', index: 1 },
    ]);
    expect(compareColumns(before, columns('序号', '代码', '收入', '名称', '利润'))).toEqual([
      { kind: 'moved', label: '名称', index: 3, from: 1 },
    ]);
  });

  it('another unit is told, for amounts would be ten thousand times as large', () => {
    const after = columns('序号', '名称', '代码', '收入', '利润').map((one) =>
      one.label === '收入' ? { ...one, unit: '万元' } : one,
    );
    expect(compareColumns(before, after)).toEqual([
      { kind: 'unit', label: '收入', index: 3, before: null, after: '万元' },
    ]);
  });

  it('of two columns of one name the n-th is the n-th', () => {
    const [old, now] = [columns('收入', '收入'), columns('名称', '收入', '收入')];
    expect([...sameColumns(old, now)].map(([a, b]) => [a.index, b.index])).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });
});
