import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** One-time codes of a phone (动态口令), RFC 6238 as every authenticator app speaks it: SHA-1, six digits, 30 seconds. */
const seconds = 30;
const digits = 6;
/** Half minutes a phone's clock may be ahead or behind. */
const drift = 1;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret of 160 bits. */
export const newTotpSecret = (): Buffer => randomBytes(20);

/** The secret as one types it into an app (base32). */
export function base32(secret: Buffer): string {
  let bits = '';
  for (const byte of secret) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** The address that a QR code carries to the app. */
export function totpAddress(secret: Buffer, loginName: string): string {
  const label = encodeURIComponent(`梯度:${loginName}`);
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent('梯度')}`;
}

/** The code of a half minute. */
export function totpCode(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 0xf;
  return String((hash.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** digits).padStart(digits, '0');
}

/** The half minute an instant (ms since 1970) belongs to. */
export const totpStep = (now: number): number => Math.floor(now / 1000 / seconds);

/** The half minute whose code this is, newer than `after`; null when it is none. */
export function matchTotp(secret: Buffer, code: string, after: number, now: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const current = totpStep(now);
  for (let step = current - drift; step <= current + drift; step++) {
    if (step > after && timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code))) return step;
  }
  return null;
}
