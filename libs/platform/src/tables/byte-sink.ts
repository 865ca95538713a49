import type { Writable } from 'node:stream';

/** Writes to a stream at its pace, and counts the bytes. A stream that is closed under us ends the writing. */
export class ByteSink {
  bytes = 0;
  private failure: Error | null = null;
  private wake: (() => void) | null = null;

  constructor(private readonly out: Writable) {
    const wake = () => this.wake?.();
    out.on('error', (error) => {
      this.failure ??= error;
      wake();
    });
    out.on('drain', wake);
    out.on('close', wake); // a reader who leaves: no `drain` will ever come
  }

  /** Resolves when more may be written. One write at a time. */
  async write(bytes: Buffer): Promise<void> {
    this.check();
    this.bytes += bytes.length;
    if (this.out.write(bytes)) return;
    await new Promise<void>((done) => (this.wake = done));
    this.wake = null;
    this.check();
  }

  private check(): void {
    if (this.failure !== null) throw this.failure;
    if (this.out.destroyed) throw new Error('the reader of the export has gone');
  }
}
