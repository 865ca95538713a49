import { Injectable } from '@nestjs/common';
import { DomainError, uuidv7 } from '@tidu/kernel';
import { Database, anonymous, type Transaction } from '@tidu/platform';
import { accessRules } from '../rules/access-rules';
import { hashOfToken, isToken, newToken } from '../secrets/token';

/** Whose password a one-time link sets. */
export interface LinkHolder {
  personId: string;
  loginName: string;
  displayName: string;
}

/** A link as it is handed over, once: its token stands behind `#`, so that no log and no proxy sees it. */
export interface IssuedLink {
  /** Path and fragment below the address of this installation. */
  path: string;
  expiresAt: string;
}

/** One-time links (一次性链接): the only way to a first password and to a new one where the old is lost. */
@Injectable()
export class Links {
  constructor(private readonly database: Database) {}

  /** Makes a link; an earlier one of the same person is void. */
  async issue(tx: Transaction, personId: string): Promise<IssuedLink> {
    const token = newToken();
    await this.revoke(tx, personId);
    const made = await tx.row<{ expiresAt: Date }>(
      `insert into one_time_link (id, "tokenHash", "personId", "createdBy", "createdByName", "expiresAt")
       values ($1, $2, $3, $4, $5, now() + make_interval(hours => $6)) returning "expiresAt"`,
      [uuidv7(), hashOfToken(token), personId, tx.person.id, tx.person.name, accessRules().link.hours],
    );
    return { path: `/sign-in/link#${token}`, expiresAt: (made?.expiresAt ?? new Date()).toISOString() };
  }

  async revoke(tx: Transaction, personId: string): Promise<void> {
    await tx.rows(
      `update one_time_link set "revokedAt" = now() where "personId" = $1 and "usedAt" is null and "revokedAt" is null`,
      [personId],
    );
  }

  /** Whose link it is. @throws DomainError `ACCESS.LINK_VOID`. */
  async holder(token: string): Promise<LinkHolder> {
    return this.database.read(anonymous, (tx) => this.find(tx, token, ''));
  }

  /** Uses the link up, once and for all. @throws DomainError `ACCESS.LINK_VOID`. */
  async use(tx: Transaction, token: string): Promise<LinkHolder> {
    const holder = await this.find(tx, token, 'for update of l');
    await tx.rows(`update one_time_link set "usedAt" = now() where "tokenHash" = $1`, [hashOfToken(token)]);
    return holder;
  }

  private async find(tx: Transaction, token: string, lock: string): Promise<LinkHolder> {
    const found = isToken(token)
      ? await tx.row<LinkHolder>(
          `select l."personId", p."loginName", p."displayName" from one_time_link l join person p on p.id = l."personId"
           where l."tokenHash" = $1 and l."usedAt" is null and l."revokedAt" is null and l."expiresAt" > now()
             and p.status <> 'disabled' ${lock}`,
          [hashOfToken(token)],
        )
      : null;
    if (found) return found;
    throw new DomainError('notFound', 'ACCESS.LINK_VOID', '链接无效、已用过或已过期。请向系统管理员重新要一个。');
  }
}
