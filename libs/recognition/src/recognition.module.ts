import { Module } from '@nestjs/common';
import { AuditModule } from '@tidu/audit';
import { EnterprisesModule } from '@tidu/enterprises';
import { FiguresModule } from '@tidu/figures';
import { MembersModule } from '@tidu/members';
import { ReferenceModule } from '@tidu/reference';
import { ScoringModule } from '@tidu/scoring';
import { ApplicationActs } from './applications/application-acts.service';

/** From a declaration to a title: cultivation pool, batches, applications, review, decisions, notices, official lists. */
@Module({
  imports: [AuditModule, ReferenceModule, EnterprisesModule, FiguresModule, MembersModule, ScoringModule],
  providers: [ApplicationActs],
})
export class RecognitionModule {}
