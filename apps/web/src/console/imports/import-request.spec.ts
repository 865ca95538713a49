import { firstChoice, importForm, withMapping } from './import-request';

describe('importForm', () => {
  const file = new File(['统一社会信用代码\n'], '数据.csv');

  it('sends options as texts and the file last, under its own name', () => {
    const form = importForm(
      file,
      { ...firstChoice, unit: '万元', year: 2021, mapping: { 研发投入: 'rdExpense' } },
      true,
    );
    expect(form.get('dryRun')).toBe('true');
    expect(form.get('units')).toBe('{"*":"万元"}');
    expect(form.get('year')).toBe('2021');
    expect(JSON.parse(form.get('mapping') as string)).toEqual({ 研发投入: 'rdExpense' });
    expect([...form.keys()].at(-1)).toBe('file');
    expect((form.get('file') as File).name).toBe('数据.csv');
  });

  it('says nothing about what was not chosen', () => {
    const form = importForm(file, firstChoice, false);
    expect(form.has('year')).toBe(false);
    expect(form.has('units')).toBe(false);
    expect(form.has('mapping')).toBe(false);
    expect(form.get('dryRun')).toBe('false');
  });
});

describe('a list of evidence', () => {
  it('says who says so, and nothing of units and years', () => {
    const choice = { ...firstChoice, list: 'titleHeld', issuer: ' 省工信厅 ', year: 2024, unit: '万元' as const };
    const form = importForm(new File(['x'], 'x.csv'), choice, true);
    expect(Object.fromEntries([...form.entries()].filter(([name]) => name !== 'file'))).toEqual({
      list: 'titleHeld',
      dryRun: 'true',
      issuer: '省工信厅',
    });
  });
});

describe('withMapping', () => {
  it('sets, changes and forgets one header', () => {
    const one = withMapping({}, '研发投入', 'rdExpense');
    expect(one).toEqual({ 研发投入: 'rdExpense' });
    expect(withMapping(one, '备注', '-')).toEqual({ 研发投入: 'rdExpense', 备注: '-' });
    expect(withMapping(one, '研发投入', undefined)).toEqual({});
  });
});
