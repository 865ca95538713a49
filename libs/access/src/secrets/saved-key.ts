import { DomainError } from '@tidu/kernel';
import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from 'node:crypto';

/** The installation key as a backup knows it: by what it is told from others, and sealed with a passphrase if there was one. */
export interface SavedKey {
  /** The first 16 hex digits of a hash of the key: enough to know it again, nothing to guess it by. */
  fingerprint: string;
  /** Salt, IV, tag and sealed key in base64; null: the key is kept elsewhere. */
  sealed: string | null;
}

const parts = { salt: 16, iv: 12, tag: 16 };
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 };
/** Fewer characters are guessed from a stolen backup. */
const leastLength = 12;

export const fingerprintOf = (key: Buffer): string =>
  createHash('sha256').update('tidu installation key').update(key).digest('hex').slice(0, 16);

/** @throws DomainError `ACCESS.WEAK_PASSPHRASE` */
export function saveKey(key: Buffer, passphrase: string | undefined): SavedKey {
  const fingerprint = fingerprintOf(key);
  if (passphrase === undefined) return { fingerprint, sealed: null };
  if (Array.from(passphrase).length < leastLength)
    throw new DomainError(
      'invalid',
      'ACCESS.WEAK_PASSPHRASE',
      `BACKUP_PASSPHRASE 至少要 ${leastLength} 个字符，没有备份。请换一个长的，另外保管好。`,
    );
  const [salt, iv] = [randomBytes(parts.salt), randomBytes(parts.iv)];
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase, salt, 32, cost), iv);
  cipher.setAAD(Buffer.from(fingerprint));
  const sealed = Buffer.concat([cipher.update(key), cipher.final()]);
  return { fingerprint, sealed: Buffer.concat([salt, iv, cipher.getAuthTag(), sealed]).toString('base64') };
}

/** @throws DomainError `ACCESS.WRONG_PASSPHRASE` */
export function openSavedKey({ fingerprint, sealed }: SavedKey & { sealed: string }, passphrase: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64');
  const cut = (from: number, size: number) => bytes.subarray(from, from + size);
  const salt = cut(0, parts.salt);
  const iv = cut(parts.salt, parts.iv);
  const tag = cut(parts.salt + parts.iv, parts.tag);
  try {
    const decipher = createDecipheriv('aes-256-gcm', scryptSync(passphrase, salt, 32, cost), iv);
    decipher.setAAD(Buffer.from(fingerprint)).setAuthTag(tag);
    return Buffer.concat([decipher.update(bytes.subarray(parts.salt + parts.iv + parts.tag)), decipher.final()]);
  } catch {
    throw new DomainError(
      'invalid',
      'ACCESS.WRONG_PASSPHRASE',
      'BACKUP_PASSPHRASE 打不开备份里的安装密钥，没有恢复任何内容。请核对做这份备份时用的口令短语。',
    );
  }
}
