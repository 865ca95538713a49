import { DomainError } from '@tidu/kernel';
import { TooMany, Turns } from '@tidu/platform';
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Cost of a guess (OWASP: N = 2^15, r = 8, p = 3): 32 MB and about a quarter of a second. */
const cost = { N: 2 ** 15, r: 8, p: 3 };
const bytes = 32;

/**
 * Two at a time: Node has four threads for this, which compress answers and read files too, and a machine often no more
 * than two processors. Of the two, accounts that strangers make have one, and give way to whoever signs in.
 */
const turns = new Turns(2, 1);
const patienceMs = 30_000;
/** So many strangers are registered at a time; one takes a quarter of a second. */
const mostNewcomers = 8;
let newcomers = 0;

/**
 * Registers a stranger, unless too many are at it already: then nothing is begun, and nothing counted.
 * @throws TooMany `ACCESS.CROWDED`.
 */
export async function asNewcomer<T>(register: () => Promise<T>): Promise<T> {
  const message = '现在同时注册的人太多，这一次没有受理，也没有计入当天的次数。请过几秒再试。';
  if (newcomers >= mostNewcomers) throw new TooMany('ACCESS.CROWDED', message, 5);
  newcomers++;
  try {
    return await register();
  } finally {
    newcomers--;
  }
}

/**
 * A password as it is kept: `scrypt$N$r$p$salt$hash`, so that a later cost can stand beside an earlier one.
 * @param whose a newcomer's gives way to everybody else's
 */
export async function hashPassword(password: string, whose?: 'newcomer'): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost, whose === 'newcomer');
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

async function derive(password: string, salt: Buffer, { N, r, p }: typeof cost, givesWay = false): Promise<Buffer> {
  const giveBack = await turns.take(givesWay, patienceMs);
  if (!giveBack) throw new DomainError('unavailable', 'ACCESS.CROWDED', '现在登录的人太多，请过几秒再试。');
  try {
    return await new Promise((done, failed) =>
      scrypt(password.normalize('NFKC'), salt, bytes, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
        error ? failed(error) : done(key),
      ),
    );
  } finally {
    giveBack();
  }
}
