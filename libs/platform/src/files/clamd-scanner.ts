import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import type { ClamdAddress } from '../config/clamd-address';
import { type FileScanner, ScannerSilent } from './file-scanner';

/** Bytes a message: far below what clamd takes at a time (StreamMaxLength bounds the whole). */
const chunkSize = 64 * 1024;
/** How long clamd may say nothing, in ms: a large archive takes it some seconds. */
const patience = 60_000;
/** An answer is a line; more is none of clamd's. */
const longestAnswer = 4096;

/** Asks clamd of ClamAV by its command INSTREAM: the content goes over the line, so that it needs no right to our folder. */
export class ClamdScanner implements FileScanner {
  constructor(
    private readonly address: ClamdAddress,
    private readonly wait = patience,
  ) {}

  async scan(file: string): Promise<string | null> {
    const socket = net.connect(this.address);
    socket.setTimeout(this.wait, () => socket.destroy(new Error('timeout')));
    const answer = answerOf(socket);
    answer.catch(() => undefined); // looked at below; until then it must not count as unhandled
    try {
      await Promise.race([once(socket, 'connect'), answer]);
      // clamd may answer before the end (StreamMaxLength): then it reads no further
      await Promise.race([send(socket, file), answer]);
      return verdictOf(await answer);
    } catch (error) {
      if (error instanceof ScannerSilent) throw error;
      throw new ScannerSilent('clamd could not be asked', { cause: error });
    } finally {
      socket.destroy();
    }
  }
}

/** The file as clamd takes it: each piece after its length, an empty one at the end. */
async function send(socket: net.Socket, file: string): Promise<void> {
  await write(socket, Buffer.from('zINSTREAM\0'));
  const length = Buffer.alloc(4);
  for await (const piece of fs.createReadStream(file, { highWaterMark: chunkSize })) {
    length.writeUInt32BE((piece as Buffer).length);
    await write(socket, Buffer.concat([length, piece as Buffer]));
  }
  await write(socket, Buffer.alloc(4));
}

async function write(socket: net.Socket, bytes: Buffer): Promise<void> {
  if (socket.destroyed) throw new Error('closed');
  if (!socket.write(bytes)) await once(socket, 'drain');
}

/** What clamd says, up to the NUL at its end. */
function answerOf(socket: net.Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString('utf8');
      const end = text.indexOf('\0');
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > longestAnswer) reject(new Error('too long'));
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed')));
  });
}

/** `stream: OK`, `stream: Eicar-Signature FOUND`, anything else is no verdict. */
function verdictOf(answer: string): string | null {
  if (answer === 'stream: OK') return null;
  const found = /^stream: (.{1,200}) FOUND$/.exec(answer)?.[1];
  if (found !== undefined) return found;
  throw new ScannerSilent(`clamd: ${answer.slice(0, 200)}`);
}
