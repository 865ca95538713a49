import { Injectable } from '@nestjs/common';
import type { Day } from '@tidu/kernel';
import { Database, JobsService, readSetting, systemActor, todayOf, writeSetting } from '@tidu/platform';
import { matchTask } from './match.job';
import { findNewestRun } from './runs';

const doneKey = 'measures.matchedOn';

/**
 * Once a day, by the clock of the database: all enterprises are matched anew, so that the list of 应享未享 is of the day.
 * Begins once somebody has had a first matching made; one of today is not made again. Of several workers one asks for it.
 */
@Injectable()
export class MatchRoundService {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobsService,
  ) {}

  /** Asks for today's matching unless it was asked for; its job, or null. */
  runDue(): Promise<string | null> {
    return this.database.write(systemActor, async (tx) => {
      const today = await todayOf(tx);
      if (((await readSetting<{ day: Day }>(tx, doneKey))?.day ?? '') >= today) return null;
      await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [doneKey]);
      if (((await readSetting<{ day: Day }>(tx, doneKey))?.day ?? '') >= today) return null;
      const run = await findNewestRun(tx);
      if (run === null) return null;
      await writeSetting(tx, doneKey, { day: today });
      return run.asOf >= today ? null : this.jobs.enqueue(tx, matchTask, {});
    });
  }
}
