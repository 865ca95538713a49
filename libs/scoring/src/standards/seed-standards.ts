import { type FactDictionary, loadStandard, type Release } from '@tidu/criteria';
import { DomainError, uuidv7 } from '@tidu/kernel';
import { type Database, systemActor, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import fs from 'node:fs';
import path from 'node:path';
import { StandardRelease } from '../standard-release.entity';

interface Seed {
  text: string;
  release: Release;
}

/** What seeding did: releases that were new, and those known already. */
export interface SeededStandards {
  published: number;
  unchanged: number;
}

/**
 * Publishes the standards below `seedsDir/standards`: a document whose content is known already changes nothing, one
 * that changed becomes a new release and is the one in use from then on.
 *
 * @throws DomainError with the first standard that has mistakes; then nothing is written.
 */
export async function seedStandards(database: Database, seedsDir: string): Promise<SeededStandards> {
  const dictionary = await new ReferenceService(database).dictionary();
  const seeds = readSeeds(path.join(seedsDir, 'standards'), dictionary);
  return database.write(systemActor, async (tx) => {
    const known = new Set(
      (await tx.rows<{ hash: string }>('select hash from standard_release')).map((row) => row.hash),
    );
    const fresh = seeds.filter(({ release }) => !known.has(release.hash));
    for (const seed of fresh) await publish(tx, seed);
    return { published: fresh.length, unchanged: seeds.length - fresh.length };
  });
}

function readSeeds(dir: string, dictionary: FactDictionary): Seed[] {
  const files = fs.existsSync(dir) ? fs.readdirSync(dir).sort() : [];
  return files
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('.cases.yaml'))
    .map((file) => {
      const text = fs.readFileSync(path.join(dir, file), 'utf8');
      const release = loadStandard(text, dictionary, file);
      if (`${release.id}.yaml` === file) return { text, release };
      throw new DomainError(
        'invalid',
        'SCORING.FILE_NAME',
        `标准文件 ${file} 里的编号是 ${release.id}，请把文件名改成 ${release.id}.yaml。`,
      );
    });
}

async function publish(tx: Transaction, { text, release }: Seed): Promise<void> {
  const { id: standardId, version, hash, document } = release;
  await tx.rows('update standard_release set active = false where "standardId" = $1 and active', [standardId]);
  await tx.manager.insert(StandardRelease, {
    ...{ id: uuidv7(), standardId, version, hash, name: document.name, title: document.grants.title },
    ...{ document: text, content: document, active: true, publishedBy: systemActor.id },
  });
}
