import fc from 'fast-check';
import { pick, readSearch, writeSearch } from './search-text';

describe('the search part of an address', () => {
  it('keeps codes as texts', () => {
    expect(readSearch('?region=410302&q=轴承')).toEqual({ region: '410302', q: '轴承' });
    expect(readSearch('?job=&list=chain')).toEqual({ list: 'chain' });
    expect(writeSearch({ region: '410302', q: undefined, after: '' })).toBe('?region=410302');
    expect(writeSearch({})).toBe('');
  });

  it('comes back as it went, whatever the texts', () => {
    const texts = fc.string({ minLength: 1, unit: 'binary' });
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('q', 'region', 'after'), texts), (values) => {
        expect(readSearch(writeSearch(values))).toEqual({ ...values });
      }),
    );
  });

  it('picks what a page knows', () => {
    expect(pick('q', 'region')({ q: '铜', page: '3', region: '' })).toEqual({ q: '铜' });
    expect(pick('q')({ q: 5 })).toEqual({});
  });
});
