import type { Transaction } from '@tidu/platform';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';

const writeAhead = 256 * 1024;

/** `COPY … FROM STDIN` as something to write buffers to. */
export class CopyWriter {
  private readonly stream: CopyStreamQuery;
  private failure: Error | null = null;

  constructor(tx: Transaction, sql: string) {
    this.stream = tx.client.query(copyFrom(sql, { highWaterMark: writeAhead }));
    this.stream.on('error', (error) => (this.failure ??= error));
  }

  write(buffer: Buffer): void {
    if (this.failure === null) this.stream.write(buffer);
  }

  /** The server takes the rows more slowly than they come, or has refused them: wait for `drained`. */
  get mustWait(): boolean {
    return this.failure !== null || this.stream.writableNeedDrain;
  }

  /** Ends the copy; returns the number of rows the server took in. */
  async finish(): Promise<number> {
    this.stream.end();
    await finished(this.stream);
    return this.stream.rowCount;
  }

  /** Gives the copy up; the transaction can then only be rolled back. */
  async abort(): Promise<void> {
    if (this.failure !== null || this.stream.destroyed) return;
    const closed = once(this.stream, 'close').catch(() => undefined);
    this.stream.destroy(new Error('given up'));
    await closed;
  }

  /** Waits until the server has caught up; throws when it refused the rows. */
  async drained(): Promise<void> {
    this.requireHealthy();
    const over = new AbortController();
    try {
      await Promise.race([
        once(this.stream, 'drain', { signal: over.signal }),
        once(this.stream, 'close', { signal: over.signal }),
      ]);
    } finally {
      over.abort();
    }
    this.requireHealthy();
  }

  private requireHealthy(): void {
    if (this.failure !== null) throw this.failure;
  }
}
