import {
  addDays,
  countWorkingDays,
  type Day,
  isWorkingDay,
  shanghaiDay,
  weekday,
  type WorkingCalendar,
  yearOf,
} from '@tidu/kernel';
import { type Batch, lastDayBefore } from './batch';

/** A window in working days, and what whoever keeps the batch should know of it. */
export interface WindowDays {
  opensOn: Day;
  /** Last day on which something may be submitted. */
  closesOn: Day;
  /** Working days of the window, both ends included. */
  workingDays: number;
  /** Working days left; null: it is over, or not begun. */
  left: number | null;
  /** Counted over a year whose holidays are not announced (暂定). */
  provisional: boolean;
  isOpen: boolean;
  warnings: string[];
}

const fewest = 5;

/** What a window is in the district's days. */
export function windowDays(
  { opensAt, closesAt, state }: Pick<Batch, 'opensAt' | 'closesAt' | 'state'>,
  calendar: WorkingCalendar,
  now: Date,
): WindowDays {
  const [opensOn, closesOn, today] = [shanghaiDay(opensAt), lastDayBefore(closesAt), shanghaiDay(now)];
  const all = countWorkingDays(calendar, addDays(opensOn, -1), closesOn);
  const isOpen = state === 'announced' && now >= opensAt && now < closesAt;
  return {
    ...{ opensOn, closesOn, workingDays: all.count, provisional: all.provisional, isOpen },
    left: isOpen ? countWorkingDays(calendar, today, closesOn).count : null,
    warnings: [...warningsOf(calendar, closesOn), ...(all.count < fewest ? [`窗口只有 ${all.count} 个工作日。`] : [])],
  };
}

function warningsOf(calendar: WorkingCalendar, closesOn: Day): string[] {
  const isWeekend = weekday(closesOn) > 5;
  if (!isWorkingDay(calendar, closesOn))
    return [
      `截止日 ${closesOn} 不上班（${calendar.holidays.has(closesOn) ? '放假' : '周末'}），企业当天可能问不到人。`,
    ];
  if (isWeekend) return [`截止日 ${closesOn} 是调休上班的周末，企业容易看错，请在通知里写明。`];
  const year = yearOf(closesOn);
  return calendar.coveredYears.has(year) ? [] : [`${year} 年的放假安排还没有公布，截止日是不是工作日暂不能定。`];
}
