import { Injectable } from '@nestjs/common';
import type { PermissionName, ProblemLog, Transaction } from '@tidu/platform';
import type { ListExportColumn } from '../export/export-columns';
import type { ListColumn } from './list-column';

/** What holds for all rows that are taken in. */
export interface TakeInTerms {
  /** Rows of `list_staging` with this attempt. */
  attempt: string;
  jobId: string;
  /** Words of the history: which file it was. */
  reason: string;
  today: string;
}

/** What a list changed. */
export interface TakenInList {
  created: number;
  changed: number;
  unchanged: number;
  rejected: number;
}

/** What a row says, cell by cell, and what was said of the whole list. */
export interface ListStatement {
  values: Readonly<Record<string, unknown>>;
  source: string;
  document: string | null;
  today: string;
}

/** A list whose rows come in by import: who reads a row, who keeps it. */
export interface ImportedList {
  id: string;
  label: string;
  about: string;
  group: 'dated' | 'evidence' | 'support';
  /** Table in which its rows stand. */
  table: string;
  /** Fields that tell one record of an enterprise from another. */
  key: string[];
  columns: ListColumn[];
  /** A row may name only the day on which somebody left. */
  exclusive?: boolean;
  /** The row as it is staged. @throws DomainError with a problem for every wrong field. */
  check(this: void, statement: ListStatement): Record<string, unknown>;
  /** Takes the staged rows in; every one has its enterprise. What is made and changed stands in `import_change`. */
  takeIn(this: void, tx: Transaction, terms: TakeInTerms, log: ProblemLog): Promise<TakenInList>;
}

/** The rows of a room's list that stand, as a file shows them: over `enterprise e` and `r`, the rows of its table. */
export interface ExportedList {
  about: string;
  /** What it takes to read such a list, besides exporting. */
  permission: PermissionName;
  /** Its own columns, under labels that the import understands; who the enterprise is comes of itself. */
  columns: readonly ListExportColumn[];
  /** Order of the rows of one enterprise. */
  order: string;
}

/** A list that a room to the right keeps. Headers met in files stand in `seeds/lists.yaml`, as for every list. */
export interface RoomList extends Omit<ImportedList, 'key' | 'columns'> {
  /** Its own columns; who the enterprise is and the number of the document come of themselves. */
  columns: Omit<ListColumn, 'aliases'>[];
  /** What it takes to bring such a list, besides importing. */
  permission: PermissionName;
  /** How its rows are exported. */
  exported: ExportedList;
  /** Takes an import back; what was changed since is `kept`, as `import_change` says of each row. */
  undo(this: void, tx: Transaction, importJobId: string, reason: string): Promise<void>;
}

/** Lists of the rooms to the right, which teach them to the imports. */
@Injectable()
export class ListBook {
  private readonly known = new Map<string, RoomList>();

  teach(list: RoomList): void {
    this.known.set(list.id, list);
  }

  get lists(): readonly RoomList[] {
    return [...this.known.values()];
  }
}
