import { confirmationWords, linkWords, shareOf, shareWords } from './link-words';

describe('links in words', () => {
  it('say what the other one is', () => {
    expect(linkWords({ kind: 'supplies', inward: false })).toContain('龙头');
    expect(linkWords({ kind: 'supplies', inward: true })).toContain('配套商');
    expect(linkWords({ kind: 'control', inward: true })).toContain('控股方');
  });

  it('say who has still to confirm', () => {
    const at = '2026-01-01T00:00:00Z';
    expect(confirmationWords({ thisConfirmedAt: at, otherConfirmedAt: at })).toBe('双方已确认');
    expect(confirmationWords({ thisConfirmedAt: at, otherConfirmedAt: null })).toBe('待对方确认');
    expect(confirmationWords({ thisConfirmedAt: null, otherConfirmedAt: at })).toBe('待本企业确认');
  });
});

describe('shares', () => {
  it('are exact to the hundredth of a percent', () => {
    expect([shareOf('51'), shareOf('33.3'), shareOf('33.34'), shareOf('100')]).toEqual([5100, 3330, 3334, 10_000]);
    expect([shareOf('0'), shareOf('100.01'), shareOf('五成'), shareOf('1.234')]).toEqual([null, null, null, null]);
    expect([shareWords(5100), shareWords(3334)]).toEqual(['51%', '33.34%']);
  });
});
