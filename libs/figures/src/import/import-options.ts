import { YUAN_UNITS } from '@tidu/kernel';
import type { FigureSource } from '../sources';

export const importTask = 'figures.import';

/** Every kind of import: of figures and the register, of the lists of evidence, of parcels. */
export const importTasks = [importTask, 'enterprises.importList', 'rankings.importParcels'];

export const importUnits = [...(Object.keys(YUAN_UNITS) as (keyof typeof YUAN_UNITS)[]), '%'] as const;
export type ImportUnit = (typeof importUnits)[number];

/** A column that is to be passed over, as the target of a mapping. */
export const ignoredColumn = '-';

/** What an import is asked to do. */
export interface ImportOptions {
  /** Header in the file → code of a fact or a register field; `-` passes the column over. */
  mapping?: Record<string, string>;
  /** Fact → unit of its column; `*` for all amounts whose header says none. Without it 元. */
  units?: Record<string, ImportUnit>;
  /** Accounting year of every row, for a file without such a column. */
  year?: number;
  source: FigureSource;
  /** What happens with enterprises the register doesn't have. */
  unknown: 'create' | 'reject';
  /** Does everything and takes nothing in. */
  dryRun: boolean;
  /** Marks the enterprises it creates as invented. */
  demo?: boolean;
}

/** Payload of the job: the file by its content and the options. */
export interface ImportPayload extends ImportOptions {
  fileSha256: string;
  fileName: string;
}
