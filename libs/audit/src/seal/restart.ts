import { type Database, systemActor } from '@tidu/platform';
import { HeadsFile, type Restart } from './heads-file';
import { alone } from './sealer';
import { DomainError } from '@tidu/kernel';

/**
 * Says in the file of heads that the chain goes on from where the database stands now, because it was restored or the
 * file was lost (重新接续). Verification keeps telling of it, with the entries that were given up.
 */
export function restartHeads(database: Database, headsDir: string, why: string): Promise<Restart> {
  return database.write(systemActor, async (tx) => {
    if (!(await alone(tx))) throw new DomainError('conflict', 'AUDIT.BUSY', '正在封存，请过一分钟再试。');
    const seal = await tx.row<{ number: string; hash: string }>(
      `select number, encode(hash, 'hex') as hash from audit_seal where "exportedAt" is not null order by number desc limit 1`,
    );
    const restartedAt = new Date().toISOString();
    const line: Restart = { restartedAt, number: seal?.number ?? '0', hash: seal?.hash ?? null, why };
    new HeadsFile(headsDir).append([line]);
    return line;
  });
}
