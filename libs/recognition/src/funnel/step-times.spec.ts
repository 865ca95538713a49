import type { WorkingCalendar } from '@tidu/kernel';
import fc from 'fast-check';
import { atShare, type Stay, stepTimes } from './step-times';

const calendar: WorkingCalendar = { coveredYears: new Set([2026]), holidays: new Set(), workdays: new Set() };
const stay = (state: string, from: string, until: string | null, n = 1): Stay => ({
  ...{ procedure: 'districtRecommends', state, from, until, n },
});

describe('the time of a step', () => {
  it('is counted in working days, those that are over apart from those that stand there', () => {
    const times = stepTimes(
      [
        stay('submitted', '2026-11-02', '2026-11-03', 3),
        stay('submitted', '2026-11-02', '2026-11-09'),
        stay('submitted', '2026-11-02', null, 2),
        stay('recognised', '2026-11-02', null, 9),
      ],
      calendar,
      '2026-11-27',
    );
    expect(times).toEqual([
      expect.objectContaining({
        ...{ state: 'submitted', stateLabel: '待初审', allowed: 10, finished: 4, median: 1, ninety: 5 },
        ...{ waiting: 2, waitingMedian: 19, longest: 19, isSlow: true },
      }),
    ]);
  });

  it('without a stay that is over is not known, and slow by the rule alone', () => {
    const [fresh] = stepTimes([stay('submitted', '2026-11-26', null)], calendar, '2026-11-27');
    expect(fresh).toMatchObject({ finished: 0, median: null, ninety: null, waitingMedian: 1, isSlow: false });
    const [unruled] = stepTimes([stay('noticed', '2026-11-02', null)], calendar, '2026-11-27');
    expect(unruled).toMatchObject({ allowed: null, isSlow: false });
  });

  it('at a share is the least number of days that so many need, however they are grouped', () => {
    const spans = fc.array(fc.record({ days: fc.nat(40), n: fc.integer({ min: 1, max: 5 }) }), { maxLength: 30 });
    fc.assert(
      fc.property(spans, fc.integer({ min: 1, max: 100 }), (list, percent) => {
        const each = list.flatMap(({ days, n }) => new Array<number>(n).fill(days)).sort((a, b) => a - b);
        expect(atShare(list, percent)).toBe(each[Math.ceil((each.length * percent) / 100) - 1] ?? null);
      }),
    );
  });
});
