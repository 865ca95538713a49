import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Writes to a stream at its pace, and counts the bytes. A stream that was closed under us ends the writing. */
export class ByteSink {
  bytes = 0;
  private failure: Error | null = null;

  constructor(private readonly out: Writable) {
    out.on('error', (error) => (this.failure ??= error));
  }

  async write(bytes: Buffer): Promise<void> {
    this.check();
    this.bytes += bytes.length;
    if (this.out.write(bytes)) return;
    const aborted = new AbortController();
    try {
      // a reader who leaves closes the stream; then no `drain` will ever come
      await Promise.race([
        once(this.out, 'drain', { signal: aborted.signal }),
        once(this.out, 'close', { signal: aborted.signal }),
      ]);
    } finally {
      aborted.abort();
    }
    this.check();
  }

  private check(): void {
    if (this.failure !== null) throw this.failure;
    if (this.out.destroyed) throw new Error('the reader of the export has gone');
  }
}
