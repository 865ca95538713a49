/** Gives the turn back; a second time does nothing. */
export type GiveBack = () => void;

interface Waiting {
  begin(): void;
  giveUp(): void;
  timer?: NodeJS.Timeout;
}

/** Of so many turns in a row that others had, one goes to who gave way. */
const patienceTurns = 8;

/**
 * Lets so many works run at a time. Those that give way to others wait while one that doesn't is waiting, and never
 * have all turns; but every eighth turn is theirs, so that they are not forgotten.
 */
export class Turns {
  private readonly first: Waiting[] = [];
  private readonly later: Waiting[] = [];
  private running = 0;
  private runningLater = 0;
  private sinceLater = 0;

  /** @param most at a time; @param mostLater of those, who give way */
  constructor(
    private readonly most: number,
    private readonly mostLater = most,
  ) {}

  /** How many wait for their turn: of all, or of those that give way. */
  get waiting(): number {
    return this.first.length + this.later.length;
  }
  get waitingLater(): number {
    return this.later.length;
  }

  /**
   * Waits for a turn.
   * @param patience milliseconds after which it is given up
   * @returns null where it was given up: nothing was begun
   */
  take(givesWay: boolean, patience: number): Promise<GiveBack | null> {
    const queue = givesWay ? this.later : this.first;
    return new Promise((done) => {
      const waiting: Waiting = {
        begin: () => {
          clearTimeout(waiting.timer);
          done(this.begun(givesWay));
        },
        giveUp: () => {
          clearTimeout(waiting.timer);
          done(null);
        },
      };
      queue.push(waiting);
      this.next();
      if (!queue.includes(waiting)) return;
      waiting.timer = setTimeout(() => {
        queue.splice(queue.indexOf(waiting), 1);
        waiting.giveUp();
      }, patience);
    });
  }

  /** Nobody who waits will have a turn: what they wait for is gone. Who comes later is not meant. */
  giveUpWaiting(): void {
    for (const waiting of [...this.first.splice(0), ...this.later.splice(0)]) waiting.giveUp();
  }

  private begun(givesWay: boolean): GiveBack {
    let isBack = false;
    return () => {
      if (isBack) return;
      isBack = true;
      this.running--;
      if (givesWay) this.runningLater--;
      this.next();
    };
  }

  private next(): void {
    while (this.running < this.most) {
      const mayLater = this.later.length > 0 && this.runningLater < this.mostLater;
      const isLater = mayLater && (this.first.length === 0 || this.sinceLater >= patienceTurns);
      const waiting = (isLater ? this.later : this.first).shift();
      if (!waiting) return;
      this.running++;
      if (isLater) this.runningLater++;
      this.sinceLater = isLater ? 0 : this.sinceLater + 1;
      waiting.begin();
    }
  }
}
