import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import type { IdentityProvider } from '@tidu/platform';
import type * as OpenId from 'openid-client';
import { KeptKeys } from './kept-keys';
import { down, explained, unfit } from './provider-trouble';

/** Whom the provider vouches for, and how it made sure. */
export interface Vouched {
  issuer: string;
  /** What names the account there. */
  subject: string;
  /** When the person proved themselves there last, in seconds since 1970; null where it doesn't say. */
  provenAt: number | null;
  /** Whether it says, in the words of the settings, that a second factor was given. */
  hasFactor: boolean;
}

/** What was asked and must be answered. */
export interface Asked {
  state: string;
  nonce: string;
  verifier: string;
  redirectUri: string;
}

/** How long somebody waits for the provider, in ms, however much it is asked for meanwhile. */
const usualPatience = 8_000;
/** For how long what the provider says of itself is believed, in ms: its addresses and keys may change. */
const believedFor = 3_600_000;

/** Speaks OpenID Connect with the provider of the settings (authorization code, PKCE, state, nonce). */
@Injectable()
export class ProviderClient {
  private readonly keys = new KeptKeys(believedFor);
  private found: { configuration: Promise<OpenId.Configuration>; at: number } | undefined;

  constructor(
    readonly provider: IdentityProvider | undefined,
    private readonly patience = usualPatience,
  ) {}

  /** @throws DomainError `ACCESS.NO_PROVIDER` where none is set up. */
  required(): IdentityProvider {
    if (this.provider) return this.provider;
    throw new DomainError('notFound', 'ACCESS.NO_PROVIDER', '本系统没有接统一认证，请用登录名和口令登录。');
  }

  /**
   * Where to send the browser. `anew`: the person must prove themselves there even when known already; then the answer
   * says when they did.
   * @throws DomainError `ACCESS.PROVIDER_DOWN`.
   */
  async begin(redirectUri: string, anew: boolean): Promise<{ address: string; asked: Asked }> {
    const { scope } = this.required();
    const [openId, configuration] = await this.inTime(Promise.all([load(), this.configuration()]));
    const asked = {
      ...{ state: openId.randomState(), nonce: openId.randomNonce() },
      ...{ verifier: openId.randomPKCECodeVerifier(), redirectUri },
    };
    const address = openId.buildAuthorizationUrl(configuration, {
      ...{ scope, redirect_uri: redirectUri, state: asked.state, nonce: asked.nonce },
      code_challenge: await openId.calculatePKCECodeChallenge(asked.verifier),
      code_challenge_method: 'S256',
      ...(anew && { prompt: 'login', max_age: '0' }),
    });
    return { address: address.href, asked };
  }

  /**
   * Redeems the code that came back and checks what the provider signed.
   * @param answer the query of the address the browser came back to.
   * @throws DomainError `ACCESS.PROVIDER_REFUSED`, `ACCESS.PROVIDER_DOWN`, `ACCESS.PROVIDER_ANSWER`.
   */
  finish(answer: string, asked: Asked): Promise<Vouched> {
    return this.inTime(this.redeem(answer, asked));
  }

  private async redeem(answer: string, { state, nonce, verifier, redirectUri }: Asked): Promise<Vouched> {
    const { claim, secondFactor } = this.required();
    const [openId, configuration] = await Promise.all([load(), this.configuration()]);
    const back = new URL(redirectUri);
    back.search = answer;
    try {
      const tokens = await openId.authorizationCodeGrant(configuration, back, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      });
      const claims = tokens.claims();
      if (!claims) throw unfit();
      const more =
        claims[claim] === undefined
          ? await openId.fetchUserInfo(configuration, tokens.access_token, claims.sub)
          : undefined;
      const said = [claims.acr, ...(Array.isArray(claims.amr) ? claims.amr : [])];
      return {
        issuer: claims.iss,
        subject: subjectOf(claims[claim] ?? more?.[claim]),
        provenAt: typeof claims.auth_time === 'number' ? claims.auth_time : null,
        hasFactor: said.some((value) => typeof value === 'string' && secondFactor.includes(value)),
      };
    } catch (error) {
      const what = explained(error, openId);
      // it may have moved: what it says of itself is asked for anew
      if (what.code === 'ACCESS.PROVIDER_DOWN') this.found = undefined;
      throw what;
    }
  }

  /** What the provider says of itself, read once an hour; a failure isn't kept. */
  private configuration(): Promise<OpenId.Configuration> {
    const now = performance.now();
    if (this.found && now - this.found.at < believedFor) return this.found.configuration;
    const configuration = this.discover();
    const found = (this.found = { configuration, at: now });
    configuration.catch(() => {
      if (this.found === found) this.found = undefined;
    });
    return configuration;
  }

  /** Whoever waits longer than is bearable is told; each question ends by its own limit. */
  private async inTime<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, fail) => (timer = setTimeout(() => fail(down()), this.patience)));
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private async discover(): Promise<OpenId.Configuration> {
    const { issuer, clientId, clientSecret } = this.required();
    const openId = await load();
    // what it says is believed by its signature, and not because it came from the right address; settings let plain
    // http through for this machine alone
    const execute = [openId.enableNonRepudiationChecks];
    if (issuer.startsWith('http:')) execute.push(openId.allowInsecureRequests);
    try {
      const found = await openId.discovery(new URL(issuer), clientId, undefined, secretFor(openId, clientSecret), {
        ...{ execute, timeout: this.patience / 1000 },
        [openId.customFetch]: (address, options) => this.keys.ask(address, options),
      });
      this.keys.address = found.serverMetadata().jwks_uri;
      return found;
    } catch {
      throw down();
    }
  }
}

/** The package is written as an ES module: it is loaded when somebody signs in by it, not by every command. */
const load = (): Promise<typeof OpenId> => import('openid-client');

/** The way a provider takes a client's secret: in the header, as is usual, unless it says that only the body will do. */
function secretFor(openId: typeof OpenId, secret: string): OpenId.ClientAuth {
  const [inHeader, inBody] = [openId.ClientSecretBasic(secret), openId.ClientSecretPost(secret)];
  return (server, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported;
    const isBody = taken !== undefined && !taken.includes('client_secret_basic');
    return (isBody ? inBody : inHeader)(server, ...rest);
  };
}

function subjectOf(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && text.trim() !== '' && text.length <= 200) return text;
  const what = '统一认证没有说明是哪个账号（缺少约定的声明）。请系统管理员核对设置 OIDC_CLAIM 和 OIDC_SCOPE。';
  throw new DomainError('unavailable', 'ACCESS.PROVIDER_ANSWER', what);
}
