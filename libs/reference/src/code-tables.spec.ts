import { industryTable, regionTable } from './code-tables';

const regions = regionTable([
  { code: '320000', name: '江苏省', level: 'province', parent: null },
  { code: '320100', name: '南京市', level: 'city', parent: '320000' },
  { code: '320106', name: '鼓楼区', level: 'district', parent: '320100' },
  { code: '320300', name: '徐州市', level: 'city', parent: '320000' },
  { code: '320302', name: '鼓楼区', level: 'district', parent: '320300' },
  { code: '110000', name: '北京市', level: 'province', parent: null },
  { code: '110100', name: '市辖区', level: 'city', parent: '110000' },
  { code: '110101', name: '东城区', level: 'district', parent: '110100' },
]);
const industries = industryTable([
  { code: 'C', name: '制造业', level: 1, parent: null },
  { code: '38', name: '电气机械和器材制造业', level: 2, parent: 'C' },
  { code: '3811', name: '发电机及发电机组制造', level: 4, parent: '381' },
]);

describe('regions', () => {
  it('are found by code, by a name that only one bears, and by the whole path', () => {
    const code = (text: string) => {
      const found = regions.find(text);
      return 'entry' in found ? found.entry.code : found.candidates.map((entry) => entry.code);
    };
    expect(code('320106')).toBe('320106');
    expect(code(' 南京市 ')).toBe('320100');
    expect(code('江苏省徐州市鼓楼区')).toBe('320302');
    expect(code('北京市东城区')).toBe('110101');
  });

  it('of one name are all candidates, and nothing is guessed from a part of a name', () => {
    expect(regions.find('鼓楼区')).toEqual({
      candidates: [expect.objectContaining({ code: '320106' }), expect.objectContaining({ code: '320302' })],
    });
    for (const text of ['鼓楼', '南京', '市辖区', '999999', '32010', ''])
      expect(regions.find(text)).toEqual({ candidates: [] });
  });

  it('know the code that is written, even when the table no longer has it', () => {
    expect(regions.codeOf('440101')).toBe('440101');
    expect(regions.has('440101')).toBe(false);
    expect(regions.codeOf('44010')).toBeNull();
  });

  it('leave grouping rows out of the path', () => {
    expect(regions.get('110101')?.path).toBe('北京市东城区');
    expect(regions.get('110100')?.path).toBe('北京市');
  });

  it('are searched by the start of the code, a part of the name, and the parent', () => {
    expect(regions.search('3203', undefined).map(({ code }) => code)).toEqual(['320300', '320302']);
    expect(regions.search('鼓楼', '320100').map(({ code }) => code)).toEqual(['320106']);
  });
});

describe('industries', () => {
  it('are found by code, with the letter of the section before it or alone, and by name', () => {
    for (const [text, code] of [
      ['3811', '3811'],
      ['C3811', '3811'],
      ['c38', '38'],
      ['c', 'C'],
      ['发电机及发电机组制造', '3811'],
    ])
      expect(industries.find(text ?? '')).toEqual({ entry: expect.objectContaining({ code }) });
    for (const text of ['9999', '38111', 'Z', '发电机']) expect(industries.find(text)).toEqual({ candidates: [] });
  });
});
