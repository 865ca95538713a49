import { NestFactory } from '@nestjs/core';
import { forgetReads } from '@tidu/access';
import { AuditSealer, sealingPolicy } from '@tidu/audit';
import {
  LedgerService,
  OutboxService,
  ReachService,
  RedateService,
  RemindersService,
  SatisfactionService,
} from '@tidu/desk';
import { TakeoversService } from '@tidu/members';
import { GapTasksService } from '@tidu/rankings';
import { ChangeRoundService, ConsultationsService, NoticesService, UpdateRoundService } from '@tidu/recognition';
import { MatchRoundService, SupportNoticesService } from '@tidu/measures';
import {
  beat,
  type Database,
  type Environment,
  eraseImported,
  JobRunner,
  startWorker,
  sweepFiles,
  type Worker,
} from '@tidu/platform';
import { AppModule } from './app.module';
import { NestLog, openLog } from './logging';
import { repeat } from './repeat';
import { jobHandlers } from './wiring';

/** Seconds between two signs of life. */
const beatSeconds = 10;

/** Seconds between two looks at what the calendar brings: periods of objection that are over, requests that lapse. */
const calendarSeconds = 60;

/** Seconds between two looks for figures that came and end a task: their fact sheets are made anew for it. */
const gapSeconds = 600;

/** Seconds between two looks at messages that wait to go out. */
const outboxSeconds = 15;

/** Seconds between two looks for files that nobody registered, and at what is kept for a time only. */
const tidySeconds = 3600;

/** One worker: takes jobs as they come, seals the trail, looks at the calendar and shows that it lives, until it's stopped. */
export async function createWorker(database: Database, env: Environment): Promise<Worker> {
  const log = openLog(env.logLevel);
  const app = await NestFactory.createApplicationContext(AppModule.of(database, env), { logger: new NestLog(log) });
  const runner = new JobRunner(database, jobHandlers(app), (error, jobId) => {
    const { name, message, code, stack } = error as Error & { code?: string };
    log.error(
      { jobId, name, code, message: code ? undefined : message, stack: code ? undefined : stack },
      'job failed',
    );
  });
  const worker = await startWorker(env.databaseUrl ?? '', runner, (level, message) => log.warn({ level }, message));
  const sealer = new AuditSealer(database, env.auditHeadsDir);
  const takeovers = app.get(TakeoversService, { strict: false });
  const outbox = app.get(OutboxService, { strict: false });
  const due = app.get(RedateService, { strict: false });
  const reminders = app.get(RemindersService, { strict: false });
  const reach = app.get(ReachService, { strict: false });
  const ledger = app.get(LedgerService, { strict: false });
  const satisfaction = app.get(SatisfactionService, { strict: false });
  const notices = app.get(NoticesService, { strict: false });
  const updates = app.get(UpdateRoundService, { strict: false });
  const changes = app.get(ChangeRoundService, { strict: false });
  const gaps = app.get(GapTasksService, { strict: false });
  const consultations = app.get(ConsultationsService, { strict: false });
  const matchings = app.get(MatchRoundService, { strict: false });
  const supportNotices = app.get(SupportNoticesService, { strict: false });
  const startedAt = new Date();
  const chores = [
    repeat(sealingPolicy().everySeconds, () => sealer.seal(), log, 'sealing the trail failed'),
    repeat(beatSeconds, () => beat(database, startedAt), log, 'no sign of life could be given'),
    repeat(tidySeconds, () => sweepFiles(database, env.filesDir), log, 'removing files of nobody failed'),
    repeat(calendarSeconds, () => takeovers.endDue(), log, 'ending periods of objection failed'),
    repeat(calendarSeconds, () => notices.endDue(), log, 'ending public notices failed'),
    repeat(calendarSeconds, () => consultations.lapseDue(), log, 'recording departments that did not reply failed'),
    repeat(outboxSeconds, () => outbox.deliverDue(), log, 'sending messages failed'),
    repeat(calendarSeconds, () => reach.settleFound(), log, 'ending tasks about contacts failed'),
    repeat(calendarSeconds, () => ledger.settleConfirmed(), log, 'closing what enterprises confirmed failed'),
    repeat(calendarSeconds, () => satisfaction.followUp(), log, 'giving low scores to somebody else failed'),
    repeat(calendarSeconds, () => due.redate(), log, 'counting due days anew failed'),
    repeat(calendarSeconds, () => updates.runDue(), log, 'giving tasks of yearly updates failed'),
    repeat(calendarSeconds, () => changes.runDue(), log, 'giving tasks of major changes failed'),
    repeat(gapSeconds, () => gaps.settleDue(), log, 'ending tasks about figures of rankings failed'),
    repeat(calendarSeconds, () => supportNotices.endDue(), log, 'archiving what was on public notice failed'),
    repeat(calendarSeconds, () => matchings.runDue(), log, 'asking for the daily matching failed'),
    repeat(calendarSeconds, () => reminders.runDue(), log, 'reminding of tasks failed'),
    repeat(tidySeconds, () => eraseImported(database), log, 'erasing personal data of old imports failed'),
    repeat(tidySeconds, () => forgetReads(database), log, 'forgetting old reads failed'),
  ];
  return {
    stop: async () => {
      await worker.stop();
      for (const chore of chores) await chore.stop();
      await app.close();
    },
  };
}
