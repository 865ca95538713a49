import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import { anonymous, Database } from '@tidu/platform';
import { hashOfToken, isToken, newToken } from '../secrets/token';
import type { Asked } from './provider-client';

export type ProviderPurpose = 'signIn' | 'link' | 'stepUp';

/** A way to the provider that was begun. */
export interface ProviderAttempt extends Asked {
  purpose: ProviderPurpose;
  /** The session it was begun in; none where one is to begin. */
  sessionId: string | null;
  /** When, in seconds since 1970 by the database's clock. */
  startedAt: number;
}

/** How long somebody may take to prove themselves at the provider. */
const minutes = 15;

/** Ways to the provider on their way (登录往返): bound to one browser by a cookie, come back from once. */
@Injectable()
export class ProviderAttempts {
  constructor(private readonly database: Database) {}

  /** Notes a way begun; returns the token for the browser's cookie. */
  async begin(purpose: ProviderPurpose, sessionId: string | null, asked: Asked): Promise<string> {
    const token = newToken();
    await this.database.write(anonymous, async (tx) => {
      await tx.rows(`delete from provider_attempt where "startedAt" < now() - interval '1 day'`);
      await tx.rows(
        `insert into provider_attempt ("tokenHash", purpose, "sessionId", state, nonce, verifier, "redirectUri")
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [hashOfToken(token), purpose, sessionId, asked.state, asked.nonce, asked.verifier, asked.redirectUri],
      );
    });
    return token;
  }

  /**
   * Takes the attempt of this browser, once and for all.
   * @throws DomainError `ACCESS.PROVIDER_STATE` where the browser began none, it lapsed, or another's answer came.
   */
  async take(token: string, answer: string): Promise<ProviderAttempt> {
    const found = isToken(token)
      ? await this.database.write(anonymous, (tx) =>
          tx.row<ProviderAttempt & { live: boolean }>(
            `delete from provider_attempt where "tokenHash" = $1
             returning purpose, "sessionId", state, nonce, verifier, "redirectUri",
               extract(epoch from "startedAt")::float8 as "startedAt",
               "startedAt" > now() - make_interval(mins => $2) as live`,
            [hashOfToken(token), minutes],
          ),
        )
      : null;
    if (found?.live && new URLSearchParams(answer).get('state') === found.state) return found;
    throw strayed();
  }
}

export const strayed = () =>
  new DomainError(
    'unauthenticated',
    'ACCESS.PROVIDER_STATE',
    '这次登录不是从这个浏览器的登录页开始的，或已超时、已用过，没有登录。请回到登录页重新点按钮。',
  );
