import { Module } from '@nestjs/common';
import { AuditModule } from '@tidu/audit';
import { ExportsConsoleController } from './console/exports.console.controller';
import { RankingsConsoleController } from './console/rankings.console.controller';
import { CreateRankingJob } from './jobs/create-ranking.job';
import { ExportRankingJob } from './jobs/export-ranking.job';
import { DefinitionsService } from './definitions/definitions.service';
import { RunRankingJob } from './run/run-ranking.job';
import { ExportSnapshotJob } from './files/export-snapshot.job';
import { SnapshotsService } from './snapshots/snapshots.service';
import { RankingsService } from './rankings.service';
import { ScoringModule } from '@tidu/scoring';
import { ReferenceModule } from '@tidu/reference';

@Module({
  imports: [AuditModule, ReferenceModule, ScoringModule],
  controllers: [RankingsConsoleController, ExportsConsoleController],
  providers: [
    RankingsService,
    DefinitionsService,
    SnapshotsService,
    CreateRankingJob,
    ExportRankingJob,
    RunRankingJob,
    ExportSnapshotJob,
  ],
  exports: [RankingsService, CreateRankingJob, ExportRankingJob, RunRankingJob, ExportSnapshotJob],
})
export class RankingsModule {}
