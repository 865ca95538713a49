/** Where the present comes from: handed in, so that a test and a dated assessment can stand on another day. */
export interface Clock {
  now(): Date;
}

/** The real time. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still at an instant (ISO with offset, or a Date). */
export function fixedClock(instant: string | Date): Clock {
  const time = new Date(instant).getTime();
  if (Number.isNaN(time)) throw new RangeError(`fixedClock: no instant: ${String(instant)}`);
  return { now: () => new Date(time) };
}

/** Shanghai is eight hours ahead of UTC, without summer time since 1992. */
const SHANGHAI_OFFSET = 8 * 3_600_000;

/** The day (`YYYY-MM-DD`) in Asia/Shanghai at an instant: the day on which windows close and years end. */
export function shanghaiDay(instant: Date | number): string {
  return new Date(Number(instant) + SHANGHAI_OFFSET).toISOString().slice(0, 10);
}

/** An instant as officials write it, to the minute, in Asia/Shanghai: `2026-11-20 17:05（北京时间）`. */
export function shanghaiTime(instant: Date): string {
  const text = new Date(instant.getTime() + SHANGHAI_OFFSET).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 16)}（北京时间）`;
}

/** Today in Asia/Shanghai by a clock. */
export function today(clock: Clock): string {
  return shanghaiDay(clock.now());
}
