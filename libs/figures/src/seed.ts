import { type Database, replaceRows, SeedFiles, systemActor } from '@tidu/platform';
import { factFiles, ReferenceService } from '@tidu/reference';
import { loadChecks } from './checks/load-checks';
import { precedenceOf } from './precedence/precedence';

const precedenceFile = 'reference/source-precedence.csv';
const checksFile = 'reference/figure-checks.yaml';

/**
 * Brings precedence and checks to what `reference/source-precedence.csv` and `reference/figure-checks.yaml` below
 * `seedsDir` say. Needs the fact dictionary: seed the reference tables first. Run again it changes nothing.
 *
 * @throws DomainError `FIGURES.BAD_PRECEDENCE`, `FIGURES.BAD_CHECKS` for files with mistakes; then nothing is written.
 */
export async function seedFigures(database: Database, seedsDir: string): Promise<void> {
  await database.write(systemActor, async (tx) => {
    const seeds = await SeedFiles.open(tx, 'figures', seedsDir, [precedenceFile, checksFile, ...factFiles]);
    if (!seeds.changed()) return;
    const dictionary = await new ReferenceService(database).dictionary();
    const precedence = precedenceOf(seeds.rows(precedenceFile), dictionary);
    await replaceRows(
      tx,
      'source_precedence',
      'fact text, position int, sources text[], reason text',
      precedence.map((row, position) => ({ ...row, position })),
    );
    await replaceRows(
      tx,
      'figure_check',
      'code text, position int, label text, kind text, entry jsonb',
      loadChecks(seeds.text(checksFile), dictionary).map((entry, position) => {
        const { code, label, kind } = entry;
        return { code, position, label, kind, entry };
      }),
    );
    await seeds.remember();
  });
}
