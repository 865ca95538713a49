import { type Database, systemActor, type Transaction } from '@tidu/platform';
import { CopySource } from './copy-source';

/**
 * The bytes of a `COPY … TO STDOUT`, chunk by chunk at the reader's pace (back-pressure reaches the server). A reader
 * that stops early, or throws, cancels the statement at the server, so that the connection can roll back and be used
 * again. Read once.
 */
export class CopyReader {
  /** Rows the server says it sent; known when the last chunk has been read. */
  rowCount = 0;

  constructor(
    private readonly database: Database,
    private readonly tx: Transaction,
    private readonly sql: string,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    const backend = await this.tx.row<{ pid: number }>('select pg_backend_pid() as pid');
    const source = this.tx.client.query(new CopySource(this.sql));
    try {
      for (let chunk = await source.next(); chunk !== null; chunk = await source.next()) yield chunk;
      this.rowCount = source.rowCount;
    } finally {
      if (!source.isOver) {
        await this.database.write(systemActor, (other) => other.rows('select pg_cancel_backend($1)', [backend?.pid]));
        await drain(source);
      }
    }
  }
}

/** Reads what is still on its way until the server's refusal comes. */
async function drain(source: CopySource): Promise<void> {
  try {
    while ((await source.next()) !== null);
  } catch {
    // the cancellation, as asked for
  }
}
