import { FactDictionary } from '@tidu/criteria';
import { type Database, replaceRows, SeedFiles, systemActor } from '@tidu/platform';
import { seedCalendar } from './calendar/calendar-versions';
import { readImportLists } from './import-lists';

type Row = Record<string, string>;

/** The fact dictionary: the national facts and the district's own. */
export const factFiles = ['facts.csv', 'facts.d/'];
const calendarFiles = ['reference/working-days.csv', 'reference/working-day-years.csv'] as const;
const listsFile = 'lists.yaml';

const industryLevels = ['section', 'division', 'group', 'class'];
const parentOf = ({ parent }: Row) => (parent === '' ? null : parent);

/** Files whose rows are the rows of a table; what `rowOf` gives replaces the file's own words. */
const tables: {
  file: string;
  table: string;
  columns: string;
  key?: number;
  rowOf?: (row: Row, at: number) => object;
}[] = [
  {
    ...{ file: 'reference/regions.csv', table: 'region', columns: 'code text, name text, level text, parent text' },
    rowOf: (row) => ({ parent: parentOf(row) }),
  },
  {
    ...{ file: 'reference/industries.csv', table: 'industry' },
    columns: 'code text, name text, level smallint, parent text',
    rowOf: (row) => ({ parent: parentOf(row), level: industryLevels.indexOf(row.level ?? '') + 1 }),
  },
  { file: 'reference/streets.csv', table: 'street', columns: 'code text, name text' },
  { file: 'reference/strategic-fields.csv', table: 'strategic_field', columns: 'code text, name text' },
  {
    ...{ file: 'reference/strategic-emerging.csv', table: 'strategic_emerging', key: 2 },
    columns: '"industryCode" text, field text, partial boolean',
  },
  {
    ...{ file: 'reference/register-fields.csv', table: 'register_field' },
    columns: 'code text, position int, label text, aliases text[]',
    rowOf: ({ aliases }, position) => ({ position, aliases: aliases?.split('|').map((alias) => alias.trim()) }),
  },
];

/**
 * Brings the reference tables to what the files below `seedsDir` say: regions, streets, industries, emerging industries,
 * working days, register fields and the fact dictionary with the district's own facts (`facts.d/*.csv`). What the
 * district entered through the pages is left alone, and so is a table whose file is the one of the last time.
 *
 * @throws DomainError `CRITERIA.BAD_DICTIONARY` for a dictionary with mistakes; then nothing is written.
 */
export async function seedReference(database: Database, seedsDir: string): Promise<void> {
  await database.write(systemActor, async (tx) => {
    const files = [...tables.map(({ file }) => file), ...calendarFiles, listsFile, ...factFiles];
    const seeds = await SeedFiles.open(tx, 'reference', seedsDir, files);
    for (const { file, table, columns, key, rowOf } of tables) {
      if (!seeds.changed(file)) continue;
      const rows = seeds.rows(file).map((row, at) => ({ ...row, ...rowOf?.(row, at) }));
      await replaceRows(tx, table, columns, rows, key);
    }
    if (seeds.changed(...calendarFiles))
      await seedCalendar(tx, seeds.rows(calendarFiles[0]), seeds.rows(calendarFiles[1]));
    if (seeds.changed(listsFile))
      await replaceRows(
        tx,
        'import_list',
        'code text, key text[], aliases jsonb',
        readImportLists(seeds.text(listsFile)),
      );
    if (seeds.changed(...factFiles))
      await replaceRows(tx, 'fact', 'code text, position int, district boolean, entry jsonb', readFacts(seeds));
    await seeds.remember();
  });
}

/**
 * The national facts and after them the district's, each row as it stands in its file.
 * @throws DomainError `CRITERIA.BAD_DICTIONARY` naming file and line.
 */
function readFacts(seeds: SeedFiles) {
  const names = seeds.namesIn('facts.d/').filter((file) => file.endsWith('.csv'));
  const national = seeds.rows('facts.csv');
  const own = names.map((file) => ({ file, rows: seeds.rows(file) }));
  FactDictionary.fromRows(national, 'facts.csv', own);
  const all = [...national, ...own.flatMap(({ rows }) => rows)];
  return all.map((entry, position) => ({
    ...{ code: entry.code, position, district: position >= national.length, entry },
  }));
}
