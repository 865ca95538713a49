import { Module } from '@nestjs/common';
import { AuditModule } from '@tidu/audit';
import { ReferenceModule } from '@tidu/reference';
import { EnterpriseAdviceService } from './advice/enterprise-advice.service';
import { ScoreCardsService } from './cards/score-cards.service';
import { AdviceConsoleController } from './console/advice.console.controller';
import { ConflictsService } from './conflicts/conflicts.service';
import { WeighConflictsJob } from './conflicts/weigh-conflicts.job';
import { ConflictsConsoleController } from './console/conflicts.console.controller';
import { WaitingConsoleController } from './console/waiting.console.controller';
import { ScoreCardsConsoleController } from './console/score-cards.console.controller';
import { ScoringRunsConsoleController } from './console/scoring-runs.console.controller';
import { StandardReleasesConsoleController } from './console/standard-releases.console.controller';
import { StandardsConsoleController } from './console/standards.console.controller';
import { SegmentsConsoleController } from './console/segments.console.controller';
import { FactSheetBuilder } from './facts/fact-sheet-builder';
import { OpenStandardsService } from './open/open-standards.service';
import { StandardsOpenController } from './open/standards.open.controller';
import { BulkScorer } from './run/bulk-scorer';
import { RehearsalsConsoleController } from './console/rehearsals.console.controller';
import { RehearsalJob } from './rehearsal/rehearsal.job';
import { RehearsalExportJob } from './rehearsal/rehearsal-export.job';
import { RehearsalsService } from './rehearsal/rehearsals.service';
import { RehearsedStandards } from './rehearsal/rehearsed-standards';
import { TuningService } from './rehearsal/tuning.service';
import { ScaleWarningsConsoleController } from './scale/scale-warnings.console.controller';
import { ScaleWarningsQueries } from './scale/scale-warnings.queries';
import { PeersQueries } from './peers/peers.queries';
import { ScoreJob } from './run/score.job';
import { ScoringRunsService } from './run/scoring-runs.service';
import { SegmentJob } from './segments/segment.job';
import { SegmentsService } from './segments/segments.service';
import { ReleasesService } from './standards/releases.service';
import { StandardDetails } from './standards/standard-details';
import { StandardsService } from './standards/standards.service';
import { WaitingService } from './waiting/waiting.service';

@Module({
  imports: [AuditModule, ReferenceModule],
  controllers: [
    StandardsConsoleController,
    StandardReleasesConsoleController,
    ScoringRunsConsoleController,
    ScoreCardsConsoleController,
    AdviceConsoleController,
    RehearsalsConsoleController,
    ScaleWarningsConsoleController,
    ConflictsConsoleController,
    WaitingConsoleController,
    StandardsOpenController,
    SegmentsConsoleController,
  ],
  providers: [
    ...[StandardsService, ReleasesService, StandardDetails, OpenStandardsService, FactSheetBuilder, BulkScorer],
    ...[ScoreJob, ScoringRunsService, ScoreCardsService, EnterpriseAdviceService, ScaleWarningsQueries],
    ...[WeighConflictsJob, ConflictsService, WaitingService],
    ...[SegmentJob, SegmentsService, PeersQueries],
    ...[RehearsedStandards, RehearsalJob, RehearsalExportJob, RehearsalsService, TuningService],
  ],
  exports: [
    OpenStandardsService,
    StandardsService,
    ReleasesService,
    FactSheetBuilder,
    ScoreJob,
    ScoreCardsService,
    RehearsalJob,
    RehearsalExportJob,
    WeighConflictsJob,
    SegmentJob,
  ],
})
export class ScoringModule {}
