import { Module } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import { AuditModule } from '@tidu/audit';
import { EnterprisesModule } from '@tidu/enterprises';
import { FiguresModule } from '@tidu/figures';
import { MembersModule } from '@tidu/members';
import { StoredFiles, uploadOptions } from '@tidu/platform';
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
import { ConsultationsConsoleController } from './console/consultations.console.controller';
import { ConsultationsQueries } from './consultations/consultations.queries';
import { ConsultationsService } from './consultations/consultations.service';
import { RepliesService } from './consultations/replies.service';
import { ChecksConsoleController } from './console/checks.console.controller';
import { DrawsQueries } from './checks/draws.queries';
import { DrawsService } from './checks/draws.service';
import { OpeningRequestsService } from './openings/opening-requests.service';
import { VisitsService } from './checks/visits.service';
import { NoticesQueries } from './notices/notices.queries';
import { NoticesService } from './notices/notices.service';
import { ObjectionsService } from './notices/objections.service';
import { NoticesOpenController } from './open/notices.open.controller';
import { FunnelConsoleController } from './funnel/funnel.console.controller';
import { FunnelQueries } from './funnel/funnel.queries';
import { InvitationsConsoleController } from './invitations/invitations.console.controller';
import { InvitationsService } from './invitations/invitations.service';
import { PreRunQueries } from './invitations/pre-run.queries';
import { MeetingConsoleController } from './meeting/meeting.console.controller';
import { SummariesConsoleController } from './meeting/summaries.console.controller';
import { PackFiles } from './meeting/pack-file';
import { PacksQueries } from './meeting/packs.queries';
import { PacksService } from './meeting/packs.service';
import { PackagesConsoleController } from './packages/packages.console.controller';
import { PackagesPortalController } from './packages/packages.portal.controller';
import { PackagesService } from './packages/packages.service';
import { BatchFields } from './reports/batch-fields';
import { BatchReports } from './reports/batch-reports.service';
import { ReportsConsoleController } from './reports/reports.console.controller';
import { RankingQueries } from './ranking/ranking.queries';
import { TiesService } from './ranking/ties.service';
import { OfficialListsConsoleController } from './console/official-lists.console.controller';
import { GrantListJob } from './lists/grant-list.job';
import { ListDecisionsService } from './lists/list-decisions.service';
import { ListGrantsService } from './lists/list-grants.service';
import { MatchListJob } from './lists/match-list.job';
import { OfficialListsQueries } from './lists/official-lists.queries';
import { OfficialListsService } from './lists/official-lists.service';
import { UndoListJob } from './lists/undo-list.job';
import { TitlesConsoleController } from './console/titles.console.controller';
import { PoolConsoleController } from './console/pool.console.controller';
import { PoolQueries } from './pool/pool.queries';
import { PoolRunJob } from './pool/pool-run.job';
import { PoolService } from './pool/pool.service';
import { ApplicationBansService } from './titles/application-bans.service';
import { CancellationsService } from './titles/cancellations.service';
import { RenewalsService } from './titles/renewals.service';
import { TitlesQueries } from './titles/titles.queries';
import { ClaimService } from './declaration/claim.service';
import { ClaimWords } from './declaration/claim-words.service';
import { ConfirmationsService } from './declaration/confirmations.service';
import { PapersConsoleController } from './declaration/console/papers.console.controller';
import { DeclarationViewService } from './declaration/declaration-view.service';
import { DeclarationsService } from './declaration/declarations.service';
import { KnownFactsService } from './declaration/known-facts.service';
import { OpeningsService } from './declaration/openings.service';
import { OwnActsService } from './declaration/own-acts.service';
import { ConfirmationsPortalController } from './declaration/portal/confirmations.portal.controller';
import { PurposesService } from './declaration/purposes.service';
import { PapersQueries } from './declaration/papers.queries';
import { DeclarationsPortalController } from './declaration/portal/declarations.portal.controller';
import { EvidencePortalController } from './declaration/portal/evidence.portal.controller';
import { SubmissionsService } from './declaration/submissions.service';
import { UpdatesConsoleController } from './updates/console/updates.console.controller';
import { DemoBatch } from './demo/demo-batch.service';
import { MissedUpdatesService } from './updates/missed-updates.service';
import { UpdatesElsewhereService } from './updates/updates-elsewhere.service';
import { UpdatesPortalController } from './updates/portal/updates.portal.controller';
import { UpdateListQueries } from './updates/update-list.queries';
import { UpdateQuestionsService } from './updates/update-questions.service';
import { UpdateRoundService } from './updates/update-round.service';
import { UpdateViewService } from './updates/update-view.service';
import { YearlyUpdatesService } from './updates/yearly-updates.service';
import { ChangeDecisionsService } from './change-reports/change-decisions.service';
import { ChangeListQueries } from './change-reports/change-list.queries';
import { ChangeReportsService } from './change-reports/change-reports.service';
import { ChangeRoundService } from './change-reports/change-round.service';
import { ChangeReportsConsoleController } from './change-reports/console/change-reports.console.controller';
import { ChangeReportsPortalController } from './change-reports/portal/change-reports.portal.controller';

