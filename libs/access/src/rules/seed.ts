import { type Database, replaceRows, SeedFiles, systemActor } from '@tidu/platform';
import { accessRules } from './access-rules';
import { loadRoles } from './roles';

const rolesFile = 'access/roles.yaml';

/** Makes the table of roles equal to the file and checks the rules beside it, so that a bad one is met at the start. */
export async function seedAccess(database: Database, seedsDir: string): Promise<void> {
  accessRules();
  await database.write(systemActor, async (tx) => {
    const seeds = await SeedFiles.open(tx, 'access', seedsDir, [rolesFile]);
    if (!seeds.changed()) return;
    const roles = loadRoles(seeds.text(rolesFile)).all;
    await replaceRows(
      ...([tx, 'role', 'code text, name text, duty text, position int'] as const),
      roles.map(({ code, name, duty }, position) => ({ code, name, duty, position })),
    );
    await seeds.remember();
  });
}
