import { Module } from '@nestjs/common';
import { AccessModule } from '@tidu/access';
import { AuditModule } from '@tidu/audit';
import { DeskModule } from '@tidu/desk';
import { EnterprisesModule } from '@tidu/enterprises';
import { ReferenceModule } from '@tidu/reference';
import { RecognitionModule } from '@tidu/recognition';
import { ScoringModule } from '@tidu/scoring';
import { BudgetLinesService } from './budget/budget-lines.service';
import { CaseActs } from './cases/case-acts.service';
import { CasesQueries } from './cases/cases.queries';
import { ClaimsService } from './cases/claims.service';
import { PushesService } from './cases/pushes.service';
import { ReviewsService } from './cases/reviews.service';
import { SupportBansService } from './cases/support-bans.service';
import { CatalogueQueries } from './catalogue/catalogue.queries';
import { CatalogueService } from './catalogue/catalogue.service';
import { DraftsService } from './catalogue/drafts.service';
import { PreviewService } from './catalogue/preview.service';
import { BankFilesConsoleController } from './console/bank-files.console.controller';
import { BudgetConsoleController } from './console/budget.console.controller';
import { CasesConsoleController } from './console/cases.console.controller';
import { DisbursementsConsoleController } from './console/disbursements.console.controller';
import { MatchingConsoleController } from './console/matching.console.controller';
import { MeasuresConsoleController } from './console/measures.console.controller';
import { SupportConsoleController } from './console/support.console.controller';
import { SupportNoticesConsoleController } from './console/support-notices.console.controller';
import { CurrentFacts } from './matching/current-facts.service';
import { MatchJob } from './matching/match.job';
import { MatchRoundService } from './matching/match-round.service';
import { MatchingsService } from './matching/matchings.service';
import { StandingsQueries } from './matching/standings.queries';
import { DemoMeasures } from './demo/demo-measures.service';
import { SupportNoticesQueries } from './notices/support-notices.queries';
import { SupportNoticesService } from './notices/support-notices.service';
import { SupportNoticesOpenController } from './open/support-notices.open.controller';
import { BankFileService } from './payments/bank-file.service';
import { DisbursementsQueries } from './payments/disbursements.queries';
import { DisbursementsService } from './payments/disbursements.service';
import { SupportPortalController } from './portal/support.portal.controller';
import { EnterpriseSupportService } from './support/enterprise-support.service';
import { ReliefList } from './support/relief-list';
import { ReliefsService } from './support/reliefs.service';

/** Support measures (扶持措施): catalogue, matching, cases from push or claim to money, budget, payments. */
@Module({
  imports: [
    AccessModule,
    AuditModule,
    ReferenceModule,
    DeskModule,
    EnterprisesModule,
    ScoringModule,
    RecognitionModule,
  ],
  exports: [SupportNoticesService, MatchRoundService],
  controllers: [
    ...[MeasuresConsoleController, MatchingConsoleController, CasesConsoleController, BudgetConsoleController],
    ...[DisbursementsConsoleController, BankFilesConsoleController, SupportConsoleController, SupportPortalController],
    ...[SupportNoticesConsoleController, SupportNoticesOpenController],
  ],
  providers: [
    ...[CatalogueService, CatalogueQueries, DraftsService, PreviewService],
    ...[CurrentFacts, MatchJob, MatchingsService, StandingsQueries],
    ...[CaseActs, CasesQueries, ClaimsService, PushesService, ReviewsService],
    ...[BudgetLinesService, DisbursementsService, DisbursementsQueries, BankFileService],
    ...[EnterpriseSupportService, ReliefsService, ReliefList, SupportBansService],
    ...[SupportNoticesService, SupportNoticesQueries, MatchRoundService, DemoMeasures],
  ],
})
export class MeasuresModule {}
