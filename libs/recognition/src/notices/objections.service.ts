import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { MessagesService } from '@tidu/desk';
import { addWorkingDays, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, anonymous, Database, staleVersion, todayOf, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { findApplication } from '../applications/application';
import { ApplicationActs } from '../applications/application-acts.service';
import { requireNoConflictWith } from '../applications/conflict-of-interest';
import { noticeNotFound, notOfNotice, objectionNotFound, samePerson } from '../recognition.errors';
import { noticeRules } from '../rules/notice-rules';

export const objectionStates = ['received', 'accepted', 'dismissed', 'upheld', 'noted'] as const;
export type ObjectionState = (typeof objectionStates)[number];
const stateWords: Readonly<Record<ObjectionState, string>> = {
  ...{ received: '待受理', accepted: '核实中', dismissed: '不成立', upheld: '成立', noted: '已阅存' },
};

/** What somebody without an account objects (异议). */
export interface GivenObjection {
  itemId: string;
  text: string;
  /** Null: they don't say who they are. */
  name: string | null;
  contact: string | null;
}

const contactPlace = { table: 'recognition_objection', column: 'objectorContact' } as const;

/** How it was taken: as an objection, or as a clue because it is anonymous or late. */
export type Taken = 'objection' | 'anonymous' | 'late';

interface Objection {
  id: string;
  applicationId: string;
  enterpriseId: string;
  kind: 'objection' | 'clue';
  state: ObjectionState;
  version: number;
  acceptedByName: string | null;
  answeredByName: string | null;
}

/**
 * Objections to one who stands on a notice (异议). Taken up, that one case stands still and no other; whoever answers is
 * a second reviewer. The enterprise is asked to explain itself and never told who objected.
 */
@Injectable()
export class ObjectionsService {
  constructor(
    private readonly database: Database,
    private readonly acts: ApplicationActs,
    private readonly reference: ReferenceService,
    private readonly messages: MessagesService,
    private readonly trail: AuditTrail,
  ) {}

  /** Writes down what somebody objects. @throws DomainError `RECOGNITION.NOTICE_NOT_FOUND` where nobody stands there. */
  async receive({ itemId, text, name, contact }: GivenObjection): Promise<{ id: string; taken: Taken }> {
    const id = uuidv7();
    return this.database.write(anonymous, async (tx) => {
      const row = await tx.row<{ taken: Taken | null }>('select receive_objection($1, $2, $3, $4, $5) as taken', [
        ...[id, itemId, text, name, contact && tx.sealer.seal({ ...contactPlace, row: id }, contact)],
      ]);
      if (!row?.taken) throw noticeNotFound();
      await this.note(tx, 'receiveObjection', id, { taken: row.taken });
      return { id, taken: row.taken };
    });
  }

  /** Takes it up: the case stands still. @throws DomainError `PLATFORM.STALE`, `RECOGNITION.OBJECTION_STATE`. */
  async accept(person: ActingPerson, id: string, version: number): Promise<void> {
    await this.database.write(person, async (tx) => {
      const objection = await lock(tx, id, version, ['received']);
      const application = await findApplication(tx, objection.applicationId);
      // a second objection finds the case standing still already
      if (application.state === 'noticed') await this.acts.act(tx, application.id, 'rule', { action: 'object' });
      else if (application.state !== 'objected')
        throw notOfNotice(
          'OBJECTION_STATE',
          '这家企业已不在公示阶段，不能再受理为异议。请核实后阅存，或按变更、撤销处理。',
        );
      const { answerWorkingDays } = noticeRules();
      const due = addWorkingDays(await this.reference.workingCalendar(), await todayOf(tx), answerWorkingDays);
      await tx.rows(
        `update recognition_objection set state = 'accepted', version = version + 1, "acceptedAt" = now(), "acceptedBy" = $2,
           "acceptedByName" = $3, "dueOn" = $4 where id = $1`,
        [id, person.id, person.name, due.day],
      );
      await this.note(tx, 'acceptObjection', id, { applicationId: application.id, dueOn: due.day });
      await this.askEnterprise(tx, application.id, application.enterpriseId, due.day);
    });
  }

  /** Nothing is to be done about it. @throws DomainError `PLATFORM.STALE`, `RECOGNITION.OBJECTION_STATE`. */
  async file(person: ActingPerson, id: string, version: number, answer: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      await lock(tx, id, version, ['received']);
      await this.end(tx, id, 'noted', answer);
      await this.note(tx, 'fileObjection', id, {}, answer);
    });
  }

  /**
   * Says what was found. The last one answered, the case goes on, or comes to nothing.
   * @throws DomainError `PLATFORM.STALE`, `RECOGNITION.OBJECTION_STATE`, `RECOGNITION.SAME_PERSON`,
   *   `RECOGNITION.CONFLICT_OF_INTEREST`.
   */
  async answer(person: ActingPerson, id: string, version: number, upheld: boolean, answer: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const { applicationId } = await lock(tx, id, version, ['accepted']);
      await this.requireSecond(tx, applicationId);
      await this.end(tx, id, upheld ? 'upheld' : 'dismissed', answer);
      await this.note(tx, upheld ? 'upholdObjection' : 'dismissObjection', id, { applicationId }, answer);
      await this.moveOn(tx, applicationId, upheld, answer);
    });
  }

  /** One upheld ends it; otherwise it goes on when the last one is answered. */
  private async moveOn(tx: Transaction, applicationId: string, upheld: boolean, reason: string): Promise<void> {
    const { state } = await findApplication(tx, applicationId);
    const open = await tx.row<{ n: number }>(
      `select count(*)::int as n from recognition_objection where "applicationId" = $1 and state = 'accepted'`,
      [applicationId],
    );
    if (state !== 'objected' || (!upheld && (open?.n ?? 0) > 0)) return;
    await this.acts.act(tx, applicationId, 'rule', { action: upheld ? 'upholdObjection' : 'dismissObjection', reason });
  }

  /** Who reviewed, approved or submitted the case doesn't judge what is said against it. */
  private async requireSecond(tx: Transaction, applicationId: string): Promise<void> {
    const { submittedBy, reviewedBy, approvedBy, enterpriseId } = await findApplication(tx, applicationId);
    if ([submittedBy, reviewedBy, approvedBy].includes(tx.person.id))
      throw samePerson('这件申报由您初审或批准，异议要由另一位工作人员答复。');
    await requireNoConflictWith(tx, [enterpriseId]);
  }

  private async askEnterprise(tx: Transaction, objectId: string, enterpriseId: string, dueOn: string): Promise<void> {
    await this.messages.toEnterprise(tx, {
      ...{ kind: 'recognition.progress', objectType: 'application', objectId, enterpriseId },
      subject: '公示期间有人提出异议，请准备说明',
      body: `我们已受理并开始核实，预计 ${dueOn} 前答复。需要说明的，我们会与贵企业联系；也可以主动提交说明和佐证。`,
    });
  }

  private end(tx: Transaction, id: string, state: ObjectionState, answer: string): Promise<unknown> {
    return tx.rows(
      `update recognition_objection set state = $2, version = version + 1, "answeredAt" = now(), "answeredBy" = $3,
         "answeredByName" = $4, answer = $5 where id = $1`,
      [id, state, tx.person.id, tx.person.name, answer],
    );
  }

  private note(tx: Transaction, act: string, id: string, after: object, reason?: string): Promise<void> {
    return this.trail.record(tx, {
      ...{ action: `recognition.${act}`, objectType: 'recognition_objection', objectId: id, after },
      ...(reason !== undefined && { reason }),
    });
  }
}

async function lock(tx: Transaction, id: string, version: number, from: ObjectionState[]): Promise<Objection> {
  const found = await tx.row<Objection>(
    `select id, "applicationId", "enterpriseId", kind, state, version, "acceptedByName", "answeredByName"
     from recognition_objection where id = $1 for update`,
    [id],
  );
  if (!found) throw objectionNotFound();
  const who = found.answeredByName ?? found.acceptedByName ?? '';
  if (found.version !== version) throw staleVersion('异议', { version: found.version, who, at: new Date() });
  if (!from.includes(found.state))
    throw notOfNotice('OBJECTION_STATE', `这件异议现在是“${stateWords[found.state]}”，不能这样办理。请刷新后再看。`);
  return found;
}
