import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError, isUuid, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, staleVersion, type Transaction } from '@tidu/platform';
import { findPerson, lockPerson, type PersonView, requireAnother } from '../persons/person';
import { ScopeBook } from '../scopes/scope-book';
import { accessRoles, administrators, type Role } from '../rules/roles';
import type { HeldRole } from '../sessions/session';
import { SessionsService } from '../sessions/sessions.service';

export interface NewGrant extends HeldRole {
  /** First day on which it holds; today when left out. */
  validFrom?: string;
  /** First day on which it no longer holds. */
  validUntil?: string;
  reason: string;
}

/** A role given to a person, as administrators see it. */
export interface GrantView extends HeldRole {
  id: string;
  /** Name of the region, zone or enterprise; null where there is none. */
  scopeName: string | null;
  roleName: string;
  validFrom: string;
  validUntil: string | null;
  reason: string;
  grantedAt: string;
  grantedByName: string;
  version: number;
  endedAt: string | null;
  endedByName: string | null;
  endedReason: string | null;
}

const columns = `g.id, g.role, r.name as "roleName", g."scopeKind", g."scopeId", g."validFrom"::text as "validFrom",
  g."validUntil"::text as "validUntil", g.reason, g."grantedAt", g."grantedByName", g.version, g."endedAt",
  g."endedByName", g."endedReason"`;

/** Who may do what over what (授权), as a security administrator keeps it. A change ends the person's sessions. */
@Injectable()
export class GrantsService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsService,
    private readonly trail: AuditTrail,
    private readonly book: ScopeBook,
  ) {}

  /** Everything the person was ever given, what holds first. */
  async ofPerson(person: ActingPerson, personId: string): Promise<GrantView[]> {
    const given = await this.database.read(person, async (tx) => {
      await findPerson(tx, personId);
      return tx.rows<Omit<GrantView, 'scopeName'>>(
        `select ${columns} from role_grant g join role r on r.code = g.role
         where g."personId" = $1 order by g."endedAt" desc nulls first, r.position, g.id limit 200`,
        [personId],
      );
    });
    return this.book.name(given);
  }

  /**
   * Gives a role, and confirms that the account is held by whom it is meant for. Refused before the link was used:
   * whoever used it is to be made sure of.
   */
  async grant(person: ActingPerson, personId: string, given: NewGrant): Promise<GrantView> {
    requireAnother(person, personId);
    const [{ scopeName } = { scopeName: null }] = await this.book.name([given]);
    const made = await this.database.write(person, async (tx) => {
      const holder = await lockPerson(tx, personId);
      requireActive(holder);
      const role = roleFor(given.role, holder);
      requireScope(given, role, scopeName);
      const id = await this.insert(tx, holder, given);
      await this.confirmIfNew(tx, holder);
      await this.sessions.end(tx, personId, 'rights');
      return this.one(tx, id);
    });
    this.sessions.forget();
    return this.named(made);
  }

  /** Writes the grant and its entry in the trail. @throws DomainError `ACCESS.GRANTED_ALREADY`. */
  async insert(tx: Transaction, holder: Pick<PersonView, 'id' | 'duty'>, given: NewGrant): Promise<string> {
    const { role, scopeKind, scopeId, validFrom, validUntil, reason } = given;
    const id = uuidv7();
    const row = await tx.row(
      `insert into role_grant (id, "personId", role, duty, "scopeKind", "scopeId", "validFrom", "validUntil", reason,
         "grantedBy", "grantedByName")
       values ($1, $2, $3, $4, $5, $6, coalesce($7::date, (now() at time zone 'Asia/Shanghai')::date), $8, $9, $10, $11)
       on conflict do nothing returning id`,
      [id, holder.id, role, holder.duty, scopeKind, scopeId, validFrom ?? null, validUntil ?? null, reason].concat(
        tx.person.id,
        tx.person.name,
      ),
    );
    if (!row)
      throw new DomainError(
        'conflict',
        'ACCESS.GRANTED_ALREADY',
        '这个人已有同样的角色和范围。要改日期请先收回再授予。',
      );
    await this.trail.record(tx, {
      ...{ action: 'access.grant', objectType: 'role_grant', objectId: id, reason },
      after: { personId: holder.id, role, scopeKind, scopeId, validFrom, validUntil },
    });
    return id;
  }

  /** Takes a role back at once. */
  async end(person: ActingPerson, id: string, version: number, reason: string): Promise<GrantView> {
    const ended = await this.database.write(person, async (tx) => {
      const before = await tx.row<{
        personId: string;
        version: number;
        endedAt: Date | null;
        endedByName: string | null;
      }>(`select "personId", version, "endedAt", "endedByName" from role_grant where id = $1 for update`, [id]);
      if (!before) throw new DomainError('notFound', 'ACCESS.GRANT_NOT_FOUND', '没有这条授权。');
      requireAnother(person, before.personId);
      if (before.version !== version || before.endedAt)
        throw staleVersion('授权', { version: before.version, who: before.endedByName, at: before.endedAt });
      await tx.rows(
        `update role_grant set "endedAt" = now(), "endedBy" = $2, "endedByName" = $3, "endedReason" = $4,
           version = version + 1 where id = $1`,
        [id, person.id, person.name, reason],
      );
      await this.sessions.end(tx, before.personId, 'rights');
      await this.trail.record(tx, {
        ...{ action: 'access.endGrant', objectType: 'role_grant', objectId: id, reason },
        before: { personId: before.personId },
      });
      return this.one(tx, id);
    });
    this.sessions.forget();
    return this.named(ended);
  }

  /** Makes sure again who holds an account that got a new link; the roles it had hold again. */
  async confirm(person: ActingPerson, personId: string, version: number): Promise<PersonView> {
    requireAnother(person, personId);
    const confirmed = await this.database.write(person, async (tx) => {
      const holder = await lockPerson(tx, personId, version);
      requireActive(holder);
      if (holder.confirmedAt) throw new DomainError('conflict', 'ACCESS.CONFIRMED', '这个账号已经核实过。');
      await this.confirmIfNew(tx, holder);
      return findPerson(tx, personId);
    });
    this.sessions.forget();
    return confirmed;
  }

  private async confirmIfNew(tx: Transaction, { id, confirmedAt }: PersonView): Promise<void> {
    if (confirmedAt) return;
    await tx.rows(
      `update person set "confirmedAt" = now(), "confirmedBy" = $2, version = version + 1, "changedAt" = now(),
         "changedByName" = $3 where id = $1`,
      [id, tx.person.id, tx.person.name],
    );
    await this.trail.record(tx, { action: 'access.confirm', objectType: 'person', objectId: id });
  }

  private async named(grant: Omit<GrantView, 'scopeName'>): Promise<GrantView> {
    const [named] = await this.book.name([grant]);
    return { scopeName: null, ...(named ?? grant) };
  }

  private async one(tx: Transaction, id: string): Promise<Omit<GrantView, 'scopeName'>> {
    const row = await tx.row<Omit<GrantView, 'scopeName'>>(
      `select ${columns} from role_grant g join role r on r.code = g.role where g.id = $1`,
      [id],
    );
    if (!row) throw new Error(`grant ${id} is gone`);
    return row;
  }
}

