import { DomainError } from '@tidu/kernel';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Size and hash of what went through. */
export interface Measured {
  bytes: number;
  sha256: string;
}

/** Passes bytes on and measures them. */
export function measuring(): { through: Transform; result: () => Measured } {
  const hash = createHash('sha256');
  let bytes = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { through, result: () => ({ bytes, sha256: hash.digest('hex') }) };
}

/** Writes a stream into a file that is on the disk when this returns. */
export async function toFile(source: NodeJS.ReadableStream, file: string, signal?: AbortSignal): Promise<Measured> {
  const { through, result } = measuring();
  await pipeline(source, through, fs.createWriteStream(file, { mode: 0o600, flush: true }), { signal });
  return result();
}

/** Hash of what a stream holds. */
export async function measured(source: NodeJS.ReadableStream): Promise<Measured> {
  const { through, result } = measuring();
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  await pipeline(source, through, nowhere);
  return result();
}

/** What a full disk, here or at the database, says of itself in our words; anything else as it is. */
export function inWords(error: unknown, doing: string): unknown {
  const { code } = error as { code?: string };
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100')
    return new DomainError(
      'unavailable',
      'PLATFORM.DISK_FULL',
      `${doing}时磁盘空间不足，已撤回，没有留下半成品。请腾出空间或换一个目录再试。`,
    );
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EPERM')
    return new DomainError(
      'unavailable',
      'PLATFORM.NO_WRITE',
      `${doing}时写不进目录 ${(error as NodeJS.ErrnoException).path ?? ''}（${code}），已撤回。请检查目录和它的权限。`,
    );
  return error;
}
