import { addressOf, filtersOf, isSame } from './view-setup';

describe('the setup of a view', () => {
  it('goes from the address into the view and back', () => {
    const filter = { region: '4103', aboveScale: 'true', demo: 'false', q: 'lyzc', sort: undefined };
    expect(filtersOf(filter)).toEqual({ region: '4103', aboveScale: true, demo: false, q: 'lyzc' });
    expect(addressOf(filtersOf(filter))).toEqual({ region: '4103', aboveScale: 'true', demo: 'false', q: 'lyzc' });
  });

  it('is the same whatever the order', () => {
    expect(isSame({ q: 'a1', region: '41' }, { region: '41', q: 'a1' })).toBe(true);
    expect(isSame({ q: 'a1' }, { q: 'a1', sort: 'name' })).toBe(false);
  });
});
