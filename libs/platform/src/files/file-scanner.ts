import { DomainError } from '@tidu/kernel';

/** Looks into files that come from outside before they are kept (查毒). Whether there is one is a setting. */
export interface FileScanner {
  /**
   * What was found in the file, by the scanner's own name of it; null: nothing.
   * @throws ScannerSilent where it could not be asked or did not say.
   */
  scan(file: string): Promise<string | null>;
}

/** The scanner can't be asked, or its answer is none: nobody knows whether the file is clean. */
export class ScannerSilent extends Error {}

/**
 * Refuses what the scanner finds something in, and what it says nothing of: a file is never taken in unseen.
 * @throws DomainError `PLATFORM.FILE_INFECTED`, `PLATFORM.FILE_NOT_SCANNED`.
 */
export async function requireClean(scanner: FileScanner, file: string, name: string): Promise<void> {
  const shown = name.slice(-60);
  const found = await scanner.scan(file).catch((error: unknown) => {
    if (!(error instanceof ScannerSilent)) throw error;
    const message = `查毒程序现在没有应答，“${shown}”没有接收，什么也没有保存。请过几分钟再上传；一直不行请联系系统管理员。`;
    throw new DomainError('unavailable', 'PLATFORM.FILE_NOT_SCANNED', message);
  });
  if (found === null) return;
  const message = `在“${shown}”里查出病毒（${found}），没有接收，什么也没有保存。请在本机查杀后重新制作文件再上传。`;
  throw new DomainError('invalid', 'PLATFORM.FILE_INFECTED', message, [
    { where: { field: 'file' }, code: 'PLATFORM.FILE_INFECTED', message },
  ]);
}
