import { Injectable } from '@nestjs/common';
import { sealingPolicy, sealingState, type SealingState } from '@tidu/audit';
import { anonymous, Database, goneAfterSeconds, type Transaction } from '@tidu/platform';
import { migrations } from '../schema';

type Check = 'ok' | 'failed';

/** `ready`: everything works; `degraded`: requests are served, but work behind them stands still; `unavailable`: not served. */
export interface Readiness {
  status: 'ready' | 'degraded' | 'unavailable';
  checks: {
    database: Check;
    /** The schema is exactly the one this program knows. */
    schema: Check;
    /** A worker has given a sign of life within a minute. */
    worker: Check;
    /** Nothing of the trail has waited longer than three turns of the sealer. */
    sealing: Check;
  };
}

/** What lies behind the doors, measured. */
export interface Behind extends SealingState {
  sameSchema: boolean;
  /** Seconds since the newest sign of life of a worker; null: there is none. */
  workerSeconds: number | null;
}

/** How the parts of an installation are. */
@Injectable()
export class HealthService {
  constructor(private readonly database: Database) {}

  async readiness(): Promise<Readiness> {
    const behind = await this.behind().catch(() => null);
    if (!behind)
      return {
        status: 'unavailable',
        checks: { database: 'failed', schema: 'failed', worker: 'failed', sealing: 'failed' },
      };
    const { sameSchema, workerSeconds, behindSeconds } = behind;
    const isWorking = workerSeconds !== null && workerSeconds <= goneAfterSeconds;
    const isSealed = behindSeconds <= 3 * sealingPolicy().everySeconds;
    const word = (good: boolean): Check => (good ? 'ok' : 'failed');
    return {
      status: !sameSchema ? 'unavailable' : isWorking && isSealed ? 'ready' : 'degraded',
      checks: { database: 'ok', schema: word(sameSchema), worker: word(isWorking), sealing: word(isSealed) },
    };
  }

  /** @throws the database's own error when it doesn't answer. */
  behind(): Promise<Behind> {
    return this.database.read(anonymous, async (tx) => {
      const sameSchema = await isKnownSchema(tx);
      if (!sameSchema) return { sameSchema, workerSeconds: null, pending: 0, behindSeconds: 0 };
      const worker = await tx.row<{ seconds: number | null }>(
        `select extract(epoch from clock_timestamp() - max("beatAt"))::float8 as seconds from process_heartbeat where kind = 'worker'`,
      );
      return { sameSchema, workerSeconds: worker?.seconds ?? null, ...(await sealingState(tx)) };
    });
  }
}

async function isKnownSchema(tx: Transaction): Promise<boolean> {
  const names = migrations.map(({ name }) => name);
  const row = await tx.row<{ same: boolean }>(
    'select count(*) = cardinality($1::text[]) and count(*) filter (where name <> all($1)) = 0 as same from migrations',
    [names],
  );
  return row?.same ?? false;
}
