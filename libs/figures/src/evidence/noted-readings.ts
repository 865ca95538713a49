/** For how long the parts of a file that one goes on reading are one reading, in ms. */
const oneReading = 15 * 60_000;
const most = 2000;

/**
 * Which files somebody is just reading: a long scan is fetched page by page, and that is one reading, not one for each
 * part. Kept by each process for itself; where it forgets, a reading is noted once more, never once less.
 */
export class NotedReadings {
  private readonly at = new Map<string, number>();

  /** Whether this reading of a file is still to be noted. */
  isNew(personId: string, fileId: string, now = Date.now()): boolean {
    const noted = this.at.get(`${personId} ${fileId}`);
    return noted === undefined || now - noted > oneReading;
  }

  /** It stands in the trail. */
  noted(personId: string, fileId: string, now = Date.now()): void {
    const key = `${personId} ${fileId}`;
    this.at.delete(key);
    this.at.set(key, now);
    if (this.at.size > most) for (const oldest of this.at.keys()) return void this.at.delete(oldest);
  }
}
