import { DomainError } from '@tidu/kernel';
import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Transaction } from '../database/transaction';
import { type FileScanner, requireClean } from './file-scanner';

/** 4 GiB: an export of ten million rows still fits. */
const largest = 2 ** 32;

/** A file kept under its SHA-256 (存档文件). */
export interface StoredFile {
  sha256: string;
  name: string;
  mediaType: string;
  size: number;
}

/** Files of people and exports on disk, named by their content; their rows are in `stored_file`. */
export class StoredFiles {
  /** `scanner`: looks into what people upload. */
  constructor(
    readonly dir: string,
    private readonly scanner: FileScanner | null = null,
  ) {}

  /** Takes in what was uploaded, once the scanner found nothing in it. @throws DomainError as `take`, `requireClean`. */
  takeUpload(source: NodeJS.ReadableStream, name: string, mediaType: string, limit: number): Promise<StoredFile> {
    const { scanner } = this;
    return this.take(source, name, mediaType, limit, async (file) => {
      if (scanner) await requireClean(scanner, file, name);
    });
  }

  /** Takes a stream in; the same content is kept once. `limit` in bytes. What `check` throws of keeps nothing. */
  async take(
    source: NodeJS.ReadableStream,
    name: string,
    mediaType: string,
    limit: number,
    check?: (file: string) => Promise<void>,
  ): Promise<StoredFile> {
    fs.mkdirSync(this.dir, { recursive: true, mode: 0o700 });
    const temporary = path.join(this.dir, `.${randomUUID()}`);
    const hash = createHash('sha256');
    let size = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        hash.update(chunk);
        done(size > limit ? tooLarge(limit) : null, chunk);
      },
    });
    try {
      await pipeline(source, measure, fs.createWriteStream(temporary, { mode: 0o600 }));
      await check?.(temporary);
      const sha256 = hash.digest('hex');
      fs.renameSync(temporary, this.path(sha256));
      return { sha256, name: path.basename(name.normalize('NFC')), mediaType, size };
    } catch (error) {
      fs.rmSync(temporary, { force: true });
      throw error;
    }
  }

  /** Takes in what `work` writes, as it is written; when it fails nothing is kept. */
  async write<T>(
    name: string,
    mediaType: string,
    work: (out: PassThrough) => Promise<T>,
  ): Promise<{ file: StoredFile; result: T }> {
    const out = new PassThrough({ highWaterMark: 1024 * 1024 });
    const taken = this.take(out, name, mediaType, largest);
    taken.catch(() => undefined); // looked at below; until then it must not count as unhandled
    try {
      const result = await work(out);
      out.end();
      return { file: await taken, result };
    } catch (error) {
      out.destroy(error as Error);
      await taken.catch(() => undefined);
      throw error;
    }
  }

  /**
   * Writes the row of a file that was taken in, and who brought it; a file known already keeps its first row.
   * `subjectId`: the record it was brought for.
   */
  async register(tx: Transaction, file: StoredFile, subjectId: string | null = null): Promise<void> {
    await tx.rows(
      `insert into stored_file (sha256, name, "mediaType", size, "storedBy") values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [file.sha256, file.name, file.mediaType, file.size, tx.person.id],
    );
    await tx.rows(
      'insert into stored_file_upload (sha256, "uploadedBy", "subjectId") values ($1, $2, $3) on conflict do nothing',
      [file.sha256, tx.person.id, subjectId],
    );
  }

  path(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new DomainError('notFound', 'PLATFORM.FILE_NOT_FOUND', '没有这个文件。');
    return path.join(this.dir, sha256);
  }
}

/** Whether the acting person brought the file, or anybody for one of these records. Who only knows its hash did not. */
export async function mayUseFile(tx: Transaction, sha256: string, subjectIds: readonly string[]): Promise<boolean> {
  const found = await tx.row(
    'select 1 from stored_file_upload where sha256 = $1 and ("uploadedBy" = $2 or "subjectId" = any($3::uuid[])) limit 1',
    [sha256, tx.person.id, subjectIds],
  );
  return found !== null;
}

function tooLarge(limit: number): DomainError {
  return new DomainError(
    'tooLarge',
    'PLATFORM.FILE_TOO_LARGE',
    `文件超过 ${Math.round(limit / 1024 / 1024)} MB，没有接收。请拆分后再上传。`,
  );
}