function requireActive({ status }: PersonView): void {
  if (status === 'active') return;
  const why = status === 'disabled' ? '账号已停用' : '本人还没有用一次性链接设好口令';
  throw new DomainError('conflict', 'ACCESS.NOT_READY', `${why}，现在不能授权。`);
}

function roleFor(code: string, holder: PersonView): Role {
  const role = accessRoles().all.find((one) => one.code === code);
  if (!role) throw new DomainError('invalid', 'ACCESS.UNKNOWN_ROLE', '没有这个角色，请从列表中选。');
  if (role.duty === holder.duty) return role;
  const what = `一个账号只有一种职责：“${role.name}”不能授给这个账号（三员分立，管理员不兼业务）。请为该职责另建账号。`;
  throw new DomainError('conflict', 'ACCESS.OTHER_DUTY', what);
}

const missing = { region: '这个地区', zone: '这个园区', enterprise: '这家企业' };
const forms: Record<string, RegExp> = { region: /^\d{2}(\d{2}(\d{2})?)?$/, zone: /^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/ };

function requireScope({ scopeKind, scopeId }: NewGrant, { duty, name }: Role, scopeName: string | null): void {
  const fail = (what: string) => {
    throw new DomainError('invalid', 'ACCESS.BAD_SCOPE', what, [
      { where: { field: 'scopeId' }, value: scopeId ?? undefined, code: 'ACCESS.BAD_SCOPE', message: what },
    ]);
  };
  if (administrators.includes(duty)) {
    if (scopeKind !== null || scopeId !== null) fail(`“${name}”不看企业，不要给范围。`);
  } else if (scopeKind === null) fail('请选择范围：全部、地区、园区或一家企业。');
  else if (scopeKind === 'everything' ? scopeId !== null : scopeId === null) fail('范围的种类与代码对不上。');
  else if (scopeKind === 'enterprise' ? !isUuid(scopeId ?? '') : !(forms[scopeKind]?.test(scopeId ?? '') ?? true))
    fail(scopeKind === 'region' ? '地区代码应为两位、四位或六位数字。' : '范围的代码写法不对，请从列表中选。');
  else if (scopeKind !== 'everything' && scopeName === null)
    fail(`没有${missing[scopeKind]} ${scopeId}。请按名称或代码查找，从列表中选。`);
}
