import { PassThrough, type Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** What a writer writes, as bytes: for tables of a few thousand rows; longer ones are files made by a job. */
export async function inMemory(write: (out: Writable) => Promise<unknown>): Promise<Buffer> {
  const out = new PassThrough();
  const [bytes] = await Promise.all([buffer(out), write(out).finally(() => out.end())]);
  return bytes;
}