const changes = [ChangeReportsService, ChangeRoundService, ChangeListQueries, ChangeDecisionsService];
const updates = [
  UpdateQuestionsService,
  YearlyUpdatesService,
  UpdateViewService,
  UpdateRoundService,
  UpdateListQueries,
];
const lists = [OfficialListsService, OfficialListsQueries, ListDecisionsService, ListGrantsService];
const titles = [TitlesQueries, CancellationsService, RenewalsService, ApplicationBansService];
const pool = [PoolService, PoolQueries, PoolRunJob];
const listJobs = [MatchListJob, GrantListJob, UndoListJob];

/** From a declaration to a title: cultivation pool, batches, applications, review, decisions, notices, official lists. */
@Module({
  imports: [
    ...[AuditModule, ReferenceModule, EnterprisesModule, FiguresModule, MembersModule, ScoringModule],
    MulterModule.registerAsync({ inject: [StoredFiles], useFactory: (files: StoredFiles) => uploadOptions(files) }),
  ],
  controllers: [
    ...[RecognitionConsoleController, BatchesConsoleController, ApplicationsConsoleController, ReviewConsoleController],
    ...[BulkConsoleController, RankingConsoleController, PackagesConsoleController, PackagesPortalController],
    ...[MeetingConsoleController, SummariesConsoleController, ReportsConsoleController, FunnelConsoleController],
    InvitationsConsoleController,
    ...[ConsultationsConsoleController, ChecksConsoleController],
    ...[DeclarationsPortalController, ConfirmationsPortalController, EvidencePortalController, PapersConsoleController],
    ...[NoticesConsoleController, NoticesOpenController],
    ...[OfficialListsConsoleController, TitlesConsoleController, PoolConsoleController],
    ...[UpdatesConsoleController, UpdatesPortalController],
    ...[ChangeReportsConsoleController, ChangeReportsPortalController],
  ],
  providers: [
    ...[KnownProcedures, BatchesService, BatchesQueries, StandardProposals],
    ...[ApplicationActs, TellEnterprise, ReviewService, BulkService, QueueQueries, CaseQueries],
    ...[RankingQueries, TiesService, PackagesService, BatchFields, BatchReports],
    ...[PacksService, PacksQueries, PackFiles, FunnelQueries, PreRunQueries, InvitationsService],
    ...[DrawsService, DrawsQueries, VisitsService, OpeningRequestsService],
    ...[ConsultationsService, ConsultationsQueries, RepliesService],
    ...[OpeningsService, DeclarationsService, DeclarationViewService, ClaimService, ClaimWords, KnownFactsService],
    ...[ConfirmationsService, SubmissionsService, OwnActsService, PapersQueries, PurposesService],
    ...[NoticesService, ObjectionsService, NoticesQueries],
    ...[...updates, MissedUpdatesService, UpdatesElsewhereService, DemoBatch, ...changes],
    ...[...lists, ...listJobs, ...titles, ...pool],
  ],
  exports: [NoticesService, ConsultationsService, UpdateRoundService, ChangeRoundService, ApplicationBansService],
})
export class RecognitionModule {}
