import { Module } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import { AuditModule } from '@tidu/audit';
import { EnterprisesModule } from '@tidu/enterprises';
import { StoredFiles, uploadOptions } from '@tidu/platform';
import { ReferenceModule } from '@tidu/reference';
import { RevisionsQueries } from './by-hand/revisions.queries';
import { WriteFiguresService } from './by-hand/write-figures.service';
import { CheckFiguresJob } from './checks/check-figures.job';
import { FigureChecker } from './checks/figure-checker';
import { FlagsService } from './checks/flags.service';
import { EvidenceFilesConsoleController } from './console/evidence-files.console.controller';
import { FiguresConsoleController } from './console/figures.console.controller';
import { ImportListsConsoleController } from './console/import-lists.console.controller';
import { FlagsConsoleController } from './console/flags.console.controller';
import { ImportsConsoleController } from './console/imports.console.controller';
import { JudgementsConsoleController } from './console/judgements.console.controller';
import { ResolutionsConsoleController } from './console/resolutions.console.controller';
import { EvidenceFilesService } from './evidence/evidence-files.service';
import { FiguresQueries } from './figures.queries';
import { FurtherImports } from './import/further-imports';
import { ImportFiguresJob } from './import/import-figures.job';
import { UndoImportJob } from './import/undo-import.job';
import { ImportListsService } from './import-lists.service';
import { ImportsQueries } from './imports.queries';
import { ImportsService } from './imports.service';
import { JudgementsService } from './judgements/judgements.service';
import { ConflictsQueries } from './resolutions/conflicts.queries';
import { ResolutionsService } from './resolutions/resolutions.service';

@Module({
  imports: [
    AuditModule,
    EnterprisesModule,
    ReferenceModule,
    MulterModule.registerAsync({ inject: [StoredFiles], useFactory: (files: StoredFiles) => uploadOptions(files) }),
  ],
  controllers: [
    FiguresConsoleController,
    ImportsConsoleController,
    ImportListsConsoleController,
    EvidenceFilesConsoleController,
    JudgementsConsoleController,
    ResolutionsConsoleController,
    FlagsConsoleController,
  ],
  providers: [
    ...[FiguresQueries, ImportsQueries, ImportsService, ImportFiguresJob, UndoImportJob, ImportListsService],
    FurtherImports,
    ...[RevisionsQueries, WriteFiguresService, EvidenceFilesService, JudgementsService],
    ...[ConflictsQueries, ResolutionsService, FigureChecker, FlagsService, CheckFiguresJob],
  ],
  exports: [
    ...[FiguresQueries, WriteFiguresService, RevisionsQueries, ImportFiguresJob, UndoImportJob, CheckFiguresJob],
    ...[EvidenceFilesService, JudgementsService, FurtherImports],
  ],
})
export class FiguresModule {}
