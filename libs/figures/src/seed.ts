import { FactDictionary } from '@tidu/criteria';
import { DomainError } from '@tidu/kernel';
import { type Database, systemActor, type Transaction } from '@tidu/platform';
import { parse } from 'csv-parse/sync';
import fs from 'node:fs';
import path from 'node:path';
import { loadChecks } from './checks/load-checks';
import { precedenceOf } from './precedence/precedence';

/**
 * Brings precedence and checks to what `reference/source-precedence.csv` and `reference/figure-checks.yaml` below
 * `seedsDir` say. Needs the fact dictionary: seed the reference tables first. Run again it changes nothing.
 *
 * @throws DomainError `FIGURES.BAD_PRECEDENCE`, `FIGURES.BAD_CHECKS` for files with mistakes; then nothing is written.
 */
export async function seedFigures(database: Database, seedsDir: string): Promise<void> {
  const read = (file: string) => fs.readFileSync(path.join(seedsDir, 'reference', file), 'utf8');
  await database.write(systemActor, async (tx) => {
    const facts = await tx.rows<{ entry: Record<string, string> }>('select entry from fact order by position');
    const dictionary = FactDictionary.fromRows(facts.map(({ entry }) => entry));
    const precedence = precedenceOf(rowsOf(read('source-precedence.csv')), dictionary).map((row, position) => ({
      ...row,
      position,
    }));
    const checks = loadChecks(read('figure-checks.yaml'), dictionary);
    await replace(tx, 'source_precedence', 'fact text, position int, sources text[], reason text', precedence);
    await replace(
      tx,
      'figure_check',
      'code text, position int, label text, kind text, entry jsonb',
      checks.map((entry, position) => ({ code: entry.code, position, label: entry.label, kind: entry.kind, entry })),
    );
  });
}

function rowsOf(text: string): Record<string, string>[] {
  try {
    return parse<Record<string, string>>(text, { columns: true, bom: true });
  } catch (error) {
    const message = `source-precedence.csv 不是正确的 CSV：${(error as Error).message}。`;
    throw new DomainError('invalid', 'FIGURES.BAD_PRECEDENCE', message);
  }
}

/** Makes a table equal to the rows; rows that are the same already aren't touched. */
async function replace(tx: Transaction, table: string, columns: string, rows: object[]): Promise<void> {
  const [key = '', ...others] = columns.split(', ').map((column) => column.split(' ')[0] ?? '');
  const source = `json_to_recordset($1) as given(${columns})`;
  const json = JSON.stringify(rows);
  const list = (prefix: string) => others.map((name) => `${prefix}${name}`).join(', ');
  await tx.rows(`delete from ${table} where ${key} not in (select ${key} from ${source})`, [json]);
  await tx.rows(
    `insert into ${table} (${key}, ${list('')}) select ${key}, ${list('')} from ${source}
     on conflict (${key}) do update set ${others.map((name) => `${name} = excluded.${name}`).join(', ')}
     where (${list(`${table}.`)}) is distinct from (${list('excluded.')})`,
    [json],
  );
}
