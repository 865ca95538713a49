import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Cost of a guess (OWASP: N = 2^15, r = 8, p = 3): 32 MB and about a quarter of a second. */
const cost = { N: 2 ** 15, r: 8, p: 3 };
const bytes = 32;

/** A password as it is kept: `scrypt$N$r$p$salt$hash`, so that a later cost can stand beside an earlier one. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), hash.toString('base64')].join('$');
}

/** Whether it is the password that was hashed. */
export async function isPassword(password: string, kept: string): Promise<boolean> {
  const [, N, r, p, salt = '', hash = ''] = kept.split('$');
  const wanted = Buffer.from(hash, 'base64');
  const found = await derive(password, Buffer.from(salt, 'base64'), { N: Number(N), r: Number(r), p: Number(p) });
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

/** Takes the time of a check where there is nothing to check, so that an unknown name isn't told by its haste. */
export async function checkNothing(password: string): Promise<false> {
  await derive(password, Buffer.alloc(16), cost);
  return false;
}

function derive(password: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> {
  return new Promise((done, failed) =>
    scrypt(password.normalize('NFKC'), salt, bytes, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? failed(error) : done(key),
    ),
  );
}
