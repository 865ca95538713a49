import { queueFilter } from './queue-filter';

describe('the filter of the queue', () => {
  it('is what the address says, without what no list knows', () => {
    expect(queueFilter({ q: '轴承', holder: 'bureau', overdue: 'true' })).toEqual({
      q: '轴承',
      holder: 'bureau',
      overdue: 'true',
    });
    expect(queueFilter({ holder: 'moon', sort: 'name', waits: undefined })).toEqual({});
  });
});
