import { ExportTrailJob } from '@tidu/audit';
import { ExportListJob, FindDuplicatesJob, ImportListJob } from '@tidu/enterprises';
import type { INestApplicationContext } from '@nestjs/common';
import { CheckFiguresJob, ImportFiguresJob, UndoImportJob } from '@tidu/figures';
import { ImportCopiesJob, type JobHandler } from '@tidu/platform';
import { MatchJob } from '@tidu/measures';
import { GrantListJob, MatchListJob, PoolRunJob, UndoListJob } from '@tidu/recognition';
import {
  CheckFileJob,
  CreateRankingJob,
  ExportRankingJob,
  ExportSnapshotJob,
  FreezeSnapshotJob,
  GiveGapTasksJob,
  ImportParcelsJob,
  PublishAreaListJob,
  RegisterDispatchJob,
  RunRankingJob,
  WriteAreasJob,
} from '@tidu/rankings';
import { RehearsalExportJob, RehearsalJob, ScoreJob, SegmentJob, WeighConflictsJob } from '@tidu/scoring';

/** Every kind of heavy work, by the room that does it. */
export function jobHandlers(app: INestApplicationContext): JobHandler[] {
  return [
    ExportTrailJob,
    FindDuplicatesJob,
    ImportFiguresJob,
    ImportListJob,
    ExportListJob,
    UndoImportJob,
    ImportCopiesJob,
    CheckFiguresJob,
    ScoreJob,
    SegmentJob,
    RehearsalJob,
    RehearsalExportJob,
    WeighConflictsJob,
    MatchListJob,
    GrantListJob,
    UndoListJob,
    PoolRunJob,
    MatchJob,
    CreateRankingJob,
    ExportRankingJob,
    RunRankingJob,
    ExportSnapshotJob,
    FreezeSnapshotJob,
    CheckFileJob,
    RegisterDispatchJob,
    GiveGapTasksJob,
    ImportParcelsJob,
    PublishAreaListJob,
    WriteAreasJob,
  ].map((job) => app.get<JobHandler>(job, { strict: false }));
}
