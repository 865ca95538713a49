import { filterWords } from './filter-words';

describe('filterWords', () => {
  it('says 全部企业 when nothing is narrowed', () => {
    expect(filterWords({})).toBe('全部企业');
    expect(filterWords({ regions: [] })).toBe('全部企业');
  });

  it('names every filter in words', () => {
    expect(filterWords({ regions: ['410305'], ownerships: ['private'], outcomes: ['met', 'unknown'] })).toBe(
      '所在地 410305；所有制 民营；结果 满足、缺数据',
    );
  });
});
