import { DomainError } from '@tidu/kernel';
import { makeSecretFile } from '@tidu/platform';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fingerprintOf, openSavedKey, type SavedKey, saveKey } from './saved-key';

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

  /** For a backup: by what the key is known again, and the key itself, sealed, where there is a passphrase. */
  saved(passphrase?: string): SavedKey {
    return saveKey(this.read(), passphrase);
  }

  /**
   * Finds the key a backup needs before anything is restored: it is there, or comes out of the backup; `keep` puts it into
   * its place once the restore is done.
   * @throws DomainError `ACCESS.OTHER_KEY`, `ACCESS.KEY_MISSING`, `ACCESS.WRONG_PASSPHRASE`
   */
  forRestore(saved: SavedKey, passphrase?: string): { keep: () => void } {
    const file = path.join(this.home, 'secret.key');
    if (this.given !== undefined || fs.existsSync(file)) {
      const own = fingerprintOf(this.read());
      if (own !== saved.fingerprint) throw otherKey(own, saved.fingerprint);
      return { keep: () => undefined };
    }
    const { fingerprint, sealed } = saved;
    if (sealed === null || passphrase === undefined) throw keyMissing(fingerprint, sealed !== null);
    const key = openSavedKey({ fingerprint, sealed }, passphrase);
    return {
      keep: () => {
        fs.mkdirSync(this.home, { recursive: true, mode: 0o711 });
        fs.writeFileSync(file, key.toString('hex'), { mode: 0o600, flag: 'wx' });
        this.key = key;
      },
    };
  }

  /** Read, or made, when it's first needed: a program that seals nothing needs no folder. */
  private read(): Buffer {
    this.key ??= this.given === undefined ? readOrMake(path.join(this.home, 'secret.key')) : decode(this.given);
    return this.key;
  }
}

function readOrMake(file: string): Buffer {
  makeSecretFile(file, () => randomBytes(size).toString('hex'));
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

const without = '确实找不回来的，加 --without-key 恢复：设过动态口令的人此后都要领新的一次性链接。';

const otherKey = (own: string, wanted: string) =>
  new DomainError(
    'conflict',
    'ACCESS.OTHER_KEY',
    `这份备份要用安装密钥 ${wanted}…，这里的是 ${own}…，没有恢复任何内容。请把原来的 secret.key（或 SECRET_KEY）放好再恢复。${without}`,
  );

const keyMissing = (wanted: string, isSealed: boolean) =>
  new DomainError(
    'conflict',
    'ACCESS.KEY_MISSING',
    `恢复后要用安装密钥 ${wanted}… 才读得出动态口令的密钥，这里没有，没有恢复任何内容。${
      isSealed
        ? '备份里封有它：请设置做备份时用的 BACKUP_PASSPHRASE。'
        : '备份里没有封入它：请把原来的 secret.key 放进 TIDU_HOME，或设置 SECRET_KEY。'
    }${without}`,
  );
