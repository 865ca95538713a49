export * from './enterprise.entity';
export type { EnterpriseFilter } from './enterprises.conditions';
export * from './enterprises.errors';
export * from './enterprises.module';
export * from './enterprises.queries';
export * from './enterprises.service';
export * from './enterprises.sort';
export { DatedService } from './dated/dated.service';
export { FindDuplicatesJob, findDuplicatesTask } from './duplicates/find-duplicates.job';
export { MergesService } from './duplicates/merges.service';
export { standingRows } from './duplicates/standing-rows';
export type { Act } from './history';
export * from './identity/candidates.queries';
export { acceptedEnterprise, createEnterprise, CreationService } from './identity/creation.service';
export { IdentityService } from './identity/identity.service';
export { RecordQueries } from './identity/record.queries';
export type { EvidenceField, EvidenceKind } from './evidence/evidence-kind';
export { EvidenceQueries, namedEvidence, type NamedEvidence } from './evidence/evidence.queries';
export { identifyingColumns } from './evidence/evidence-store';
export { type EvidenceEntry, EvidenceService } from './evidence/evidence.service';
export { regionRange } from './evidence/scale-list.queries';
export { evidenceKind, evidenceKinds } from './evidence/kinds';
export * from './lists/import-list.job';
export * from './lists/import-list.options';
export * from './lists/import-undo';
export * from './lists/lists.service';
export {
  type ExportedList,
  type ImportedList,
  ListBook,
  type ListStatement,
  type TakeInTerms,
  type TakenInList,
} from './lists/list-book';
export { UndoImports1764200451000 } from './migrations/1764200451000-undo-imports';
export { Enterprises1764100300000 } from './migrations/1764100300000-enterprises';
export { FilesOfEnterprises1764300100003 } from './migrations/1764300100003-files-of-enterprises';
export { Identity1764200300000 } from './migrations/1764200300000-identity';
export { Evidence1764200310000 } from './migrations/1764200310000-evidence';
export { Search1764200320000 } from './migrations/1764200320000-search';
export { FailedContacts1764301920000 } from './migrations/1764301920000-failed-contacts';
export { MaskedTimeline1764301880000 } from './migrations/1764301880000-masked-timeline';
export { CountyFirst1764301400000 } from './migrations/1764301400000-county-first';
export { SearchInCounty1764200620000 } from './migrations/1764200620000-search-in-county';
export { OfficerNames1764200600001 } from './migrations/1764200600001-officer-names';
export { EnterpriseScopes1764300310000 } from './migrations/1764300310000-scopes';
export { Members1764200600000 } from './migrations/1764200600000-members';
export { SealedContacts1764301920410 } from './migrations/1764301920410-sealed-contacts';
export { seedReadings } from './search/seed-readings';
export { SoundsService } from './search/sounds';
export { openSegmentLabels } from './export/segment-labels';
export { ListExports } from './export/list-exports.service';
export { ExportListJob, type ExportListPayload, type ExportListResult, exportListTask } from './export/export-list.job';
export { holdsPersonalData } from './dated/dated-tables';
