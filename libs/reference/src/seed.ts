import { FactDictionary } from '@tidu/criteria';
import { type Database, readSetting, systemActor, type Transaction, writeSetting } from '@tidu/platform';
import { parse } from 'csv-parse/sync';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { readImportLists } from './import-lists';
import { seedCalendar } from './calendar/calendar-versions';

type Row = Record<string, string>;

const industryLevels = ['section', 'division', 'group', 'class'];

/**
 * Brings the reference tables to what the files below `seedsDir` say: regions, streets, industries, emerging industries,
 * working days, register fields and the fact dictionary with the district's own facts (`facts.d/*.csv`). What the
 * district entered through the pages is left alone. Run again it changes nothing.
 *
 * @throws DomainError `CRITERIA.BAD_DICTIONARY` for a dictionary with mistakes; then nothing is written.
 */
export async function seedReference(database: Database, seedsDir: string): Promise<void> {
  const read = (file: string): Row[] => parse(fs.readFileSync(path.join(seedsDir, file)), { columns: true, bom: true });
  const facts = readFacts(seedsDir, read);
  const lists = readImportLists(fs.readFileSync(path.join(seedsDir, 'lists.yaml'), 'utf8'));
  await database.write(systemActor, async (tx) => {
    await replace(tx, 'region', 'code text, name text, level text, parent text', orNull(read('reference/regions.csv')));
    await replace(
      tx,
      'industry',
      'code text, name text, level smallint, parent text',
      orNull(read('reference/industries.csv')).map((row) => ({
        ...row,
        level: industryLevels.indexOf(row.level ?? '') + 1,
      })),
    );
    await seedStreets(tx, fs.readFileSync(path.join(seedsDir, 'reference/streets.csv')));
    await replace(tx, 'strategic_field', 'code text, name text', read('reference/strategic-fields.csv'));
    await replace(
      tx,
      'strategic_emerging',
      '"industryCode" text, field text, partial boolean',
      read('reference/strategic-emerging.csv'),
      2,
    );
    await seedCalendar(tx, read('reference/working-days.csv'), read('reference/working-day-years.csv'));
    const fields = read('reference/register-fields.csv').map(({ code, label, aliases }, position) => ({
      ...{ code, label, position },
      aliases: aliases?.split('|').map((alias) => alias.trim()),
    }));
    await replace(tx, 'register_field', 'code text, position int, label text, aliases text[]', fields);
    await replace(tx, 'import_list', 'code text, key text[], aliases jsonb', lists);
    await replace(tx, 'fact', 'code text, position int, district boolean, entry jsonb', facts);
  });
}

/** Forty thousand rows are not compared at every start: the table is left alone while its file is the same. */
async function seedStreets(tx: Transaction, file: Buffer): Promise<void> {
  const sha256 = createHash('sha256').update(file).digest('hex');
  if ((await readSetting<{ sha256: string }>(tx, 'reference.streets'))?.sha256 === sha256) return;
  await replace(tx, 'street', 'code text, name text', parse(file, { columns: true, bom: true }));
  await writeSetting(tx, 'reference.streets', { sha256 });
}

/**
 * The national facts and after them the district's, each row as it stands in its file.
 * @throws DomainError `CRITERIA.BAD_DICTIONARY` naming file and line.
 */
function readFacts(seedsDir: string, read: (file: string) => Row[]) {
  const folder = path.join(seedsDir, 'facts.d');
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter((file) => file.endsWith('.csv')) : [];
  const national = read('facts.csv');
  const own = names.sort().map((name) => ({ file: `facts.d/${name}`, rows: read(`facts.d/${name}`) }));
  FactDictionary.fromRows(national, 'facts.csv', own);
  const all = [...national, ...own.flatMap(({ rows }) => rows)];
  return all.map((entry, position) => ({
    ...{ code: entry.code, position, district: position >= national.length, entry },
  }));
}

const orNull = (rows: Row[]): Record<string, string | null>[] =>
  rows.map((row) => ({ ...row, parent: row.parent === '' ? null : (row.parent ?? null) }));

/**
 * Makes a table equal to the rows in two statements; rows that are the same already aren't touched. The first
 * `keyLength` columns are the key.
 */
async function replace(tx: Transaction, table: string, columns: string, rows: object[], keyLength = 1): Promise<void> {
  const names = columns.split(', ').map((column) => column.split(' ')[0] ?? '');
  const [key, others] = [names.slice(0, keyLength).join(', '), names.slice(keyLength)];
  const source = `json_to_recordset($1) as given(${columns})`;
  const json = JSON.stringify(rows);
  await tx.rows(`delete from ${table} where (${key}) not in (select ${key} from ${source})`, [json]);
  await tx.rows(
    `insert into ${table} (${names.join(', ')}) select ${names.join(', ')} from ${source}
     on conflict (${key}) do update set ${others.map((name) => `${name} = excluded.${name}`).join(', ')}
       where (${others.map((name) => `${table}.${name}`).join(', ')})
             is distinct from (${others.map((name) => `excluded.${name}`).join(', ')})`,
    [json],
  );
}
