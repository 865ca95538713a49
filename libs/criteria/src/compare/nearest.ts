import type { OutcomeCode } from '../outcome';

/** An enterprise whose outcome another threshold changes, and how near its value lies. */
export interface NearestRow {
  row: number;
  /** Its value, in the numbers of the threshold (500 for 500万), and as a person reads it. */
  distance: number;
  shown: string;
  before: OutcomeCode;
  after: OutcomeCode;
}

/** The rows nearest to the threshold, the nearest first. */
export class Nearest {
  readonly rows: Omit<NearestRow, 'shown'>[] = [];
  constructor(private readonly most: number) {}
  offer(row: number, distance: number, before: number, after: number): void {
    const { rows, most } = this;
    const last = rows[rows.length - 1];
    if (rows.length >= most && last && !(distance < last.distance)) return;
    let at = rows.length;
    while (at > 0 && (rows[at - 1]?.distance ?? 0) > distance) at--;
    rows.splice(at, 0, { row, distance, before: before as OutcomeCode, after: after as OutcomeCode });
    if (rows.length > most) rows.pop();
  }
}
