import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import { anonymous, Database, type Transaction } from '@tidu/platform';
import { InstallationKey } from '../secrets/installation-key';
import { hashPassword } from '../secrets/password-hash';
import { base32, matchTotp, newTotpSecret, totpAddress } from '../secrets/totp';

/** A secret of one-time codes as it is shown, once. */
export interface ShownSecret {
  /** For typing it in. */
  secret: string;
  /** For the QR code. */
  address: string;
}

/** What persons prove themselves by (凭据). Who may change whose is decided by the callers. */
@Injectable()
export class Credentials {
  constructor(
    private readonly database: Database,
    private readonly key: InstallationKey,
  ) {}

  /** Sets the password. `forgetFactor`: the phone may be lost too, so the second factor goes with the old password. */
  async setPassword(tx: Transaction, personId: string, password: string, forgetFactor: boolean): Promise<void> {
    await tx.rows(
      `insert into credential as c ("personId", "passwordHash", "passwordSetAt") values ($1, $2, now())
       on conflict ("personId") do update set "passwordHash" = excluded."passwordHash", "passwordSetAt" = now(),
         "totpSecret" = case when $3 then null else c."totpSecret" end,
         "totpSince" = case when $3 then null else c."totpSince" end, "totpPending" = null`,
      [personId, await hashPassword(password), forgetFactor],
    );
  }

  /** Takes the password, the second factor and the tie to the provider away: only a one-time link leads in again. */
  async clear(tx: Transaction, personId: string): Promise<void> {
    await tx.rows('delete from provider_link where "personId" = $1', [personId]);
    await tx.rows(
      `update credential set "passwordHash" = null, "passwordSetAt" = null, "totpSecret" = null, "totpSince" = null,
         "totpPending" = null where "personId" = $1`,
      [personId],
    );
  }

  /** Makes a secret for a phone; it counts from the first code that proves it arrived. */
  async offerFactor(tx: Transaction, personId: string, loginName: string): Promise<ShownSecret> {
    const secret = newTotpSecret();
    await tx.rows(
      `insert into credential ("personId", "totpPending") values ($1, $2)
       on conflict ("personId") do update set "totpPending" = excluded."totpPending"`,
      [personId, this.key.seal(secret, personId)],
    );
    return { secret: base32(secret), address: totpAddress(secret, loginName) };
  }

  /** @throws DomainError `ACCESS.NO_PENDING_FACTOR`, `ACCESS.WRONG_CODE`. */
  async acceptFactor(tx: Transaction, personId: string, code: string): Promise<void> {
    const row = await tx.row<{ totpPending: Buffer | null }>(
      `select "totpPending" from credential where "personId" = $1 for update`,
      [personId],
    );
    if (!row?.totpPending)
      throw new DomainError(
        'conflict',
        'ACCESS.NO_PENDING_FACTOR',
        '没有等待确认的动态口令，请从显示二维码那一步重新开始。',
      );
    const step = matchTotp(this.key.open(row.totpPending, personId), code, 0, Date.now());
    if (step === null) throw new DomainError('invalid', 'ACCESS.WRONG_CODE', '动态口令不对，请核对手机的时间后重输。');
    await tx.rows(
      `update credential set "totpSecret" = "totpPending", "totpPending" = null, "totpSince" = now(), "totpLastStep" = $2
       where "personId" = $1`,
      [personId, step],
    );
  }

  /** Whether it is a code of now that was not used before; then it is used. */
  async useCode(personId: string, code: string): Promise<boolean> {
    return this.database.write(anonymous, async (tx) => {
      const row = await tx.row<{ totpSecret: Buffer | null; totpLastStep: string }>(
        `select "totpSecret", "totpLastStep" from credential where "personId" = $1 for update`,
        [personId],
      );
      if (!row?.totpSecret) return false;
      const step = matchTotp(this.key.open(row.totpSecret, personId), code, Number(row.totpLastStep), Date.now());
      if (step === null) return false;
      await tx.rows(`update credential set "totpLastStep" = $2 where "personId" = $1`, [personId, step]);
      return true;
    });
  }
}
