import { once } from 'node:events';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const special = /[\\\t\n\r]/;
const everySpecial = /[\\\t\n\r]/g;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A missing value in PostgreSQL's COPY text format. */
export const missingField = '\\N';

/** One field of PostgreSQL's COPY text format; null is missing. */
export function copyField(value: string | null): string {
  if (value === null) return missingField;
  return special.test(value) ? value.replace(everySpecial, (char) => escapes[char] ?? char) : value;
}

const chunkLength = 64 * 1024;

/** Sends lines to `COPY … FROM STDIN` at the server's pace. Ends with `end`, or with `abort`, which undoes it all. */
export class CopyLines {
  private readonly stream;
  private text = '';
  private failure: Error | null = null;

  constructor(client: PoolClient, table: string, columns: readonly string[]) {
    const names = columns.map((column) => `"${column}"`).join(', ');
    this.stream = client.query(copyFrom(`copy ${table} (${names}) from stdin`));
    this.stream.on('error', (error) => (this.failure ??= error));
  }

  /** Fields must be what {@link copyField} made. */
  line(fields: readonly string[]): void {
    this.text += `${fields.join('\t')}\n`;
  }

  /** Sends what has gathered, if it's enough to be worth it. */
  async flush(least = chunkLength): Promise<void> {
    if (this.failure) throw this.failure;
    if (this.text.length < least || this.text === '') return;
    const ready = this.stream.write(this.text);
    this.text = '';
    if (!ready) await once(this.stream, 'drain');
  }

  async end(): Promise<void> {
    await this.flush(1);
    this.stream.end();
    await once(this.stream, 'finish');
  }

  async abort(): Promise<void> {
    if (this.stream.destroyed || this.failure) return;
    const closed = once(this.stream, 'close').catch(() => undefined);
    this.stream.destroy(new Error('import stopped'));
    await closed;
  }
}
