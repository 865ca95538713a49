import { addDays, isDay } from '@tidu/kernel';

/** The first day on which a right no longer holds, from the last one on which it does; null without one. */
export const afterLastDay = (lastDay: string): string | null => (isDay(lastDay) ? addDays(lastDay, 1) : null);

/** The last day on which it holds, as a form shows it. */
export const lastDayBefore = (validUntil: string | null): string =>
  validUntil === null ? '' : addDays(validUntil, -1);
