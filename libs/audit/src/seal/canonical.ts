/** Columns of an entry in the order in which they are hashed. A column that is added later goes to the end. */
export const entryColumns = [
  ...(['id', 'at', 'personId', 'personName', 'action', 'objectType', 'objectId'] as const),
  ...(['before', 'after', 'reason', 'requestId', 'transaction', 'principal'] as const),
] as const;
export type EntryColumn = (typeof entryColumns)[number];

/** An entry as PostgreSQL writes its values; null where there is none. */
export type EntryText = Record<EntryColumn, string | null>;

/** SQL of the values as text, the same on every server and in every session. */
export function entryTextSql(alias: string): string {
  return entryColumns
    .map((name) =>
      name === 'at'
        ? `to_char(${alias}.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`
        : `${alias}."${name}"::text as "${name}"`,
    )
    .join(', ');
}

/**
 * The canonical form (规范化) that is hashed: a line a value that is there, with its name and its length in bytes, so
 * that no two entries have one form. What isn't there has no line: a column added later leaves older entries as they are.
 */
export function canonicalEntry(entry: EntryText): string {
  let text = '';
  for (const name of entryColumns) {
    const value = entry[name];
    if (value !== null) text += `${name}:${Buffer.byteLength(value)}:${value}\n`;
  }
  return text;
}
