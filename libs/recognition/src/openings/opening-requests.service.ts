import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { MessagesService } from '@tidu/desk';
import { uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { type Application, changeApplication, lockApplication } from '../applications/application';
import { requireNoConflictWith } from '../applications/conflict-of-interest';
import { voidConfirmations } from '../declaration/void-confirmations';
import { DeclarationsService } from '../declaration/declarations.service';
import { askedOf } from '../declaration/read-draft';
import { applicationNotFound, badField, notOpen, openingNotFound, openingSettled } from '../recognition.errors';
import { procedureOf } from '../rules/procedures';

interface StoredRequest {
  applicationId: string;
  revisionId: string;
  fact: string;
  reason: string;
  state: 'asked' | 'opened' | 'declined';
}

/**
 * A returned case opens what was marked; the enterprise may ask for one field more (申请打开), and whoever reviews opens
 * it or says why not. Opened, it is a mark like the others: what changes there was asked for.
 */
@Injectable()
export class OpeningRequestsService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly declarations: DeclarationsService,
    private readonly messages: MessagesService,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Asks for a field; who looks after the case hears of it.
   * @throws DomainError `RECOGNITION.UNKNOWN_FACT`, `RECOGNITION.APPLICATION_NOT_FOUND`, `RECOGNITION.NOT_OPEN`,
   *   `RECOGNITION.OPENING_SETTLED` where it is open, or was asked for already.
   */
  async ask(
    person: ActingPerson,
    { enterpriseId, id, fact, reason }: { enterpriseId: string; id: string; fact: string; reason: string },
  ): Promise<void> {
    const { evaluator } = await this.declarations.standardOf(person, enterpriseId, id);
    await this.database.write(person, async (tx) => {
      const application = await lockApplication(tx, id);
      if (application.enterpriseId !== enterpriseId) throw applicationNotFound();
      const asked = askedOf(evaluator, application.purpose).find((one) => one.fact.code === fact);
      if (!asked) throw badField('fact', 'UNKNOWN_FACT', 'fact：这件申报不填这项指标，请核对代码。');
      const { label } = asked.fact;
      requireReturned(application, '只有退回补正的申报才需要申请打开别的项目。');
      await requireClosed(tx, application, fact, label);
      const requestId = uuidv7();
      await tx.rows(
        `insert into application_opening (id, "applicationId", "enterpriseId", "revisionId", fact, reason, "askedBy", "askedByName")
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [requestId, id, enterpriseId, application.revisionId, fact, reason, person.id, person.name],
      );
      await this.trail.record(tx, {
        ...{ action: 'recognition.askOpening', objectType: 'application', objectId: id },
        ...{ after: { fact, requestId }, reason },
      });
      if (application.officerId === null) return;
      await this.messages.toStaff(tx, {
        ...{ kind: 'recognition.opening', personId: application.officerId, enterpriseId, objectType: 'application' },
        ...{ subject: `请求打开“${label}”`, body: reason, objectId: id, onceKey: `opening ${requestId}` },
      });
    });
  }

  /**
   * Opens the field, or declines; the enterprise reads why. What was confirmed before is to be confirmed anew.
   * @throws DomainError `RECOGNITION.OPENING_NOT_FOUND`, `RECOGNITION.OPENING_SETTLED`, `RECOGNITION.CONFLICT_OF_INTEREST`.
   */
  async answer(person: ActingPerson, requestId: string, opened: boolean, answer: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const { applicationId, revisionId, fact, reason, state } = await findRequest(tx, requestId);
      const application = await lockApplication(tx, applicationId);
      await requireNoConflictWith(tx, [application.enterpriseId]);
      if (application.revisionId !== revisionId) throw openingSettled('企业已经再次提交，这项申请不用再答复。');
      requireReturned(application, '申报现在不在企业手里，不能再打开项目。');
      const taken = await tx.rows(
        `update application_opening set state = $2, answer = $3, "answeredAt" = now(), "answeredBy" = $4, "answeredByName" = $5
         where id = $1 and state = 'asked' returning id`,
        [requestId, opened ? 'opened' : 'declined', answer, person.id, person.name],
      );
      if (taken.length === 0 || state !== 'asked') throw openingSettled('这项申请已经答复过了，请刷新后再看。');
      if (opened) await this.open(tx, application, fact, answer);
      await this.trail.record(tx, {
        ...{ action: opened ? 'recognition.openField' : 'recognition.declineOpening', objectType: 'application' },
        ...{ objectId: applicationId, before: { fact, asked: reason }, after: { fact, opened }, reason: answer },
      });
      const label = (await this.labelOf(fact)) ?? fact;
      await this.messages.toEnterprise(tx, {
        ...{ kind: 'recognition.progress', objectType: 'application', objectId: applicationId },
        enterpriseId: application.enterpriseId,
        subject: opened ? `“${label}”已打开，可以修改` : `没有打开“${label}”`,
        body: answer,
      });
    });
  }

  private async open(tx: Transaction, application: Application, fact: string, remark: string): Promise<void> {
    const { id, enterpriseId } = application;
    await tx.rows(
      `insert into application_mark (id, "applicationId", "enterpriseId", "stepId", fact, remark)
       select $1, $2, $3, s.id, $4, $5 from application_step s where s."applicationId" = $2 and s."to" = $6
       order by s.id desc limit 1 on conflict ("stepId", fact) do nothing`,
      [uuidv7(), id, enterpriseId, fact, `应企业申请打开：${remark}`.slice(0, 500), application.state],
    );
    await voidConfirmations(tx, id);
    await changeApplication(tx, application, {});
  }

  private async labelOf(fact: string): Promise<string | null> {
    const { dictionary } = await this.reference.facts();
    return dictionary.find(fact)?.label ?? null;
  }
}

function requireReturned({ procedure, state, revisionId }: Application, otherwise: string): void {
  const { holder } = procedureOf(procedure).states.get(state) ?? {};
  if (holder !== 'enterprise' || revisionId === null) throw notOpen(otherwise);
}

/** Neither open, nor asked for. */
async function requireClosed(tx: Transaction, { id }: Application, fact: string, label: string): Promise<void> {
  const mark = await tx.row(
    'select id from application_mark where "applicationId" = $1 and fact = $2 and "answeredBy" is null',
    [id, fact],
  );
  if (mark) throw openingSettled(`“${label}”已经打开，可以直接修改。`);
  const asked = await tx.row(
    `select o.id from application_opening o join application a on a.id = o."applicationId"
     where a.id = $1 and o.fact = $2 and o.state = 'asked' and o."revisionId" = a."revisionId"`,
    [id, fact],
  );
  if (asked) throw openingSettled(`已经申请过打开“${label}”，请等工信局答复。`);
}

async function findRequest(tx: Transaction, id: string): Promise<StoredRequest> {
  const found = await tx.row<StoredRequest>(
    'select "applicationId", "revisionId", fact, reason, state from application_opening where id = $1',
    [id],
  );
  if (!found) throw openingNotFound();
  return found;
}
