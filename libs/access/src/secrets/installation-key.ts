import { DomainError } from '@tidu/kernel';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const size = 32;
const parts = { iv: 12, tag: 16 };

/**
 * The key of an installation: what must be read again (secrets of one-time codes) is sealed with it and lies in the
 * database; the key lies beside it, in `SECRET_KEY` or in a file that its owner alone may read.
 */
export class InstallationKey {
  private key: Buffer | undefined;

  constructor(
    private readonly home: string,
    private readonly given?: string,
  ) {}

  /** Seals a secret for one owner: moved to another's row it can't be opened. */
  seal(secret: Buffer, owner: string): Buffer {
    const iv = randomBytes(parts.iv);
    const cipher = createCipheriv('aes-256-gcm', this.read(), iv).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  /** @throws DomainError `ACCESS.WRONG_KEY` where it was sealed with another key or for another owner. */
  open(sealed: Buffer, owner: string): Buffer {
    const from = parts.iv + parts.tag;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.read(), sealed.subarray(0, parts.iv));
      decipher.setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(parts.iv, from));
      return Buffer.concat([decipher.update(sealed.subarray(from)), decipher.final()]);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      throw new DomainError(
        'unavailable',
        'ACCESS.WRONG_KEY',
        '安装密钥与数据库里的动态口令对不上（恢复备份时须一并恢复 .tidu/secret.key 或 SECRET_KEY）。请联系系统管理员。',
      );
    }
  }

  /** Read, or made, when it's first needed: a program that seals nothing needs no folder. */
  private read(): Buffer {
    this.key ??= this.given === undefined ? readOrMake(path.join(this.home, 'secret.key')) : decode(this.given);
    return this.key;
  }
}

/** The file is made elsewhere and given its name when it is whole: two processes may come here at the same moment. */
function readOrMake(file: string): Buffer {
  if (!fs.existsSync(file)) {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o711 });
    const made = `${file}.${process.pid}`;
    fs.writeFileSync(made, randomBytes(size).toString('hex'), { mode: 0o600 });
    try {
      fs.linkSync(made, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      fs.rmSync(made);
    }
  }
  return decode(fs.readFileSync(file, 'utf8').trim());
}

function decode(hex: string): Buffer {
  if (/^[0-9a-f]{64}$/i.test(hex)) return Buffer.from(hex, 'hex');
  throw new DomainError(
    'unavailable',
    'ACCESS.BAD_KEY',
    '安装密钥应是 64 位十六进制数，请检查 SECRET_KEY 或 secret.key。',
  );
}
