import { Access1764300300000, ConfidentialReads1764301300000, Provider1764301200000 } from '@tidu/access';
import { Audit1764100100000, AuditPrincipal1764300500001, Seal1764300410000 } from '@tidu/audit';
import { Desk1764301700000 } from '@tidu/desk';
import {
  Enterprise,
  EnterpriseScopes1764300310000,
  Enterprises1764100300000,
  Evidence1764200310000,
  FilesOfEnterprises1764300100003,
  Identity1764200300000,
  Members1764200600000,
  OfficerNames1764200600001,
  Search1764200320000,
  CountyFirst1764301400000,
  SearchInCounty1764200620000,
  UndoImports1764200451000,
} from '@tidu/enterprises';
import {
  Figures1764100400000,
  FilesOfMerged1764300100004,
  RecordChoices1764300100000,
  Sources1764200400000,
} from '@tidu/figures';
import {
  BudgetKeys1764301500000,
  EnterprisePeople1764300500100,
  MemberNotices1764301700010,
  PersonalColumns1764301300100,
  RequestsByPlace1764300700000,
} from '@tidu/members';
import {
  Acts1764300600000,
  type DatabaseOptions,
  FileUploads1764300100002,
  ImportErasure1764301300200,
  Imports1764200450000,
  LastDone1764300200100,
  type MigrationClass,
  Operations1764300400000,
  Platform1764100000000,
  Principal1764300500000,
  CheckedActs1764301100001,
  RequestCounters1764301100000,
  Scopes1764300305000,
} from '@tidu/platform';
import { Notices1764301840000, Recognition1764301800000, Review1764301810000 } from '@tidu/recognition';
import { Rankings1764100600000, RankingScopes1764300320000 } from '@tidu/rankings';
import {
  CodeTables1764200200000,
  ImportLists1764200452000,
  Profile1764301210000,
  Reference1764100200000,
} from '@tidu/reference';
import {
  ConflictRecords1764300100001,
  Conflicts1764200520000,
  DemoLeftOut1764301220000,
  EvidenceSheets1764200510000,
  RehearsalCells1764300200000,
  Scoring1764100500000,
  ScoringRun,
  StandardRelease,
} from '@tidu/scoring';

/** Every migration of every room, in the order in which they run. */
export const migrations: MigrationClass[] = [
  Platform1764100000000,
  Audit1764100100000,
  Reference1764100200000,
  Enterprises1764100300000,
  Figures1764100400000,
  Scoring1764100500000,
  Rankings1764100600000,
  Identity1764200300000,
  Evidence1764200310000,
  EvidenceSheets1764200510000,
  CodeTables1764200200000,
  Imports1764200450000,
  UndoImports1764200451000,
  ImportLists1764200452000,
  Sources1764200400000,
  Conflicts1764200520000,
  Search1764200320000,
  SearchInCounty1764200620000,
  Members1764200600000,
  OfficerNames1764200600001,
  RecordChoices1764300100000,
  ConflictRecords1764300100001,
  FileUploads1764300100002,
  FilesOfEnterprises1764300100003,
  FilesOfMerged1764300100004,
  Acts1764300600000,
  RehearsalCells1764300200000,
  LastDone1764300200100,
  Access1764300300000,
  Scopes1764300305000,
  EnterpriseScopes1764300310000,
  RankingScopes1764300320000,
  Operations1764300400000,
  Seal1764300410000,
  Principal1764300500000,
  AuditPrincipal1764300500001,
  EnterprisePeople1764300500100,
  RequestsByPlace1764300700000,
  RequestCounters1764301100000,
  CheckedActs1764301100001,
  CountyFirst1764301400000,
  Provider1764301200000,
  Profile1764301210000,
  DemoLeftOut1764301220000,
  ConfidentialReads1764301300000,
  PersonalColumns1764301300100,
  ImportErasure1764301300200,
  BudgetKeys1764301500000,
  Desk1764301700000,
  MemberNotices1764301700010,
  Recognition1764301800000,
  Review1764301810000,
  Notices1764301840000,
];

/** Every entity of every room. */
export const entities: DatabaseOptions['entities'] = [Enterprise, StandardRelease, ScoringRun];
