import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { ApplicationActs } from '../applications/application-acts.service';
import { type Application, lockApplication } from '../applications/application';
import { procedureOf } from '../rules/procedures';
import { applicationNotFound } from '../recognition.errors';

/** What an enterprise does with its case beside filling it in: take it back, appeal. */
@Injectable()
export class OwnActsService {
  constructor(
    private readonly database: Database,
    private readonly acts: ApplicationActs,
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
}

async function ownLocked(tx: Transaction, enterpriseId: string, id: string): Promise<Application> {
  const application = await lockApplication(tx, id);
  if (application.enterpriseId !== enterpriseId) throw applicationNotFound();
  return application;
}
