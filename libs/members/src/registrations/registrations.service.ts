import { MemberAccounts, type NewMember, type Visitor } from '@tidu/access';
import { AuditTrail } from '@tidu/audit';
import { checkCreditCode, DomainError, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, anonymous, Database, type Transaction } from '@tidu/platform';
import { Injectable } from '@nestjs/common';
import { takeRegistration } from '../budgets/budgets';
import { badField } from '../members.errors';
import { type Registration, registrationColumns } from './registration';

/** Which enterprise somebody says to belong to. */
export interface Claim {
  creditCode: string;
  enterpriseName: string;
  phone: string;
}

/**
 * Requests to act for an enterprise (自助注册、认领). Nothing here looks whether the register has the code or who acts
 * for it: the answer, and the time it takes, can't tell.
 */
@Injectable()
export class RegistrationsService {
  constructor(
    private readonly database: Database,
    private readonly accounts: MemberAccounts,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * An account and its request, both or neither. Returns the token of a session that sees nothing but the request.
   * @throws DomainError `MEMBERS.BAD_CODE`, `MEMBERS.BUDGET`, `ACCESS.WEAK_PASSWORD`, `ACCESS.CROWDED`, `ACCESS.LOGIN_TAKEN`.
   */
  async register(visitor: ActingPerson, claim: Claim, account: NewMember, from: Visitor): Promise<string> {
    const creditCode = accepted(claim.creditCode);
    return this.accounts.asNewcomer(account, async () => {
      await this.take(from, creditCode);
      const ready = await this.accounts.ready(account);
      return this.database.write(visitor, async (tx) => {
        const { id: personId, token } = await this.accounts.create(tx, ready, from);
        await this.insert(tx, { id: personId, name: account.displayName }, { ...claim, creditCode });
        return token;
      });
    });
  }

  /** A further request of somebody who has an account: for another enterprise, or anew. @returns its id. */
  async ask(person: ActingPerson, claim: Claim, from: Visitor): Promise<string> {
    const creditCode = accepted(claim.creditCode);
    await this.take(from, creditCode);
    return this.database.write(person, (tx) => this.insert(tx, person, { ...claim, creditCode }));
  }

  /** The person's own requests, newest first. */
  own(person: ActingPerson): Promise<Registration[]> {
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<Registration>(
        `select ${registrationColumns} from registration r where r."personId" = $1 order by r.id desc limit 50`,
        [person.id],
      );
      return tx.sealer.openRows('registration', rows);
    });
  }

  private take({ address }: Visitor, creditCode: string): Promise<void> {
    return this.database.write(anonymous, (tx) => takeRegistration(tx, address, creditCode));
  }

  private async insert(
    tx: Transaction,
    { id: personId, name }: { id: string; name: string },
    { creditCode, enterpriseName, phone }: Claim,
  ): Promise<string> {
    const id = uuidv7();
    const sealed = tx.sealer.seal({ table: 'registration', column: 'phone', row: id }, phone);
    const made = await tx.client.query(
      `insert into registration (id, "personId", "creditCode", "enterpriseName", "personName", phone, "changedByName")
       values ($1, $2, $3, $4, $5, $6, $5) on conflict do nothing`,
      [id, personId, creditCode, enterpriseName, name, sealed],
    );
    if (made.rowCount === 0)
      throw new DomainError(
        'conflict',
        'MEMBERS.ASKED_ALREADY',
        '您对这个代码已有一份没有结束的申请，请接着办理那一份。',
      );
    await this.trail.record(tx, {
      ...{ action: 'members.register', objectType: 'registration', objectId: id },
      after: { personId, creditCode, enterpriseName },
    });
    return id;
  }
}

/** The code as it is kept. @throws DomainError `MEMBERS.BAD_CODE` with what is wrong and where. */
function accepted(given: string): string {
  const { normalized, problems } = checkCreditCode(given);
  if (normalized !== null) return normalized;
  throw badField('creditCode', given, 'MEMBERS.BAD_CODE', problems.map(({ message }) => message).join(' '));
}
