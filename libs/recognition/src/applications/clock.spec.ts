import { restOf } from '@tidu/desk';
import { addDays, addWorkingDays, countWorkingDays, isWorkingDay, shanghaiDay } from '@tidu/kernel';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { State } from '../rules/procedure';
import { windowDays } from '../batches/window-days';
import { dueIn } from './clock';

/** October 2026: the first to the seventh are off, Saturday the tenth is worked; Sunday 20 September too. */
const calendar = {
  version: 1,
  coveredYears: new Set([2026]),
  holidays: new Set(['2026-09-25', ...[1, 2, 3, 4, 5, 6, 7].map((n) => `2026-10-0${n}`)]),
  workdays: new Set(['2026-09-20', '2026-10-10']),
};
const state = (more: Partial<State> = {}): State => ({
  ...{ code: 'submitted', label: '', holder: 'bureau', workingDays: 10, stopsClock: false, plain: '' },
  ...more,
});
const returned = state({ code: 'returned', holder: 'enterprise', stopsClock: true });
const fresh = { dueOn: null, restWorkingDays: null };

describe('the clock of a case', () => {
  it('counts over days off and days worked in exchange', () => {
    // 28, 29, 30 September, then 8, 9, and Saturday the 10th
    expect(dueIn(calendar, '2026-09-27', fresh, state({ workingDays: 6 })).dueOn).toBe('2026-10-10');
    expect(dueIn(calendar, '2026-09-30', fresh, state({ workingDays: 1 })).dueOn).toBe('2026-10-08');
    expect(dueIn(calendar, '2026-12-30', fresh, state({ workingDays: 3 })).dueProvisional).toBe(true);
  });

  it('is not counted where no rule says a term', () => {
    expect(dueIn(calendar, '2026-09-27', fresh, state({ workingDays: null }))).toMatchObject({
      dueOn: null,
      workingDays: null,
    });
  });

  const aDay = fc.integer({ min: 0, max: 300 }).map((n) => addDays('2026-01-01', n));

  it('stopped for any while and gone on, leaves as many working days as before, overdue or not', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: 1, max: 30 }), fc.nat(60), fc.nat(60), (begun, term, used, stopped) => {
        const first = dueIn(calendar, begun, fresh, state({ workingDays: term }));
        const stop = addDays(begun, used);
        const left = restOf(calendar, stop, first.dueOn ?? '').count;
        const paused = dueIn(calendar, stop, { ...first, restWorkingDays: null }, returned);
        expect(paused.restWorkingDays).toBe(left);
        const on = addDays(stop, stopped);
        const again = dueIn(calendar, on, paused, state({ workingDays: term }));
        expect(again.restWorkingDays).toBeNull();
        const rest = restOf(calendar, on, again.dueOn ?? '').count;
        // on a day off "0 left" is the next working day
        expect(rest === left || (left === 0 && rest === 1 && !isWorkingDay(calendar, on))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('stopped twice keeps what was left the first time', () => {
    const first = dueIn(calendar, '2026-09-07', fresh, state());
    const once = dueIn(calendar, '2026-09-09', { ...first, restWorkingDays: null }, returned);
    expect(once.restWorkingDays).toBe(8);
    const again = dueIn(calendar, '2026-09-14', once, state());
    const twice = dueIn(calendar, '2026-09-15', again, returned);
    expect(twice.restWorkingDays).toBe(7);
  });
});

/** An instant, a second before and a second after. */
const around = (instant: string) => [-1000, 0, 1000].map((ms) => new Date(Date.parse(instant) + ms));

describe('the days of the district', () => {
  it('change at midnight of Shanghai, a second before and after, whatever the zone of the process', () => {
    const instants = ['2026-09-24T16:00:00Z', '2026-09-30T16:00:00Z', '2026-10-10T16:00:00Z', '2026-12-31T16:00:00Z'];
    const expected = instants.flatMap((one) => around(one).map((at) => shanghaiDay(at)));
    expect(expected.slice(0, 3)).toEqual(['2026-09-24', '2026-09-25', '2026-09-25']);
    const root = path.resolve(__dirname, '../../../..');
    const times = instants.flatMap((one) => around(one).map((at) => at.getTime()));
    const program = `require('./test/support/load-typescript.cjs').loadTypeScript(${JSON.stringify(root)}).then((load) => {
      const { shanghaiDay } = load('./libs/kernel/src/clock.ts');
      console.log(JSON.stringify(${JSON.stringify(times)}.map((at) => shanghaiDay(at))));
    })`;
    for (const TZ of ['Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati']) {
      const said = execFileSync(process.execPath, ['-e', program], { cwd: root, env: { ...process.env, TZ } });
      expect(JSON.parse(said.toString())).toEqual(expected);
    }
  });

  it('a window that closes at an instant is open a second before it, and not at it', () => {
    const window = {
      opensAt: new Date('2026-09-20T01:00:00Z'),
      closesAt: new Date('2026-09-30T16:00:00Z'),
      state: 'announced' as const,
    };
    const [before, at, after] = around('2026-09-30T16:00:00Z').map((now) => windowDays(window, calendar, now));
    expect([before?.isOpen, at?.isOpen, after?.isOpen]).toEqual([true, false, false]);
    expect(before).toMatchObject({ closesOn: '2026-09-30', left: 0, warnings: [] });
    const [early, opening] = around('2026-09-20T01:00:00Z').map((now) => windowDays(window, calendar, now));
    expect([early?.isOpen, opening?.isOpen]).toEqual([false, true]);
  });

  it.each([
    ['2026-10-03T10:00:00Z', '放假'],
    ['2026-10-17T10:00:00Z', '周末'],
    ['2026-10-10T10:00:00Z', '调休'],
    ['2027-01-08T10:00:00Z', '还没有公布'],
  ])('a window that closes at %s is warned of: %s', (closesAt, said) => {
    const window = {
      opensAt: new Date('2026-09-01T01:00:00Z'),
      closesAt: new Date(closesAt),
      state: 'prepared' as const,
    };
    expect(windowDays(window, calendar, new Date('2026-08-01T00:00:00Z')).warnings.join()).toContain(said);
  });

  it('both ends of a window count', () => {
    const window = {
      opensAt: new Date('2026-09-21T01:00:00Z'),
      closesAt: new Date('2026-09-22T10:00:00Z'),
      state: 'prepared' as const,
    };
    const days = windowDays(window, calendar, new Date('2026-09-01T00:00:00Z'));
    expect(days.workingDays).toBe(2);
    expect(days.warnings.join()).toContain('只有 2 个工作日');
    expect(addWorkingDays(calendar, '2026-09-20', 2).day).toBe('2026-09-22');
    expect(countWorkingDays(calendar, '2026-09-20', '2026-09-22')).toMatchObject({ count: 2 });
  });
});
