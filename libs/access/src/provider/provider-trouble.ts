import { DomainError } from '@tidu/kernel';
import type * as OpenId from 'openid-client';

/** Longest answer of a provider that is read, in bytes: what it says of itself, and its keys, are a few thousand. */
const mostBytes = 1_000_000;

/**
 * Asks the provider and reads its whole answer, so that an endless one fills no memory.
 * @throws DomainError `ACCESS.PROVIDER_DOWN` where there is none, or none of use: too long, or of a server in trouble.
 */
export async function askProvider(address: string, options: RequestInit): Promise<Response> {
  const answer = await fetch(address, options);
  if (answer.status >= 500) throw down();
  const parts: Uint8Array[] = [];
  let size = 0;
  // leaving the loop ends the connection
  for await (const part of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > mostBytes) throw down();
    parts.push(part);
  }
  const { status, statusText, headers } = answer;
  return new Response(size === 0 ? null : Buffer.concat(parts), { status, statusText, headers });
}

/** What went wrong with the provider or its answer, told to whoever signs in. */
export function explained(error: unknown, openId: typeof OpenId): DomainError {
  for (const cause of causesOf(error)) {
    if (cause instanceof DomainError) return cause;
    if (cause instanceof openId.AuthorizationResponseError) return refused(cause.error);
    // whoever stole or made up a code is told so by the provider; all else that it refuses is between it and us
    if (cause instanceof openId.ResponseBodyError) return cause.error === 'invalid_grant' ? unfit() : unknownHere();
    if (cause instanceof openId.WWWAuthenticateChallengeError) return unknownHere();
    if (isSilence(cause) || isMeaningless(cause)) return down();
  }
  return unfit();
}

/** The failure itself and what the package wraps in it. */
function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let one = error; typeof one === 'object' && one !== null && causes.length < 10; one = (one as Error).cause)
    causes.push(one);
  return causes;
}

/** Whether no answer came at all: the failure of Node's own `fetch`, or the end of patience. */
function isSilence(error: unknown): boolean {
  const { name, message } = error as Error;
  return name === 'TimeoutError' || (name === 'TypeError' && /^(fetch failed|terminated)$/.test(message));
}

/** What a provider that works never answers; no signature and no nonce among them, which somebody may have made up. */
const meaningless = new Set([
  ...['OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_KEY_SELECTION_FAILED'],
  ...['OAUTH_INVALID_SERVER_METADATA', 'OAUTH_MISSING_SERVER_METADATA'],
]);

function isMeaningless(error: unknown): boolean {
  const { name, code, cause } = error as { name?: string; code?: string; cause?: unknown };
  // JSON that breaks off, and JSON that lacks what must be in it
  return meaningless.has(code ?? '') || name === 'SyntaxError' || (typeof cause === 'object' && 'body' in { ...cause });
}

export const down = () =>
  new DomainError(
    'unavailable',
    'ACCESS.PROVIDER_DOWN',
    '统一认证现在用不了（连不上、太慢，或答复读不懂），没有登录。请稍后再试，或用登录名和口令登录；一直不行请系统管理员检查统一认证和网络。',
  );

const unknownHere = () =>
  new DomainError(
    'unavailable',
    'ACCESS.PROVIDER_DOWN',
    '统一认证没有受理本系统的请求，没有登录。请先用登录名和口令登录，并请系统管理员核对设置 OIDC_CLIENT_ID 和 OIDC_CLIENT_SECRET。',
  );

export const unfit = () =>
  new DomainError(
    'unauthenticated',
    'ACCESS.PROVIDER_ANSWER',
    '统一认证的答复核对不上（可能已用过、已过期或不是答这一次的），没有登录。请回到登录页重新来一次。',
  );

function refused(code: string): DomainError {
  const what = code === 'access_denied' ? '您在统一认证里取消了，或没有使用本系统的资格' : '统一认证没有受理';
  return new DomainError('unauthenticated', 'ACCESS.PROVIDER_REFUSED', `${what}，没有登录。可以再试，或用口令登录。`);
}
