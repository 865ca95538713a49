import type { Transaction } from '@tidu/platform';
import type { Connection, Submittable } from 'pg';
import type { Duplex } from 'node:stream';

const [COPY_DATA, COPY_DONE, COPY_FAIL] = [0x64, 0x63, 0x66];
/** Bytes that may wait for a slow server: enough that one waiting lane doesn't hold up the others at once. */
const writeAhead = 2 * 1024 * 1024;

/** Bytes to be left free at the front of every buffer given to `write`: the frame goes there, without copying. */
export const frameLength = 5;

/**
 * `COPY … FROM STDIN` as something to write buffers to: each goes to the connection as one message, in one piece
 * (pg-copy-streams sends the five bytes of the frame apart, one small packet each).
 */
export class CopyWriter {
  private readonly query: CopyTarget;

  constructor(tx: Transaction, sql: string) {
    this.query = tx.client.query(new CopyTarget(sql));
  }

  /** Sends a buffer whose data begins after `frameLength` free bytes. */
  write(buffer: Buffer): void {
    this.query.send(buffer);
  }

  /** The server takes the rows more slowly than they come, or has refused them: wait for `drained`. */
  get mustWait(): boolean {
    return this.query.waiting > writeAhead || this.query.failure !== null;
  }

  /** Waits until the server has caught up; throws when it refused the rows. */
  async drained(): Promise<void> {
    while (this.query.failure === null && this.query.waiting > writeAhead / 2) await this.query.change();
    if (this.query.failure !== null) throw this.query.failure;
  }

  /** Ends the copy; returns the number of rows the server took in. */
  async finish(): Promise<number> {
    await this.query.begun();
    this.query.end(COPY_DONE);
    await this.query.over();
    return this.query.rowCount;
  }

  /** Gives the copy up; the transaction can then only be rolled back. */
  async abort(): Promise<void> {
    try {
      await this.query.begun();
      this.query.end(COPY_FAIL);
      await this.query.over();
    } catch {
      // the refusal of what was given up, as asked for
    }
  }
}

/** The query as the driver sees it. */
class CopyTarget implements Submittable {
  failure: Error | null = null;
  rowCount = 0;
  private stream: Duplex | null = null;
  private early: Buffer[] | null = [];
  private earlyBytes = 0;
  private isEnded = false;
  private isOver = false;
  private readonly wakes: (() => void)[] = [];

  constructor(private readonly text: string) {}

  /** Bytes that the kernel hasn't taken yet. */
  get waiting(): number {
    return this.earlyBytes + (this.stream?.writableLength ?? 0);
  }

  submit(connection: Connection): void {
    this.stream = connection.stream;
    (connection as unknown as { query(text: string): void }).query(this.text);
  }

  send(buffer: Buffer): void {
    if (this.failure !== null || this.isEnded) return;
    buffer[0] = COPY_DATA;
    buffer.writeUInt32BE(buffer.length - 1, 1);
    if (this.early === null) {
      this.stream?.write(buffer, () => this.wake());
    } else {
      this.early.push(buffer);
      this.earlyBytes += buffer.length;
    }
  }

  end(how: number): void {
    if (this.isEnded || this.failure !== null) return;
    this.isEnded = true;
    const words = how === COPY_FAIL ? Buffer.from('given up\0') : Buffer.alloc(0);
    const message = Buffer.alloc(frameLength + words.length);
    message[0] = how;
    message.writeUInt32BE(4 + words.length, 1);
    words.copy(message, frameLength);
    this.stream?.write(message);
  }

  /** Waits until the server is ready for rows. */
  async begun(): Promise<void> {
    while (this.early !== null && this.failure === null) await this.change();
    if (this.failure !== null) throw this.failure;
  }

  async over(): Promise<void> {
    while (!this.isOver && this.failure === null) await this.change();
    if (this.failure !== null) throw this.failure;
  }

  change(): Promise<void> {
    return new Promise((done) => this.wakes.push(done));
  }

  handleCopyInResponse(): void {
    const early = this.early ?? [];
    this.early = null;
    this.earlyBytes = 0;
    for (const buffer of early) this.send(buffer);
    this.wake();
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.rowCount = Number(/^COPY (\d+)/.exec(text)?.[1] ?? 0);
  }

  handleReadyForQuery(): void {
    this.isOver = true;
    this.wake();
  }

  handleError(error: Error): void {
    this.failure ??= error;
    this.wake();
  }

  private wake(): void {
    for (const done of this.wakes.splice(0)) done();
  }
}
