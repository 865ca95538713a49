import type { Day } from '@tidu/kernel';
import type { Transaction } from './transaction';

/** Today in Shanghai by the clock of the database: one day for a whole transaction, whatever computer asks. */
export async function todayOf(tx: Transaction): Promise<Day> {
  const row = await tx.row<{ today: Day }>(`select (now() at time zone 'Asia/Shanghai')::date::text as today`);
  return row?.today ?? '';
}
