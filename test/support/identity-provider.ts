import type { IdentityProvider } from '@tidu/platform';
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import { projectRoot } from './product';

/** Who stands before the provider, and how they prove themselves there. */
export interface StandIn {
  subject: string;
  amr?: string[];
  acr?: string;
  /** Turns back instead. */
  deny?: boolean;
  /** The token is altered on its way: signed by nobody, or wrongly. */
  forge?: 'none' | 'signature';
  /** The provider is in trouble where an address has this in it, and answers something else. */
  trouble?: { at: 'openid-configuration' | 'token' | 'jwks' | 'me' | '/'; how: ProviderTrouble };
}

/** `slow`: it answers rightly, a quarter of a second later. */
export type ProviderTrouble = 'slow' | 'page' | 'halfJson' | 'otherJson' | 'broken' | 'cutOff' | 'endless' | 'silent';

/** A plain one takes our secret in the body alone, and doesn't say when somebody proved themselves. */
type ProviderKind = 'usual' | 'plain';

const client = { clientId: 'tidu', clientSecret: 'a-secret-of-the-test-only-0123456789' };
export const testPublicUrl = 'http://tidu.test';

/** A real identity provider in a process of its own (identity-provider.mjs). Call `stop` in `afterAll`. */
export class TestProvider {
  private constructor(
    readonly issuer: string,
    private child: ChildProcess,
    private readonly redirectUri: string,
    private readonly kind: ProviderKind,
  ) {}

  /** `redirectUri`: the page of ours it sends back to. */
  static async start(
    redirectUri = `${testPublicUrl}/sign-in/provider`,
    kind: ProviderKind = 'usual',
  ): Promise<TestProvider> {
    const { issuer, child } = await launch(redirectUri, kind);
    return new TestProvider(issuer, child, redirectUri, kind);
  }

  /** The settings of doors that use it. */
  settings(given: Partial<IdentityProvider> = {}): { publicUrl: string; identityProvider: IdentityProvider } {
    const usual = { label: '统一身份认证', claim: 'sub', scope: 'openid', secondFactor: ['mfa'] };
    return {
      publicUrl: testPublicUrl,
      identityProvider: { issuer: this.issuer, ...client, ...usual, ...given },
    };
  }

  /** The same settings as somebody who starts the product gives them. */
  environment(): NodeJS.ProcessEnv {
    const { clientId, clientSecret } = client;
    return {
      ...{ OIDC_ISSUER: this.issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret },
      OIDC_SECOND_FACTOR: 'mfa',
    };
  }

  async standIn(person: StandIn): Promise<void> {
    await fetch(`${this.issuer}/stand-in`, { method: 'POST', body: JSON.stringify(person) });
  }

  /** It neither answers nor hangs up, until it goes on. */
  pause(): void {
    this.child.kill('SIGSTOP');
  }

  goOn(): void {
    this.child.kill('SIGCONT');
  }

  /** Stands at the same address again after it was stopped, and knows nothing of before. */
  async startAgain(): Promise<void> {
    this.child = (await launch(this.redirectUri, this.kind, new URL(this.issuer).port)).child;
  }

  stop(): Promise<void> {
    return new Promise((done) => {
      if (this.child.exitCode !== null || this.child.signalCode !== null) return done();
      this.child.once('exit', () => done());
      this.child.kill();
    });
  }
}

async function launch(
  redirectUri: string,
  kind: ProviderKind,
  port = '0',
): Promise<{ issuer: string; child: ChildProcess }> {
  const script = path.join(projectRoot, 'test/support/identity-provider.mjs');
  const { clientId, clientSecret } = client;
  const child = spawn(process.execPath, [script, clientId, clientSecret, redirectUri, port, kind], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  for await (const line of readline.createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) return { issuer: (JSON.parse(line) as { issuer: string }).issuer, child };
  }
  throw new Error('the identity provider did not start');
}

/** Somebody's browser at the provider: follows it with its cookies until it sends back to us. */
export class ProviderVisit {
  private readonly cookies = new Map<string, string>();

  /** The query of the address one is sent back to. */
  async walk(address: string): Promise<string> {
    let next = new URL(address);
    for (let step = 0; step < 12; step++) {
      const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(next, { redirect: 'manual', headers: { cookie } });
      for (const set of answer.headers.getSetCookie()) {
        const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=');
        if (value === '') this.cookies.delete(name);
        else this.cookies.set(name, value);
      }
      const to = answer.headers.get('location');
      if (to === null) throw new Error(`the provider stops at ${next.pathname}: ${await answer.text()}`);
      next = new URL(to, next);
      if (next.origin === testPublicUrl) return next.search.slice(1);
    }
    throw new Error('the provider sends in circles');
  }
}
