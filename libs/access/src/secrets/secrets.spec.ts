import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { InstallationKey } from './installation-key';
import { checkNothing, hashPassword, isPassword } from './password-hash';
import { hashOfToken, isToken, newToken } from './token';
import { base32, matchTotp, totpAddress, totpCode, totpStep } from './totp';

describe('one-time codes', () => {
  const secret = Buffer.from('12345678901234567890');

  // RFC 6238, appendix B: the last six of its eight digits
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at second %i are those of the standard', (second, code) => {
    expect(totpCode(secret, totpStep(second * 1000))).toBe(code);
  });

  it('count half a minute early and late, and never twice', () => {
    const now = 1_234_567_890_000;
    const step = totpStep(now);
    const of = (offset: number) => matchTotp(secret, totpCode(secret, step + offset), 0, now);
    expect([-2, -1, 0, 1, 2].map(of)).toEqual([null, step - 1, step, step + 1, null]);
    expect(matchTotp(secret, totpCode(secret, step), step, now)).toBeNull();
    expect(['', '12345', '1234567', 'abcdef', ' 12345'].map((code) => matchTotp(secret, code, 0, now))).toEqual(
      Array(5).fill(null),
    );
  });

  it('are named to the phone in the form that every app reads', () => {
    expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
    expect(base32(Buffer.alloc(0))).toBe('');
    expect(totpAddress(secret, 'zhangsan')).toMatch(
      /^otpauth:\/\/totp\/%E6%A2%AF%E5%BA%A6%3Azhangsan\?secret=[A-Z2-7]{32}&issuer=/,
    );
  });
});

