import type { PoolClient } from 'pg';
import type { EntityManager } from 'typeorm';
import type { Sealer } from '../sealing/sealer';
import type { ActingPerson } from './acting-person';

/** One open transaction of one acting person. */
export interface Transaction {
  readonly person: ActingPerson;
  readonly manager: EntityManager;
  /** The same connection below TypeORM: named statements and COPY streams. */
  readonly client: PoolClient;
  /** Seals confidential columns before they are written, and opens what was read. */
  readonly sealer: Sealer;
  /**
   * Rows of one statement with parameters. A hot statement whose best plan owes nothing to its parameters may be kept
   * `prepared` on the connections.
   */
  rows<T extends object>(sql: string, parameters?: unknown[], kept?: 'prepared'): Promise<T[]>;
  /** The same for the last statement of a read: the end of the transaction travels with it. */
  lastRows<T extends object>(sql: string, parameters?: unknown[], kept?: 'prepared'): Promise<T[]>;
  /** The only row of a statement, or null. */
  row<T extends object>(sql: string, parameters?: unknown[]): Promise<T | null>;
}
