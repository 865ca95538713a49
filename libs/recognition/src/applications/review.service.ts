import { Injectable } from '@nestjs/common';
import { Holders } from '@tidu/access';
import { AuditTrail } from '@tidu/audit';
import { uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { badField, conflictNotFound, samePerson } from '../recognition.errors';
import { type Application, changeApplication, findApplication, lockApplication } from './application';
import type { Act } from './act';
import { ApplicationActs } from './application-acts.service';
import type { Waits } from './waits';

/** What staff do with a case: acts of the procedure, remarks, who looks after it, who stays away from it. */
@Injectable()
export class ReviewService {
  constructor(
    private readonly database: Database,
    private readonly acts: ApplicationActs,
    private readonly holders: Holders,
    private readonly trail: AuditTrail,
  ) {}

  /** An act of the procedure on the version that was seen; the new version. @throws DomainError of `ApplicationActs.act`. */
  async act(
    person: ActingPerson,
    id: string,
    as: Waits,
    act: Act,
    version: number,
  ): Promise<{ version: number; state: string }> {
    return this.database.write(person, async (tx) => {
      const { application } = await this.acts.act(tx, id, as, act, version);
      return { version: application.version, state: application.state };
    });
  }

  /** A remark among staff, by itself (内部意见). */
  async remark(person: ActingPerson, id: string, text: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const { enterpriseId } = await findApplication(tx, id);
      const remarkId = uuidv7();
      await tx.rows(
        `insert into application_remark (id, "applicationId", "enterpriseId", text, "personId", "personName")
         values ($1, $2, $3, $4, $5, $6)`,
        [remarkId, id, enterpriseId, text, person.id, person.name],
      );
      await this.trail.record(tx, {
        ...{ action: 'recognition.remark', objectType: 'application', objectId: id, after: { remarkId } },
      });
    });
  }

  /** Another officer looks after the case. @throws DomainError `RECOGNITION.OFFICER`, `PLATFORM.STALE`. */
  async assign(person: ActingPerson, id: string, officer: string, reason: string, version: number): Promise<void> {
    await this.database.write(person, async (tx) => {
      const before = await lockApplication(tx, id, version);
      const holder = await this.holders.one(tx, 'recognition.review', officer);
      if (!holder || !(await this.sees(holder, before)))
        throw badField('officer', 'OFFICER', '这个账号不能承办这件申报：没有初审权限、已停用，或看不到这家企业。');
      const after = await changeApplication(tx, before, { officerId: officer });
      await this.trail.record(tx, {
        ...{ action: 'recognition.assign', objectType: 'application', objectId: id, reason },
        ...{ before: { officerId: before.officerId }, after: { officerId: after.officerId } },
      });
    });
  }

  /** Who may look after the case. */
  async officers(person: ActingPerson, id: string): Promise<{ id: string; name: string }[]> {
    const [application, all] = await this.database.read(person, async (tx) => [
      await findApplication(tx, id),
      await this.holders.of(tx, 'recognition.review'),
    ]);
    const seeing = await Promise.all(all.map((one) => this.sees(one, application)));
    return all.filter((_, i) => seeing[i]).map(({ id: officer, name }) => ({ id: officer, name }));
  }

  /** The person stays away from whatever this enterprise applies for (回避). @returns its id; the standing one where there is one. */
  async declareConflict(person: ActingPerson, id: string, reason: string): Promise<string> {
    return this.database.write(person, async (tx) => {
      const { enterpriseId } = await findApplication(tx, id);
      const conflictId = uuidv7();
      const [row] = await tx.rows<{ id: string }>(
        `insert into recognition_conflict (id, "personId", "personName", "enterpriseId", reason) values ($1, $2, $3, $4, $5)
         on conflict ("enterpriseId", "personId") where "liftedAt" is null do nothing returning id`,
        [conflictId, person.id, person.name, enterpriseId, reason],
      );
      if (!row) return standing(tx, enterpriseId, person.id);
      await this.trail.record(tx, {
        ...{ action: 'recognition.declareConflict', objectType: 'recognition_conflict', objectId: conflictId },
        ...{ after: { personId: person.id, enterpriseId }, reason },
      });
      return conflictId;
    });
  }

  /** Somebody else says that it stands no longer. @throws DomainError `RECOGNITION.CONFLICT_NOT_FOUND`, `RECOGNITION.SAME_PERSON`. */
  async liftConflict(person: ActingPerson, conflictId: string, reason: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const found = await tx.row<{ personId: string }>(
        'select "personId" from recognition_conflict where id = $1 and "liftedAt" is null for update',
        [conflictId],
      );
      if (!found) throw conflictNotFound();
      if (found.personId === person.id) throw samePerson('自己声明的回避不能由自己解除，请另一位有批准权限的人办理。');
      await tx.rows(
        `update recognition_conflict set "liftedAt" = now(), "liftedBy" = $2, "liftedByName" = $3, "liftedReason" = $4 where id = $1`,
        [conflictId, person.id, person.name, reason],
      );
      await this.trail.record(tx, {
        ...{ action: 'recognition.liftConflict', objectType: 'recognition_conflict', objectId: conflictId, reason },
        before: { personId: found.personId },
      });
    });
  }

  private async sees(holder: ActingPerson, { enterpriseId }: Application): Promise<boolean> {
    if (holder.scope.everything) return true;
    const sql = 'select id from enterprise where id = $1';
    return this.database.read(holder, async (tx) => (await tx.row(sql, [enterpriseId])) !== null);
  }
}

async function standing(tx: Transaction, enterpriseId: string, personId: string): Promise<string> {
  const row = await tx.row<{ id: string }>(
    'select id from recognition_conflict where "enterpriseId" = $1 and "personId" = $2 and "liftedAt" is null',
    [enterpriseId, personId],
  );
  return row?.id ?? '';
}
