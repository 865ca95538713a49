import { seedAccess } from '@tidu/access';
import { seedReadings } from '@tidu/enterprises';
import { seedFigures } from '@tidu/figures';
import { seedMeasures } from '@tidu/measures';
import type { Database } from '@tidu/platform';
import { seedRankingDefinitions } from '@tidu/rankings';
import { seedReference } from '@tidu/reference';
import { seedEvidenceFacts, type SeededStandards, seedStandards } from '@tidu/scoring';

/** Brings every room to what the files below `seedsDir` say, in the order in which they need each other. */
export async function seedAll(database: Database, seedsDir: string): Promise<SeededStandards> {
  await seedAccess(database, seedsDir);
  await seedReference(database, seedsDir);
  await seedEvidenceFacts(database, seedsDir);
  await seedFigures(database, seedsDir);
  await seedReadings(database, seedsDir);
  const standards = await seedStandards(database, seedsDir);
  await seedRankingDefinitions(database, seedsDir);
  await seedMeasures(database, seedsDir);
  return standards;
}
