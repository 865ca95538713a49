import { FindDuplicatesJob } from '@tidu/enterprises';
import type { INestApplicationContext } from '@nestjs/common';
import { CheckFiguresJob, ImportFiguresJob } from '@tidu/figures';
import type { JobHandler } from '@tidu/platform';
import { CreateRankingJob, ExportRankingJob } from '@tidu/rankings';
import { RehearsalExportJob, RehearsalJob, ScoreJob, WeighConflictsJob } from '@tidu/scoring';

/** Every kind of heavy work, by the room that does it. */
export function jobHandlers(app: INestApplicationContext): JobHandler[] {
  return [
    FindDuplicatesJob,
    ImportFiguresJob,
    CheckFiguresJob,
    ScoreJob,
    RehearsalJob,
    RehearsalExportJob,
    WeighConflictsJob,
    CreateRankingJob,
    ExportRankingJob,
  ].map((job) => app.get<JobHandler>(job, { strict: false }));
}
