import { uuidv7 } from '@tidu/kernel';
import { ownPageHeader, ownPageValue, systemActor } from '@tidu/platform';
import type { TestDoors } from '@tidu/test/doors';
import { signInAs, type SignedIn, type TestPerson } from '@tidu/test/signed-in';
import type { Response } from 'supertest';
import { hashPassword } from '../secrets/password-hash';
import { totpCode, totpStep } from '../secrets/totp';

export const goodPassword = 'Luoyang#2026x';

/** A person of a role, over a scope, made as the product's rows stand. */
export function aPerson(role: string, duty: string, scope: Partial<TestPerson> = {}): TestPerson {
  const id = uuidv7();
  const login = `p${id.replaceAll('-', '').slice(-20)}`;
  return {
    id,
    loginName: login,
    displayName: `人${id.slice(-4)}`,
    duty,
    role,
    scopeKind: null,
    scopeId: null,
    ...scope,
  };
}

/** Somebody at a browser: remembers the cookie that an answer sets, sends what our own pages send. */
export class Visitor {
  cookie = '';

  constructor(
    private readonly doors: TestDoors,
    signedIn?: SignedIn,
  ) {
    this.cookie = signedIn?.headers.cookie ?? '';
  }

  async ask(
    method: 'get' | 'post' | 'put' | 'patch' | 'delete',
    url: string,
    body?: object,
    version?: number,
  ): Promise<Response> {
    const request = this.doors.stranger[method](url).set(ownPageHeader, ownPageValue);
    if (this.cookie) void request.set('cookie', this.cookie);
    if (version !== undefined) void request.set('if-match', String(version));
    const answer = await (body === undefined ? request : request.send(body));
    const set = (answer.headers['set-cookie'] as unknown as string[] | undefined)?.[0];
    if (set !== undefined) this.cookie = set.split(';')[0] ?? '';
    return answer;
  }

  get = (url: string) => this.ask('get', url);
  post = (url: string, body: object = {}, version?: number) => this.ask('post', url, body, version);
}

/** The three administrators and who does business, each signed in. */
export async function administrators(doors: TestDoors) {
  const as = async (person: TestPerson) => new Visitor(doors, await signInAs(doors.test.database, person));
  return {
    system: await as(aPerson('admin.system', 'system')),
    security: await as(aPerson('admin.security', 'security')),
    audit: await as(aPerson('admin.audit', 'audit')),
  };
}

/** Gives a person of a test a password. */
export async function givePassword({ test }: TestDoors, { id }: TestPerson, password = goodPassword): Promise<void> {
  const hash = await hashPassword(password);
  await test.database.write(systemActor, (tx) =>
    tx.rows(
      `insert into credential ("personId", "passwordHash", "passwordSetAt") values ($1, $2, now())
       on conflict ("personId") do update set "passwordHash" = excluded."passwordHash", "passwordSetAt" = now()`,
      [id, hash],
    ),
  );
}

/** The code of a secret as one types it (base32), some half minutes from now. */
export function codeOf(secret: string, offset = 0): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = (bits.match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2));
  return totpCode(Buffer.from(bytes), totpStep(Date.now()) + offset);
}

/** A visitor who keeps every cookie: the session's, and the one of a way that was begun. */
export class SeveralCookies extends Visitor {
  readonly cookies = new Map<string, string>();

  override async ask(...given: Parameters<Visitor['ask']>) {
    this.cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await super.ask(...given);
    for (const set of (answer.headers['set-cookie'] as unknown as string[] | undefined) ?? []) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=');
      this.cookies.set(name, value);
    }
    return answer;
  }
}
