import { type Database, systemActor, type Transaction } from '@tidu/platform';
import { to as copyTo } from 'pg-copy-streams';

const readAhead = 256 * 1024;

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
    const stream = this.tx.client.query(copyTo(this.sql, { highWaterMark: readAhead }));
    let isOver = false;
    const over = new Promise<void>((done) => {
      const end = () => {
        isOver = true;
        done();
      };
      stream.once('end', end).on('error', end);
    });
    try {
      for await (const chunk of stream.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
      // the count comes with the server's last word, which the next statement waits for
      await this.tx.rows('select 1');
      this.rowCount = stream.rowCount;
    } finally {
      if (!isOver) {
        await this.database.write(systemActor, (other) => other.rows('select pg_cancel_backend($1)', [backend?.pid]));
        stream.resume();
        await over;
      }
    }
  }
}
