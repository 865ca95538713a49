import type { Transaction } from '../database/transaction';

/** What is kept of an import's file, so that its refused rows can be given back (table `import_file`). */
export interface ImportFile {
  jobId: string;
  fileSha256: string;
  fileName: string;
  /** `figures`, `register`, or the id of a list. */
  list: string;
  sheet: string | null;
  /** The last row of the header. */
  headerRow: number;
  labels: string[];
  /** The same with the units that stood elsewhere. */
  fixLabels: string[];
  /** Columns to add to the fix file, because the import was told them: the year of all rows. */
  constants: { label: string; value: string }[];
  rejectedRows: number[];
}

/** Keeps it in the transaction that ends the import, in place of what an earlier try may have left. */
export async function keepImportFile(tx: Transaction, file: ImportFile): Promise<void> {
  const { jobId, fileSha256, fileName, list, sheet, headerRow, labels, fixLabels, constants, rejectedRows } = file;
  await tx.rows(
    `insert into import_file ("jobId", "fileSha256", "fileName", list, sheet, "headerRow", labels, "fixLabels", constants, "rejectedRows")
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[jobId, fileSha256, fileName, list, sheet, headerRow, labels, fixLabels],
      ...[JSON.stringify(constants), rejectedRows],
    ],
  );
}
