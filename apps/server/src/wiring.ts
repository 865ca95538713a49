import { FindDuplicatesJob, ImportListJob, ExportListJob } from '@tidu/enterprises';
import type { INestApplicationContext } from '@nestjs/common';
import { ImportFiguresJob, UndoImportJob } from '@tidu/figures';
import { ImportCopiesJob, type JobHandler } from '@tidu/platform';
import { CreateRankingJob, ExportRankingJob } from '@tidu/rankings';
import { RehearsalExportJob, RehearsalJob, ScoreJob } from '@tidu/scoring';

/** Every kind of heavy work, by the room that does it. */
export function jobHandlers(app: INestApplicationContext): JobHandler[] {
  return [
    FindDuplicatesJob,
    ImportFiguresJob,
    ImportListJob,
    ExportListJob,
    UndoImportJob,
    ImportCopiesJob,
    ScoreJob,
    RehearsalJob,
    RehearsalExportJob,
    CreateRankingJob,
    ExportRankingJob,
  ].map((job) => app.get<JobHandler>(job, { strict: false }));
}
