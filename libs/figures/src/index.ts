export {
  CheckFiguresJob,
  type CheckFiguresPayload,
  type CheckFiguresResult,
  checkFiguresTask,
} from './checks/check-figures.job';
export { FlagsService } from './checks/flags.service';
export { JudgementsService } from './judgements/judgements.service';
export { type FigureEntry, readEntries } from './by-hand/read-entries';
export { RevisionsQueries } from './by-hand/revisions.queries';
export { WriteFiguresService, type WrittenFigures } from './by-hand/write-figures.service';
export { FigureEntryDto, MergedRecordDto } from './console/figures.console.dto';
export { EvidenceFilesService } from './evidence/evidence-files.service';
export {
  type EvidenceKind as EvidenceFileKind,
  evidenceFit,
  evidenceKinds as evidenceFileKinds,
  evidenceLabels,
} from './evidence/evidence-kinds';
export { EvidenceFileDto, EvidenceFileListDto, NewEvidenceDto } from './console/evidence-files.console.dto';
export * from './figures.module';
export * from './figures.queries';
export { isFigure } from './import/column-names';
export * from './import-lists.service';
export * from './imports.queries';
export * from './imports.service';
export { FurtherImports, type UndoneImport } from './import/further-imports';
export * from './import/import-figures.job';
export * from './import/import-options';
export * from './import/import-result';
export * from './import/undo-import.job';
export { Figures1764100400000 } from './migrations/1764100400000-figures';
export { FilesOfMerged1764300100004 } from './migrations/1764300100004-files-of-merged';
export { RecordChoices1764300100000 } from './migrations/1764300100000-record-choices';
export { Sources1764200400000 } from './migrations/1764200400000-sources';
export * from './precedence/precedence';
export { displayText } from './resolutions/conflicts.queries';
export * from './resolutions/disagree';
export * from './resolutions/said';
export * from './seed';
export * from './sources';
export { figureInvariants } from './invariants/figure-invariants';
