import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { MessagesService } from '@tidu/desk';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { ApplicationActs } from '../applications/application-acts.service';
import { type Application, lockApplication } from '../applications/application';
import { procedureOf } from '../rules/procedures';
import { applicationNotFound, badField, notOpen } from '../recognition.errors';

/** What an enterprise does with its case beside filling it in: take it back, appeal, ask for a field to be opened. */
@Injectable()
export class OwnActsService {
  constructor(
    private readonly database: Database,
    private readonly acts: ApplicationActs,
    private readonly reference: ReferenceService,
    private readonly messages: MessagesService,
    private readonly trail: AuditTrail,
  ) {}

  /** Withdraws, or appeals: whatever the procedure lets the enterprise do with a reason. */
  async act(
    person: ActingPerson,
    { enterpriseId, id, version }: { enterpriseId: string; id: string; version: number },
    action: 'withdraw' | 'appeal',
    reason: string,
  ): Promise<{ version: number; stateLabel: string }> {
    return this.database.write(person, async (tx) => {
      await ownLocked(tx, enterpriseId, id);
      const { application } = await this.acts.act(tx, id, 'submitter', { action, reason }, version);
      const label = procedureOf(application.procedure).states.get(application.state)?.label;
      return { version: application.version, stateLabel: label ?? application.state };
    });
  }

  /** Asks who looks after the case to open one more field; a message of the desk, once for a field and return. */
  async askOpening(
    person: ActingPerson,
    { enterpriseId, id, fact, reason }: { enterpriseId: string; id: string; fact: string; reason: string },
  ): Promise<void> {
    const { dictionary } = await this.reference.facts();
    const label = dictionary.find(fact)?.label;
    if (label === undefined) throw badField('fact', 'UNKNOWN_FACT', 'fact：没有这项指标，请核对代码。');
    await this.database.write(person, async (tx) => {
      const application = await ownLocked(tx, enterpriseId, id);
      const { holder } = procedureOf(application.procedure).states.get(application.state) ?? {};
      if (holder !== 'enterprise' || application.revisionId === null)
        throw notOpen('只有退回补正的申报才需要申请打开别的项目。');
      await this.trail.record(tx, {
        ...{ action: 'recognition.askOpening', objectType: 'application', objectId: id },
        ...{ after: { fact }, reason },
      });
      if (application.officerId === null) return;
      await this.messages.toStaff(tx, {
        ...{
          kind: 'recognition.opening',
          personId: application.officerId,
          enterpriseId,
          subject: `请求打开“${label}”`,
        },
        ...{ body: reason, objectType: 'application', objectId: id },
        onceKey: `opening ${id} ${fact} ${application.version}`,
      });
    });
  }
}

async function ownLocked(tx: Transaction, enterpriseId: string, id: string): Promise<Application> {
  const application = await lockApplication(tx, id);
  if (application.enterpriseId !== enterpriseId) throw applicationNotFound();
  return application;
}
