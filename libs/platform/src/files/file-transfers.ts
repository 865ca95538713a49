import { Injectable } from '@nestjs/common';
import { DomainError, uuidv7 } from '@tidu/kernel';
import fs from 'node:fs';
import { Readable } from 'node:stream';
import type { ActingPerson } from '../database/acting-person';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { type StoredFile, StoredFiles } from './stored-files';
import { uploadLimit } from './upload';

/** Bytes of a part: on a bad line some seconds. */
const partSize = 1024 * 1024;
/** How many somebody may have begun at a time. */
const mostOpen = 20;

/** A file that comes in part by part. */
export interface FileTransfer {
  id: string;
  name: string;
  /** Bytes of the whole. */
  size: number;
  partSize: number;
  /** Numbers of the parts that have come, from 0. */
  received: number[];
}

/**
 * Uploads that go on where the line broke (断点续传). Each part is a stored file that nobody registered: what is never
 * finished is swept after a day like everything refused.
 */
@Injectable()
export class FileTransfers {
  constructor(
    private readonly database: Database,
    private readonly files: StoredFiles,
  ) {}

  /** @throws DomainError `PLATFORM.FILE_TOO_LARGE`, `PLATFORM.TRANSFERS` where too many are open. */
  async begin(person: ActingPerson, given: { name: string; size: number; subjectId: string }): Promise<FileTransfer> {
    const { name, size, subjectId } = given;
    if (size > uploadLimit) throw tooLarge();
    const id = uuidv7();
    await this.database.write(person, async (tx) => {
      await tx.rows(`delete from file_transfer where "createdAt" < now() - interval '1 day'`);
      const open = await tx.row<{ count: number }>('select count(*)::int as count from file_transfer');
      if ((open?.count ?? 0) >= mostOpen) throw tooMany();
      await tx.rows(
        'insert into file_transfer (id, "personId", "subjectId", name, size, "partSize") values ($1, $2, $3, $4, $5, $6)',
        [id, person.id, subjectId, name, size, partSize],
      );
    });
    return { id, name, size, partSize, received: [] };
  }

  /** How far it is. @throws DomainError `PLATFORM.TRANSFER_NOT_FOUND`, of somebody else's too. */
  state(person: ActingPerson, id: string, subjectId: string): Promise<FileTransfer> {
    return this.database.read(person, (tx) => find(tx, id, subjectId));
  }

  /** Takes a part in; the same one again changes nothing. @throws DomainError `PLATFORM.TRANSFER_PART`. */
  async part(person: ActingPerson, id: string, subjectId: string, number: number, file: StoredFile | undefined) {
    await this.database.write(person, async (tx) => {
      const { size, partSize: each } = await find(tx, id, subjectId);
      const wanted = Math.min(each, size - number * each);
      if (!file || wanted <= 0 || file.size !== wanted) throw wrongPart(number, wanted, file?.size ?? 0);
      await tx.rows(
        `insert into file_transfer_part ("transferId", number, sha256) values ($1, $2, $3)
         on conflict ("transferId", number) do update set sha256 = excluded.sha256`,
        [id, number, file.sha256],
      );
    });
  }

  /**
   * The whole, once every part is there; the scanner looks into it anew, for a part alone shows little.
   * @throws DomainError `PLATFORM.TRANSFER_GAPS` with the parts to send again, `PLATFORM.FILE_INFECTED`, `PLATFORM.FILE_NOT_SCANNED`.
   */
  async whole(person: ActingPerson, id: string, subjectId: string): Promise<StoredFile> {
    const {
      name,
      size,
      partSize: each,
      parts,
    } = await this.database.read(person, async (tx) => ({
      ...(await find(tx, id, subjectId)),
      parts: await tx.rows<{ number: number; sha256: string }>(
        'select number, sha256 from file_transfer_part where "transferId" = $1 order by number',
        [id],
      ),
    }));
    const here = new Map(parts.map(({ number, sha256 }) => [number, this.files.path(sha256)]));
    const paths = Array.from({ length: Math.ceil(size / each) }, (_, i) => here.get(i) ?? '');
    const gaps = paths.flatMap((path, i) => (path !== '' && fs.existsSync(path) ? [] : [i]));
    if (gaps.length > 0) throw incomplete(gaps);
    const stream = Readable.from(inOrder(paths));
    return this.files.takeUpload(stream, name, 'application/octet-stream', uploadLimit);
  }

  /** It is not needed any more. */
  async end(person: ActingPerson, id: string): Promise<void> {
    await this.database.write(person, (tx) => tx.rows('delete from file_transfer where id = $1', [id]));
  }
}

async function* inOrder(paths: readonly string[]): AsyncGenerator<Buffer> {
  for (const path of paths) for await (const chunk of fs.createReadStream(path)) yield chunk as Buffer;
}

async function find(tx: Transaction, id: string, subjectId: string): Promise<FileTransfer> {
  const found = await tx.row<Omit<FileTransfer, 'size'> & { size: string }>(
    `select id, name, size, "partSize", coalesce((select array_agg(number order by number) from file_transfer_part p
       where p."transferId" = t.id), '{}') as received
     from file_transfer t where id = $1 and "subjectId" = $2 and "createdAt" > now() - interval '1 day'`,
    [id, subjectId],
  );
  if (!found)
    throw new DomainError('notFound', 'PLATFORM.TRANSFER_NOT_FOUND', '没有这次上传，或已超过一天。请重新上传。');
  return { ...found, size: Number(found.size) };
}

const tooLarge = () =>
  new DomainError(
    'tooLarge',
    'PLATFORM.FILE_TOO_LARGE',
    `文件超过 ${uploadLimit / 1024 / 1024} MB，没有接收。请拆分后再上传。`,
  );

const tooMany = () =>
  new DomainError('conflict', 'PLATFORM.TRANSFERS', `同时至多 ${mostOpen} 个没有传完的文件，请先传完或明天再传。`);

function wrongPart(number: number, wanted: number, got: number): DomainError {
  const message = `file：第 ${number + 1} 片应为 ${Math.max(0, wanted)} 字节，收到 ${got} 字节。请重传这一片。`;
  return new DomainError('invalid', 'PLATFORM.TRANSFER_PART', message, [
    { where: { field: 'file' }, code: 'PLATFORM.TRANSFER_PART', message },
  ]);
}

function incomplete(gaps: readonly number[]): DomainError {
  const shown = gaps.slice(0, 20).map((one) => one + 1);
  return new DomainError('conflict', 'PLATFORM.TRANSFER_GAPS', `文件还没有传完，缺第 ${shown.join('、')} 片。`);
}
