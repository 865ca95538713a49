import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { InstallationKey } from './installation-key';
import { hashPassword, isPassword } from './password-hash';
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

  it('of the key in a backup: comes back with the passphrase alone, and never over another key', () => {
    const [home, fresh, other] = [0, 0, 0].map(() => fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-key-')));
    const sealed = new InstallationKey(home ?? '').seal(Buffer.from('secret'), 'a');
    const passphrase = '两位保管人各记一半-0451';
    const saved = new InstallationKey(home ?? '').saved(passphrase);
    const plain = new InstallationKey(home ?? '').saved();
    expect(plain).toEqual({ fingerprint: saved.fingerprint, sealed: null });
    const key = fs.readFileSync(path.join(home ?? '', 'secret.key'), 'utf8');
    expect(JSON.stringify(saved)).not.toContain(key);
    const code = (word: string) => expect.objectContaining({ code: word });
    expect(() => new InstallationKey(home ?? '').saved('zu kurz')).toThrow(code('ACCESS.WEAK_PASSPHRASE'));
    const restored = new InstallationKey(fresh ?? '');
    expect(() => restored.forRestore(plain, passphrase)).toThrow(code('ACCESS.KEY_MISSING'));
    expect(() => restored.forRestore(saved)).toThrow(code('ACCESS.KEY_MISSING'));
    expect(() => restored.forRestore(saved, `${passphrase}x`)).toThrow(code('ACCESS.WRONG_PASSPHRASE'));
    expect(fs.readdirSync(fresh ?? '')).toEqual([]);
    restored.forRestore(saved, passphrase).keep();
    expect(new InstallationKey(fresh ?? '').open(sealed, 'a').toString()).toBe('secret');
    new InstallationKey(home ?? '').forRestore(plain).keep(); // the one that is there fits
    new InstallationKey(other ?? '').seal(Buffer.from('x'), 'a');
    expect(() => new InstallationKey(other ?? '').forRestore(saved, passphrase)).toThrow(code('ACCESS.OTHER_KEY'));
    for (const dir of [home, fresh, other]) fs.rmSync(dir ?? '', { recursive: true });
  });
});
