import { Module } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import { AuditModule } from '@tidu/audit';
import { EnterprisesModule } from '@tidu/enterprises';
import { StoredFiles, uploadOptions } from '@tidu/platform';
import { ReferenceModule } from '@tidu/reference';
import { FiguresConsoleController } from './console/figures.console.controller';
import { ImportListsConsoleController } from './console/import-lists.console.controller';
import { ImportsConsoleController } from './console/imports.console.controller';
import { FiguresQueries } from './figures.queries';
import { ImportFiguresJob } from './import/import-figures.job';
import { UndoImportJob } from './import/undo-import.job';
import { ImportListsService } from './import-lists.service';
import { ImportsQueries } from './imports.queries';
import { ImportsService } from './imports.service';

@Module({
  imports: [
    AuditModule,
    EnterprisesModule,
    ReferenceModule,
    MulterModule.registerAsync({ inject: [StoredFiles], useFactory: (files: StoredFiles) => uploadOptions(files) }),
  ],
  controllers: [FiguresConsoleController, ImportsConsoleController, ImportListsConsoleController],
  providers: [FiguresQueries, ImportsQueries, ImportsService, ImportFiguresJob, UndoImportJob, ImportListsService],
  exports: [FiguresQueries, ImportFiguresJob, UndoImportJob],
})
export class FiguresModule {}
