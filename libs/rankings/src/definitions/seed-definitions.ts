import { AuditTrail } from '@tidu/audit';
import { type Database, SeedFiles, systemActor } from '@tidu/platform';
import { factFiles, ReferenceService } from '@tidu/reference';
import { DefinitionsService, newestOf } from './definitions.service';
import { readDefinition } from './read-definition';

const folder = 'rankings/';

/**
 * Keeps the definitions below `seedsDir/rankings` in the name of the system, each once: a bureau's own versions go on
 * from there, and a new program never changes by what is ranked.
 * @throws DomainError `RANKINGS.BAD_DEFINITION` for a file that can't be read; then nothing is written.
 */
export async function seedRankingDefinitions(database: Database, seedsDir: string): Promise<string[]> {
  const reference = new ReferenceService(database);
  const service = new DefinitionsService(database, reference, new AuditTrail());
  return database.write(systemActor, async (tx) => {
    const seeds = await SeedFiles.open(tx, 'rankings', seedsDir, [folder, ...factFiles]);
    if (!seeds.changed()) return [];
    const dictionary = await reference.dictionary();
    const made: string[] = [];
    for (const file of seeds.namesIn(folder)) {
      if (file.endsWith('.cases.yaml')) continue; // worked examples beside a definition
      const text = seeds.text(file);
      const body = readDefinition(text, dictionary, file);
      if (await newestOf(tx, body.code)) continue;
      const id = await service.keep(tx, body, { text, note: '随程序提供的定义' });
      await service.publishIn(tx, id);
      made.push(body.code);
    }
    await seeds.remember();
    return made;
  });
}
