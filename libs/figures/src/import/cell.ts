/** What a cell holds: its value as COPY text (null: missing), or why it can't be used and what to do. */
export type CellValue = { value: string | null } | CellFault;

export interface CellFault {
  code: string;
  message: string;
}

export type CellReader = (cell: string) => CellValue;

export const missing: CellValue = { value: null };

export const fault = (code: string, message: string): CellFault => ({ code: `FIGURES.${code}`, message });

/** A value short enough to be quoted in a message. */
export const quoted = (cell: string): string => `“${cell.length > 50 ? `${cell.slice(0, 50)}…` : cell}”`;
