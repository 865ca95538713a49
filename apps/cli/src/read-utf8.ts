import { DomainError } from '@tidu/kernel';
import fs from 'node:fs';

/** The text of a file a person named. @throws DomainError when there is no such file, or it isn't UTF-8. */
export function readUtf8(file: string): string {
  if (!fs.existsSync(file)) throw new DomainError('notFound', 'CLI.NO_FILE', `找不到文件 ${file}，请检查路径。`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(fs.readFileSync(file));
  } catch {
    throw new DomainError('invalid', 'CLI.UNREADABLE', `${file} 无法读取，或不是 UTF-8 编码，请检查文件。`);
  }
}
