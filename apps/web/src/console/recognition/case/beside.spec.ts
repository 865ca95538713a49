import type { CaseFact } from '../recognition.queries';
import { besides, figureText } from './beside';

const fact = { code: 'revenue', value: '80000000', figure: { code: 'revenue', year: 2025 } } as CaseFact;
const set = (year: number, sourceLabel: string, value: string) =>
  ({ year, sourceLabel, values: [{ code: 'revenue', type: 'money', unit: '元', value, valueLabel: null }] }) as never;

describe('figures beside an application', () => {
  it('are those of the same year by others, and of the year before', () => {
    const found = besides(fact, [
      set(2025, '税务部门', '80000000'),
      set(2025, '审计报告', '79000000'),
      set(2024, '税务部门', '70000000'),
    ]);
    expect(found.others).toEqual([
      { label: '税务部门', text: '8,000.00 万元', differs: false },
      { label: '审计报告', text: '7,900.00 万元', differs: true },
    ]);
    expect(found.lastYear).toEqual([{ label: '2024 税务部门', text: '7,000.00 万元', differs: false }]);
    expect(besides({ ...fact, figure: null }, [set(2025, '税务部门', '1')])).toEqual({ others: [], lastYear: [] });
  });

  it('are read as people write them', () => {
    expect(figureText({ type: 'boolean', unit: '', value: true, valueLabel: null })).toBe('是');
    expect(figureText({ type: 'decimal', unit: '1', value: '0.0399', valueLabel: null })).toBe('3.99%');
    expect(figureText({ type: 'enum', unit: '', value: 'small', valueLabel: '小型' })).toBe('小型');
  });
});
