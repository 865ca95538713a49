import { Module } from '@nestjs/common';
import { AuditModule } from '@tidu/audit';
import { EnterprisesModule } from '@tidu/enterprises';
import { FiguresModule } from '@tidu/figures';
import { MembersModule } from '@tidu/members';
import { ReferenceModule } from '@tidu/reference';
import { ScoringModule } from '@tidu/scoring';
import { ApplicationActs } from './applications/application-acts.service';
import { BulkService } from './applications/bulk.service';
import { CaseQueries } from './applications/case.queries';
import { QueueQueries } from './applications/queue.queries';
import { ReviewService } from './applications/review.service';
import { TellEnterprise } from './applications/tell-enterprise';
import { BatchesQueries } from './batches/batches.queries';
import { BatchesService } from './batches/batches.service';
import { KnownProcedures } from './batches/known-procedures';
import { StandardProposals } from './batches/standard-proposals.service';
import { ApplicationsConsoleController } from './console/applications.console.controller';
import { BulkConsoleController } from './console/bulk.console.controller';
import { BatchesConsoleController } from './console/batches.console.controller';
import { NoticesConsoleController } from './console/notices.console.controller';
import { RecognitionConsoleController } from './console/recognition.console.controller';
import { RankingConsoleController } from './console/ranking.console.controller';
import { ReviewConsoleController } from './console/review.console.controller';
import { NoticesQueries } from './notices/notices.queries';
import { NoticesService } from './notices/notices.service';
import { ObjectionsService } from './notices/objections.service';
import { NoticesOpenController } from './open/notices.open.controller';
import { RankingQueries } from './ranking/ranking.queries';
import { TiesService } from './ranking/ties.service';

/** From a declaration to a title: cultivation pool, batches, applications, review, decisions, notices, official lists. */
@Module({
  imports: [...[AuditModule, ReferenceModule, EnterprisesModule, FiguresModule, MembersModule], ScoringModule],
  controllers: [
    ...[RecognitionConsoleController, BatchesConsoleController, ApplicationsConsoleController, ReviewConsoleController],
    ...[BulkConsoleController, RankingConsoleController],
    ...[NoticesConsoleController, NoticesOpenController],
  ],
  providers: [
    ...[NoticesService, ObjectionsService, NoticesQueries],
    ...[KnownProcedures, BatchesService, BatchesQueries, StandardProposals],
    ...[ApplicationActs, TellEnterprise, ReviewService, BulkService, QueueQueries, CaseQueries],
    ...[RankingQueries, TiesService],
  ],
  exports: [NoticesService],
})
export class RecognitionModule {}
