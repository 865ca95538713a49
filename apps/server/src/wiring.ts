import { ExportEnterprisesJob, FindDuplicatesJob } from '@tidu/enterprises';
import type { INestApplicationContext } from '@nestjs/common';
import { ImportFiguresJob } from '@tidu/figures';
import type { JobHandler } from '@tidu/platform';
import { CreateRankingJob, ExportRankingJob } from '@tidu/rankings';
import { RehearsalExportJob, RehearsalJob, ScoreJob, SegmentJob } from '@tidu/scoring';

/** Every kind of heavy work, by the room that does it. */
export function jobHandlers(app: INestApplicationContext): JobHandler[] {
  return [
    FindDuplicatesJob,
    ExportEnterprisesJob,
    ImportFiguresJob,
    ScoreJob,
    SegmentJob,
    RehearsalJob,
    RehearsalExportJob,
    CreateRankingJob,
    ExportRankingJob,
  ].map((job) => app.get<JobHandler>(job, { strict: false }));
}
