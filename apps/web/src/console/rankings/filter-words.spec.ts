import { filterWords } from './filter-words';

const nowhere = { regions: [], industries: [] };

describe('filterWords', () => {
  it('says 全部企业 when nothing is narrowed', () => {
    expect(filterWords({ filters: {}, scopeWords: nowhere })).toBe('全部企业');
    expect(filterWords({ filters: { regions: [] }, scopeWords: nowhere })).toBe('全部企业');
  });

  it('names every filter in words', () => {
    const filters = {
      regions: ['410305'],
      ownerships: ['private' as const],
      outcomes: ['met' as const, 'unknown' as const],
    };
    expect(filterWords({ filters, scopeWords: { regions: ['涧西区（410305）'], industries: [] } })).toBe(
      '所在地 涧西区（410305）；所有制 民营；结果 满足、缺数据',
    );
  });
});
