import { restartHeads } from '@tidu/audit';
import { checkInvariants, type Environment, type InvariantResult, type OpenDatabase } from '@tidu/platform';
import { allInvariants } from '../../server/src/invariants';
import { type Application, buildApplication } from './application';

/**
 * A database that was just restored, looked at: its trail goes on from where the backup stood, and everything that must
 * hold is checked. `use` gets the rooms over it.
 */
export async function lookAtRestored<T>(
  env: Environment,
  opened: Pick<OpenDatabase, 'appUrl' | 'ownerUrl'>,
  why: string,
  use: (app: Application, results: InvariantResult[]) => Promise<T>,
): Promise<T> {
  const app = await buildApplication(env, opened);
  try {
    await restartHeads(app.database, env.auditHeadsDir, why);
    const list = allInvariants(app.context, env.auditHeadsDir, true);
    return await use(app, await checkInvariants(app.database, list));
  } finally {
    await app.close();
  }
}
