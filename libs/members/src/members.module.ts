import { Module } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import { AuditModule } from '@tidu/audit';
import { EnterprisesModule } from '@tidu/enterprises';
import { FiguresModule } from '@tidu/figures';
import { StoredFiles, uploadOptions } from '@tidu/platform';
import { ReferenceModule } from '@tidu/reference';
import { MemberAdmission } from './acting/member-admission';
import { CodesConsoleController } from './console/codes.console.controller';
import { RequestDisclosuresConsoleController } from './console/disclosures.console.controller';
import { RequestsConsoleController } from './console/requests.console.controller';
import { DraftsService } from './drafts/drafts.service';
import { GrantsOfMembers } from './membership/grants.service';
import { InvitationsService } from './membership/invitations.service';
import { MembershipsService } from './membership/memberships.service';
import { TakeoversService } from './membership/takeovers.service';
import { DraftsPortalController } from './portal/drafts.portal.controller';
import { EnterprisePortalController } from './portal/enterprise.portal.controller';
import { EntryPortalController } from './portal/entry.portal.controller';
import { HomeQueries } from './portal/home.queries';
import { InvitationsPortalController } from './portal/invitations.portal.controller';
import { OwnPortalController } from './portal/own.portal.controller';
import { PeoplePortalController } from './portal/people.portal.controller';
import { ProofsService } from './registrations/proofs.service';
import { RegistrationsService } from './registrations/registrations.service';
import { ReviewQueries } from './review/review.queries';
import { ReviewService } from './review/review.service';
import { membersRules } from './rules/members-rules';

/** Who acts for an enterprise: registration, claim, takeover, members and agents, and what they fill in. */
@Module({
  imports: [
    ...[AuditModule, ReferenceModule, EnterprisesModule, FiguresModule],
    MulterModule.registerAsync({
      inject: [StoredFiles],
      useFactory: (files: StoredFiles) => uploadOptions(files, membersRules().file.megabytes * 1024 * 1024),
    }),
  ],
  controllers: [
    ...[EntryPortalController, OwnPortalController, EnterprisePortalController, PeoplePortalController],
    ...[InvitationsPortalController, DraftsPortalController, RequestsConsoleController, CodesConsoleController],
    RequestDisclosuresConsoleController,
  ],
  providers: [
    ...[MemberAdmission, RegistrationsService, ProofsService, ReviewService, ReviewQueries],
    ...[GrantsOfMembers, TakeoversService, MembershipsService, InvitationsService, DraftsService, HomeQueries],
  ],
  exports: [TakeoversService],
})
export class MembersModule {}
