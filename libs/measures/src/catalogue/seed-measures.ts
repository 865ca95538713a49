import { AuditTrail } from '@tidu/audit';
import { type Database, SeedFiles, systemActor } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { refused } from '../measures.errors';
import { CatalogueService } from './catalogue.service';
import { DraftsService } from './drafts.service';
import { findMeasure } from './measure-row';

const folder = 'measures/';
const procedures = `${folder}procedures.yaml`;

/**
 * Publishes the measures below `seedsDir/measures` that are new here, in the name of the system. One that is here
 * already stays as it is, whatever the file says now: changes are a bureau's own.
 *
 * @throws DomainError with the first file that can't be read; then nothing is written.
 */
export async function seedMeasures(database: Database, seedsDir: string): Promise<void> {
  const catalogue = new CatalogueService(new ReferenceService(database));
  const drafts = new DraftsService(database, catalogue, new AuditTrail());
  await database.write(systemActor, async (tx) => {
    const seeds = await SeedFiles.open(tx, 'measures', seedsDir, [folder, 'facts.csv']);
    if (!seeds.changed()) return;
    for (const file of seeds.namesIn(folder)) {
      if (!file.endsWith('.yaml') || file.endsWith('.cases.yaml') || file === procedures) continue;
      const text = seeds.text(file);
      const measure = await catalogue.read(text, file.slice(folder.length));
      if (`${folder}${measure.code}.yaml` !== file)
        throw refused(
          'FILE_NAME',
          `措施文件 ${file} 里的编号是 ${measure.code}，请把文件名改成 ${measure.code}.yaml。`,
        );
      const known = await tx.row<object>('select from measure where code = $1 limit 1', [measure.code]);
      if (known) continue;
      const id = await drafts.createIn(tx, measure, { text, change: '随程序装入' });
      await drafts.publishIn(tx, await findMeasure(tx, id));
    }
    await seeds.remember();
  });
}
