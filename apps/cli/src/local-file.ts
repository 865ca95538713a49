import { DomainError } from '@tidu/kernel';
import type { StoredFile } from '@tidu/platform';
import fs from 'node:fs';
import path from 'node:path';
import type { Application } from './application';

/** Largest file the command takes in: 600 MB, as the readers allow. */
const limit = 600 * 1024 * 1024;

/** Takes a file of this machine into the stored files, so that a job can be repeated from it whatever happens. */
export async function takeLocalFile(app: Application, file: string): Promise<StoredFile> {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new DomainError('notFound', 'CLI.NO_FILE', `找不到文件 ${file}，请检查路径。`);
  const stored = await app.files.take(
    fs.createReadStream(file),
    path.basename(file),
    'application/octet-stream',
    limit,
  );
  await app.database.write(app.person, (tx) => app.files.register(tx, stored));
  return stored;
}

/** Copies a stored file to `target`; an existing file is replaced only once the copy is whole. */
export function giveLocalFile(app: Application, sha256: string, target: string): void {
  const temporary = `${target}.${process.pid}.part`;
  fs.copyFileSync(app.files.path(sha256), temporary);
  fs.renameSync(temporary, target);
}
