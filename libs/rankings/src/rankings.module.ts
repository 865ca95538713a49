import { Module } from '@nestjs/common';
import { AuditModule } from '@tidu/audit';
import { ExportsConsoleController } from './console/exports.console.controller';
import { RankingsConsoleController } from './console/rankings.console.controller';
import { CreateRankingJob } from './jobs/create-ranking.job';
import { ExportRankingJob } from './jobs/export-ranking.job';
import { RankingsService } from './rankings.service';

@Module({
  imports: [AuditModule],
  controllers: [RankingsConsoleController, ExportsConsoleController],
  providers: [RankingsService, CreateRankingJob, ExportRankingJob],
  exports: [RankingsService, CreateRankingJob, ExportRankingJob],
})
export class RankingsModule {}
