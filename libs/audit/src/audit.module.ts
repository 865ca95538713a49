import { Module } from '@nestjs/common';
import { AuditTrail } from './audit-trail';
import { AuditConsoleController } from './console/audit.console.controller';
import { ExportTrailJob } from './exports/export-trail.job';
import { ExportedFiles } from './exports/exported-files';
import { TrailExports } from './exports/trail-exports.service';
import { TrailQueries } from './reading/trail.queries';
import { TrailOfReads } from './trail-of-reads';

@Module({
  controllers: [AuditConsoleController],
  providers: [AuditTrail, TrailOfReads, ExportedFiles, TrailQueries, TrailExports, ExportTrailJob],
  exports: [AuditTrail, TrailOfReads, ExportedFiles],
})
export class AuditModule {}
