import type { DraftFact } from '../portal.queries';
import { echoOf, entriesOf, knownText, typedOf } from './draft-entries';

const fact = (over: Partial<DraftFact>): DraftFact => ({
  ...{ code: 'revenue', label: '营业收入', type: 'money', unit: '元', values: [], valueLabels: [], definition: '' },
  ...{ current: null, lastYear: null, ...over },
});

describe('a draft in the form', () => {
  const facts = [
    fact({}),
    fact({ code: 'share', type: 'decimal', unit: '1' }),
    fact({ code: 'employees', type: 'integer', unit: '人' }),
  ];

  it('keeps what was typed with its unit, and leaves out what is empty', () => {
    const typed = { revenue: ' 1,200 ', share: '62.5', employees: '' };
    const entries = entriesOf(typed, facts, '万元');
    expect(entries).toEqual([
      { code: 'revenue', value: '1,200', unit: '万元' },
      { code: 'share', value: '62.5', unit: '%' },
    ]);
    expect(typedOf(entries)).toEqual({ typed: { revenue: '1,200', share: '62.5' }, unit: '万元' });
    expect(typedOf([{ code: 'share', value: 'x', unit: '%' }]).unit).toBe('万元');
  });

  it('says amounts in words, and nothing of what can’t be read', () => {
    expect(echoOf(fact({}), '12000', '万元')).toBe('1.2亿元');
    expect([
      echoOf(fact({}), 'abc', '元'),
      echoOf(fact({}), '', '元'),
      echoOf(fact({ type: 'integer' }), '8', '元'),
    ]).toEqual([null, null, null]);
  });

  it('says what was submitted as people write it', () => {
    expect(knownText(fact({}), '12345600.00')).toBe('1,234.56万元');
    expect(knownText(fact({ type: 'decimal', unit: '1' }), '0.625000')).toBe('62.5%');
    expect(knownText(fact({ type: 'enum', values: ['small'], valueLabels: ['小型'] }), 'small')).toBe('小型');
    expect(knownText(fact({ type: 'boolean' }), 'false')).toBe('否');
    expect(knownText(fact({ type: 'integer', unit: '人' }), '80')).toBe('80人');
  });
});
