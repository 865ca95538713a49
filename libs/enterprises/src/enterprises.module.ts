import { Module } from '@nestjs/common';
import { AuditModule } from '@tidu/audit';
import { ReferenceModule } from '@tidu/reference';
import { DisclosuresConsoleController } from './console/disclosures.console.controller';
import { PhoneFindsConsoleController } from './console/phone-finds.console.controller';
import { DuplicatesConsoleController } from './console/duplicates.console.controller';
import { EnterprisesConsoleController } from './console/enterprises.console.controller';
import { IdentityConsoleController } from './console/identity.console.controller';
import { RecordConsoleController } from './console/record.console.controller';
import { RowsConsoleController } from './console/rows.console.controller';
import { ContactsService } from './dated/contacts.service';
import { ContactWaysService } from './dated/contact-ways.service';
import { DatedService } from './dated/dated.service';
import { DuplicatesService } from './duplicates/duplicates.service';
import { FindDuplicatesJob } from './duplicates/find-duplicates.job';
import { MergesService } from './duplicates/merges.service';
import { SplitsService } from './duplicates/splits.service';
import { EnterpriseExportsConsoleController } from './console/enterprise-exports.console.controller';
import { IndicatorsConsoleController } from './console/indicators.console.controller';
import { SavedViewsConsoleController } from './console/saved-views.console.controller';
import { ExportListJob } from './export/export-list.job';
import { ListExports } from './export/list-exports.service';
import { IndicatorsQueries } from './indicators/indicators.queries';
import { SavedViewsService } from './views/saved-views.service';
import { DeskFacts } from './desk-facts';
import { EnterpriseScopes } from './enterprise-scopes';
import { EnterprisesQueries } from './enterprises.queries';
import { EnterprisesService } from './enterprises.service';
import { EvidenceConsoleController } from './evidence/evidence.console.controller';
import { EvidenceKindsConsoleController } from './evidence/evidence-kinds.console.controller';
import { EvidenceQueries } from './evidence/evidence.queries';
import { EvidenceService } from './evidence/evidence.service';
import { ScaleListConsoleController } from './evidence/scale-list.console.controller';
import { ScaleListQueries } from './evidence/scale-list.queries';
import { ScaleListService } from './evidence/scale-list.service';
import { CandidatesQueries } from './identity/candidates.queries';
import { CreationService } from './identity/creation.service';
import { IdentityService } from './identity/identity.service';
import { RecordQueries } from './identity/record.queries';
import { CodeNames } from './identity/code-names';
import { TimelineQueries } from './identity/timeline.queries';
import { LinksService } from './links/links.service';
import { ImportUndo } from './lists/import-undo';
import { ListBook } from './lists/list-book';
import { ListsService } from './lists/lists.service';
import { ImportListJob } from './lists/import-list.job';
import { SoundsService } from './search/sounds';

const services = [
  ...[SoundsService, SavedViewsService, IndicatorsQueries, ExportListJob, ListExports],
  ...[
    EnterprisesQueries,
    DeskFacts,
    EnterpriseScopes,
    EnterprisesService,
    RecordQueries,
    CodeNames,
    TimelineQueries,
    CandidatesQueries,
  ],
  ...[IdentityService, CreationService, DatedService, ContactsService, ContactWaysService, LinksService],
  ...[DuplicatesService, FindDuplicatesJob, MergesService, SplitsService],
  ...[EvidenceQueries, EvidenceService, ScaleListQueries, ScaleListService],
  ...[ListBook, ImportUndo, ListsService, ImportListJob],
];

@Module({
  imports: [AuditModule, ReferenceModule],
  controllers: [
    ...[EnterprisesConsoleController, RecordConsoleController, IdentityConsoleController, RowsConsoleController],
    ...[DuplicatesConsoleController, EvidenceConsoleController, EvidenceKindsConsoleController],
    ScaleListConsoleController,
    ...[SavedViewsConsoleController, IndicatorsConsoleController],
    ...[EnterpriseExportsConsoleController, DisclosuresConsoleController, PhoneFindsConsoleController],
  ],
  providers: services,
  exports: services,
})
export class EnterprisesModule {}
