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
import { PapersQueries } from './declaration/papers.queries';
import { DeclarationsPortalController } from './declaration/portal/declarations.portal.controller';
import { EvidencePortalController } from './declaration/portal/evidence.portal.controller';
import { SubmissionsService } from './declaration/submissions.service';

/** From a declaration to a title: cultivation pool, batches, applications, review, decisions, notices, official lists. */
@Module({
  imports: [
    ...[AuditModule, ReferenceModule, EnterprisesModule, FiguresModule, MembersModule, ScoringModule],
    MulterModule.registerAsync({ inject: [StoredFiles], useFactory: (files: StoredFiles) => uploadOptions(files) }),
  ],
  controllers: [
    DeclarationsPortalController,
    ConfirmationsPortalController,
    EvidencePortalController,
    PapersConsoleController,
  ],
  providers: [
    ApplicationActs,
    ...[OpeningsService, DeclarationsService, DeclarationViewService, ClaimService, ClaimWords, KnownFactsService],
    ...[ConfirmationsService, SubmissionsService, OwnActsService, PapersQueries],
  ],
})
export class RecognitionModule {}
