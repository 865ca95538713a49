import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import type { IdentityProvider } from '@tidu/platform';
import type * as OpenId from 'openid-client';

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

const timeoutSeconds = 8;

/** Speaks OpenID Connect with the provider of the settings (authorization code, PKCE, state, nonce). */
@Injectable()
export class ProviderClient {
  private found: Promise<OpenId.Configuration> | undefined;

  constructor(readonly provider: IdentityProvider | undefined) {}

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
    const [openId, configuration] = await Promise.all([load(), this.configuration()]);
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
  async finish(answer: string, { state, nonce, verifier, redirectUri }: Asked): Promise<Vouched> {
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
      throw explained(error, openId);
    }
  }

  /** What the provider says of itself, read once; a failure isn't kept. */
  private configuration(): Promise<OpenId.Configuration> {
    this.found ??= this.discover().catch((error: unknown) => {
      this.found = undefined;
      throw error;
    });
    return this.found;
  }

  private async discover(): Promise<OpenId.Configuration> {
    const { issuer, clientId, clientSecret } = this.required();
    const openId = await load();
    // what it says is believed by its signature, and not because it came from the right address; settings let plain
    // http through for this machine alone
    const execute = [openId.enableNonRepudiationChecks];
    if (issuer.startsWith('http:')) execute.push(openId.allowInsecureRequests);
    try {
      return await openId.discovery(new URL(issuer), clientId, undefined, secretFor(openId, clientSecret), {
        ...{ execute, timeout: timeoutSeconds },
      });
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

function explained(error: unknown, openId: typeof OpenId): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof openId.AuthorizationResponseError) return refused(error.error);
  if (error instanceof openId.ResponseBodyError) return error.status >= 500 ? down() : unfit();
  const { code } = error as { code?: string };
  return isSilent(error) || code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' ? down() : unfit();
}

/** Whether no answer came at all: the failure of Node's own `fetch`, as it is or as the package wraps it. */
function isSilent(error: unknown): boolean {
  const { name, message, cause } = error as { name?: string; message?: string; cause?: unknown };
  if (name === 'TypeError' && message === 'fetch failed') return true;
  return typeof cause === 'object' && cause !== null && isSilent(cause);
}

const down = () =>
  new DomainError(
    'unavailable',
    'ACCESS.PROVIDER_DOWN',
    '统一认证现在连不上，没有登录。请稍后再试，或用登录名和口令登录；一直不行请系统管理员检查统一认证和网络。',
  );

const unfit = () =>
  new DomainError(
    'unauthenticated',
    'ACCESS.PROVIDER_ANSWER',
    '统一认证的答复核对不上（可能已用过、已过期或不是答这一次的），没有登录。请回到登录页重新来一次。',
  );

function refused(code: string): DomainError {
  const what = code === 'access_denied' ? '您在统一认证里取消了，或没有使用本系统的资格' : '统一认证没有受理';
  return new DomainError('unauthenticated', 'ACCESS.PROVIDER_REFUSED', `${what}，没有登录。可以再试，或用口令登录。`);
}