describe('what is kept of secrets', () => {
  it('of a password: a salted hash that only the password fits', async () => {
    const kept = await hashPassword('Luoyang#2026x');
    expect(kept).toMatch(/^scrypt\$32768\$8\$3\$/);
    expect(await hashPassword('Luoyang#2026x')).not.toBe(kept);
    expect(await Promise.all([isPassword('Luoyang#2026x', kept), isPassword('luoyang#2026x', kept)])).toEqual([
      true,
      false,
    ]);
  });

  it('of a password: whoever signs in doesn’t wait for the strangers who were there before', async () => {
    const kept = await hashPassword('Luoyang#2026x');
    const done: string[] = [];
    const work = (name: string, hash: Promise<unknown>) => hash.then(() => done.push(name));
    await Promise.all([
      ...Array.from({ length: 20 }, () => work('stranger', hashPassword('x', 'newcomer'))),
      work('knows it', isPassword('Luoyang#2026x', kept)),
      work('sets it', hashPassword('Luoyang#2026x')),
      work('unknown', checkNothing('x')),
    ]);
    for (const name of ['knows it', 'sets it', 'unknown']) expect(done.indexOf(name)).toBeLessThan(17);
  });

  it('of a password: what its own cost says, and nothing that can’t be one', async () => {
    const kept = await hashPassword('Luoyang#2026x');
    expect(await isPassword('Luoyang#2026x', kept.replace('$8$', '$1$'))).toBe(false);
    expect(await isPassword('Luoyang#2026x', 'scrypt$256$1$1$AA$AA')).toBe(false);
    expect(await checkNothing('Luoyang#2026x')).toBe(false);
  });

  it('of a token: a hash; tokens are 256 random bits', () => {
    const tokens = Array.from({ length: 1000 }, newToken);
    expect(new Set(tokens).size).toBe(1000);
    expect(tokens.every(isToken)).toBe(true);
    expect(hashOfToken(tokens[0] ?? '')).toHaveLength(32);
    expect(["' or 1=1", '', 'x'.repeat(44), `${tokens[0] ?? ''} `].some(isToken)).toBe(false);
  });

  it('of a one-time secret: nothing without the key, nothing in another’s row, nothing after a change', () => {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-key-'));
    const sealed = new InstallationKey(home).seal(Buffer.from('secret'), 'a');
    expect(fs.statSync(path.join(home, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(new InstallationKey(home).open(sealed, 'a').toString()).toBe('secret');
    const wrong = expect.objectContaining({ code: 'ACCESS.WRONG_KEY' });
    expect(() => new InstallationKey(home).open(sealed, 'b')).toThrow(wrong);
    expect(() => new InstallationKey(home, 'ab'.repeat(32)).open(sealed, 'a')).toThrow(wrong);
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => new InstallationKey(home).open(changed, 'a')).toThrow(wrong);
    }
    fs.rmSync(home, { recursive: true });
  });

  it('of the key itself: 64 hex digits, as the settings or the file say it, whole', () => {
    const secret = Buffer.from('secret');
    const hex = 'ab'.repeat(32);
    for (const bad of ['', 'ab'.repeat(31), `x${hex}`, `${hex}x`, `${hex}0`, 'xy'.repeat(32)]) {
      const wrong = expect.objectContaining({ code: 'ACCESS.BAD_KEY' });
      expect(() => new InstallationKey('/nowhere', bad).seal(secret, 'a')).toThrow(wrong);
      expect(() => new InstallationKey('/nowhere', bad).open(Buffer.alloc(40), 'a')).toThrow(wrong);
    }
    const sealed = new InstallationKey('/nowhere', hex).seal(secret, 'a');
    expect(new InstallationKey('/nowhere', hex.toUpperCase()).open(sealed, 'a')).toEqual(secret);
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-key-'));
    fs.writeFileSync(path.join(home, 'secret.key'), `${hex}\n`);
    expect(new InstallationKey(home).open(sealed, 'a')).toEqual(secret);
    fs.rmSync(home, { recursive: true });
  });

  it('of a key that another process makes at the same moment: theirs; nothing half-made stays', () => {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-key-'));
    const hex = 'cd'.repeat(32);
    fs.writeFileSync(path.join(home, 'secret.key'), hex);
    const { existsSync, linkSync } = fs;
    try {
      fs.existsSync = () => false; // looked before the other one was done
      const sealed = new InstallationKey(home).seal(Buffer.from('secret'), 'a');
      expect(new InstallationKey('/nowhere', hex).open(sealed, 'a').toString()).toBe('secret');
      expect(fs.readdirSync(home)).toEqual(['secret.key']);
      fs.linkSync = () => {
        throw Object.assign(new Error('no links here'), { code: 'EPERM' });
      };
      expect(() => new InstallationKey(home).seal(Buffer.from('secret'), 'a')).toThrow('no links here');
      expect(fs.readdirSync(home)).toEqual(['secret.key']);
    } finally {
      Object.assign(fs, { existsSync, linkSync });
    }
    fs.rmSync(home, { recursive: true });
  });

  it('of the key in a backup: comes back with the passphrase alone, and never over another key', () => {
    const [home, fresh, other] = [0, 0, 0].map(() => fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-key-')));
    const sealed = new InstallationKey(home ?? '').seal(Buffer.from('secret'), 'a');
    const passphrase = '两位保管人各记一半-0451';
    const saved = new InstallationKey(home ?? '').saved(passphrase);
    const plain = new InstallationKey(home ?? '').saved();
    expect(plain).toEqual({ fingerprint: saved.fingerprint, sealed: null });
    const key = fs.readFileSync(path.join(home ?? '', 'secret.key'), 'utf8');
    expect(JSON.stringify(saved)).not.toContain(key);
    expect(saved.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(new InstallationKey(home ?? '').saved('十二个字符的口令短语一二').sealed).not.toBeNull();
    expect(() => new InstallationKey(home ?? '').saved('十一个字符的口令短语一')).toThrow(/至少要 12 个字符/);
    const nowhere = path.join(other ?? '', 'none');
    const given = new InstallationKey(nowhere, key);
    given.forRestore(plain).keep();
    expect(() => new InstallationKey(nowhere, 'ab'.repeat(32)).forRestore(plain)).toThrow(
      expect.objectContaining({ code: 'ACCESS.OTHER_KEY' }),
    );
    expect(fs.existsSync(nowhere)).toBe(false);
    const code = (word: string) => expect.objectContaining({ code: word });
    expect(() => new InstallationKey(home ?? '').saved('zu kurz')).toThrow(code('ACCESS.WEAK_PASSPHRASE'));
    const restored = new InstallationKey(fresh ?? '');
    expect(() => restored.forRestore(plain, passphrase)).toThrow(code('ACCESS.KEY_MISSING'));
    expect(() => restored.forRestore(saved)).toThrow(code('ACCESS.KEY_MISSING'));
    expect(() => restored.forRestore(saved, `${passphrase}x`)).toThrow(code('ACCESS.WRONG_PASSPHRASE'));
    expect(fs.readdirSync(fresh ?? '')).toEqual([]);
    expect(() => restored.forRestore(saved)).toThrow(/备份里封有它/);
    expect(() => restored.forRestore(plain, passphrase)).toThrow(/备份里没有封入它/);
    const late = restored.forRestore(saved, passphrase);
    restored.forRestore(saved, passphrase).keep();
    expect(fs.statSync(path.join(fresh ?? '', 'secret.key')).mode & 0o777).toBe(0o600);
    expect(() => late.keep()).toThrow(/EEXIST/); // never over a key that came meanwhile
    expect(new InstallationKey(fresh ?? '').open(sealed, 'a').toString()).toBe('secret');
    new InstallationKey(home ?? '').forRestore(plain).keep(); // the one that is there fits
    new InstallationKey(other ?? '').seal(Buffer.from('x'), 'a');
    expect(() => new InstallationKey(other ?? '').forRestore(saved, passphrase)).toThrow(code('ACCESS.OTHER_KEY'));
    for (const dir of [home, fresh, other]) fs.rmSync(dir ?? '', { recursive: true });
  });
});
