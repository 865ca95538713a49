import { obstacleOf, type Situation } from './lawful';

const situation = (over: Partial<Situation> = {}): Situation => ({
  ...{ today: '2026-06-01', held: [], underWay: null, regionCode: '410305', standardRegion: 'nation' },
  ...{ bans: [], rules: { renewalMonths: 12 }, ...over },
});
const held = (over: object = {}) => ({
  ...{ level: 'province', validFrom: '2024-01-01', validUntil: '2027-01-01', cancelledOn: null, lost: null, ...over },
});

describe('what an enterprise may choose', () => {
  it('is a new application without the title, and no renewal', () => {
    expect(obstacleOf('application', situation())).toBeNull();
    expect(obstacleOf('renewal', situation())).toContain('不能复核');
  });

  it('is a renewal within the months before the title ends, and no new application meanwhile', () => {
    const on = (today: string) => situation({ today, held: [held()] });
    expect(obstacleOf('application', on('2026-06-01'))).toContain('有效到 2026-12-31');
    expect(obstacleOf('renewal', on('2025-12-31'))).toContain('2026-01-01 起');
    expect(obstacleOf('renewal', on('2026-01-01'))).toBeNull();
    expect(obstacleOf('renewal', on('2026-12-31'))).toBeNull();
    expect(obstacleOf('renewal', on('2027-01-01'))).toContain('不能复核');
    expect(obstacleOf('application', on('2027-01-01'))).toBeNull();
    expect(obstacleOf('renewal', situation({ held: [held({ validUntil: null })] }))).toContain('长期有效');
  });

  it('is nothing under a ban, the longest of several, whatever title was cancelled; a cancellation alone is none', () => {
    const bans = [
      { causeLabel: '偷税漏税', until: '2027-03-01' },
      { causeLabel: '提供虚假信息', until: '2028-02-28' },
    ];
    for (const purpose of ['application', 'renewal'] as const)
      expect(obstacleOf(purpose, situation({ bans, held: [held()] }))).toContain('提供虚假信息），2028-02-28 起');
    expect(obstacleOf('application', situation({ held: [held({ cancelledOn: '2025-02-28' })] }))).toBeNull();
  });

  it('is nothing outside the region of the standard, and nothing beside a case under way', () => {
    expect(obstacleOf('application', situation({ standardRegion: '440000' }))).toContain('地区');
    expect(obstacleOf('application', situation({ standardRegion: '410300' }))).toBeNull();
    expect(obstacleOf('application', situation({ underWay: '2025 年第一批' }))).toContain('2025 年第一批');
  });
});
