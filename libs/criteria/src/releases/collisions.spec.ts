import { seedRelease, standardIds } from '../testing/seeds';
import { collisions } from './collisions';

const standard = (id: string, from?: string, to?: string, region = 'nation', title = 'littleGiant') => ({
  ...{ id, region, grants: { title, level: 'nation', years: 3 } },
  periods: { application: { ...(from && { from }), ...(to && { to }), confidence: 'A' as const } },
});
const old = standard('old', '2022-08-01', '2026-03-31');

describe('dates that collide', () => {
  it('are those on which two standards of one title, region and purpose hold', () => {
    expect(collisions([old, standard('next', '2026-04-01')])).toEqual([]);
    expect(collisions([old, standard('next', '2026-03-31')])).toEqual([
      {
        ids: ['old', 'next'],
        message:
          'old 与 next 授予同一称号，新申报的施行期重叠（2026-03-31 至 2026-03-31），选不出用哪一个；请给其中一个写明起止日期。',
      },
    ]);
    expect(collisions([standard('a'), standard('b')])[0]?.message).toContain('起始未定 至 今后');
  });

  it('are none between regions, titles, versions, or where nothing is granted', () => {
    expect(collisions([old, standard('next', '2026-03-31', undefined, '440000')])).toEqual([]);
    expect(collisions([old, standard('next', '2026-03-31', undefined, 'nation', 'highTech')])).toEqual([]);
    expect(collisions([old, old])).toEqual([]);
    expect(collisions([standard('a', undefined, undefined, 'nation', 'none'), standard('b', undefined, undefined, 'nation', 'none')])).toEqual([]); // prettier-ignore
  });

  it('are none among the shipped standards', () => {
    expect(collisions(standardIds.map((id) => seedRelease(id).document))).toEqual([]);
  });
});
