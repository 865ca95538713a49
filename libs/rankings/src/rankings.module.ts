import { Module } from '@nestjs/common';
import { AuditModule } from '@tidu/audit';
import { ReferenceModule } from '@tidu/reference';
import { ScoringModule } from '@tidu/scoring';
import { ComparisonsConsoleController } from './console/comparisons.console.controller';
import { DefinitionsConsoleController } from './console/definitions.console.controller';
import { DispatchesConsoleController } from './console/dispatches.console.controller';
import { ExportsConsoleController } from './console/exports.console.controller';
import { RankingsConsoleController } from './console/rankings.console.controller';
import { SnapshotReportsConsoleController } from './console/reports.console.controller';
import { SnapshotsConsoleController } from './console/snapshots.console.controller';
import { DefinitionsService } from './definitions/definitions.service';
import { CheckFileJob } from './dispatch/check-file.job';
import { DispatchesService } from './dispatch/dispatches.service';
import { FileChecks } from './dispatch/file-checks';
import { RegisterDispatchJob } from './dispatch/register-dispatch.job';
import { ExportSnapshotJob } from './files/export-snapshot.job';
import { CreateRankingJob } from './jobs/create-ranking.job';
import { ExportRankingJob } from './jobs/export-ranking.job';
import { DeskModule } from '@tidu/desk';
import { EnterprisesModule } from '@tidu/enterprises';
import { FiguresModule } from '@tidu/figures';
import { StoredFiles, uploadOptions } from '@tidu/platform';
import { MulterModule } from '@nestjs/platform-express';
import { AreaListsConsoleController } from './parcels/console/area-lists.console.controller';
import { ParcelsConsoleController } from './parcels/console/parcels.console.controller';
import { ImportParcelsJob } from './parcels/import/import-parcels.job';
import { ImportParcelsService } from './parcels/import/import-parcels.service';
import { ParcelImportUndo } from './parcels/import/parcel-import-undo';
import { AreaListsQueries } from './parcels/lists/area-lists.queries';
import { AreaListsService } from './parcels/lists/area-lists.service';
import { AreaObjectionsService } from './parcels/lists/area-objections.service';
import { PublishAreaListJob } from './parcels/lists/publish-area-list.job';
import { WriteAreasJob } from './parcels/lists/write-areas.job';
import { AreaListsOpenController } from './parcels/open/area-lists.open.controller';
import { ParcelsQueries } from './parcels/parcels.queries';
import { ParcelsService } from './parcels/parcels.service';
import { OwnAreasQueries } from './parcels/portal/own-areas.queries';
import { ParcelsPortalController } from './parcels/portal/parcels.portal.controller';
import { PublicRankingsQueries } from './open/public-rankings.queries';
import { RankingsOpenController } from './open/rankings.open.controller';
import { RankingsService } from './rankings.service';
import { GapTasksService } from './readiness/gap-tasks.service';
import { GiveGapTasksJob } from './readiness/give-gap-tasks.job';
import { ReadinessService } from './readiness/readiness.service';
import { SnapshotFields } from './reports/report-fields';
import { SnapshotReports } from './reports/snapshot-reports.service';
import { RunRankingJob } from './run/run-ranking.job';
import { BandQueries } from './snapshots/band.queries';
import { CompareService } from './snapshots/compare.service';
import { SnapshotsQueries } from './snapshots/snapshots.queries';
import { FreezeSnapshotJob } from './snapshots/freeze-snapshot.job';
import { SnapshotsService } from './snapshots/snapshots.service';

const jobs = [
  ...[CreateRankingJob, ExportRankingJob, RunRankingJob, FreezeSnapshotJob, ExportSnapshotJob],
  ...[CheckFileJob, RegisterDispatchJob, GiveGapTasksJob, ImportParcelsJob, PublishAreaListJob, WriteAreasJob],
];

@Module({
  imports: [
    ...[AuditModule, ReferenceModule, ScoringModule, DeskModule, EnterprisesModule, FiguresModule],
    MulterModule.registerAsync({ inject: [StoredFiles], useFactory: (files: StoredFiles) => uploadOptions(files) }),
  ],
  controllers: [
    ...[RankingsConsoleController, ExportsConsoleController, DefinitionsConsoleController, SnapshotsConsoleController],
    ...[ComparisonsConsoleController, DispatchesConsoleController, SnapshotReportsConsoleController],
    ...[RankingsOpenController],
    ...[ParcelsConsoleController, AreaListsConsoleController, ParcelsPortalController, AreaListsOpenController],
  ],
  providers: [
    ...[RankingsService, DefinitionsService, ReadinessService, SnapshotsService, SnapshotsQueries, CompareService],
    ...[
      DispatchesService,
      FileChecks,
      PublicRankingsQueries,
      BandQueries,
      SnapshotFields,
      SnapshotReports,
      GapTasksService,
    ],
    ...[ParcelsService, ParcelsQueries, ImportParcelsService, ParcelImportUndo, AreaListsService, AreaListsQueries],
    ...[AreaObjectionsService, OwnAreasQueries, ...jobs],
  ],
  exports: [RankingsService, GapTasksService, ...jobs],
})
export class RankingsModule {}
