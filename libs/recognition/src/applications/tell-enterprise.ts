import { Injectable } from '@nestjs/common';
import { Asking, MessagesService, recognitionCase, TasksService } from '@tidu/desk';
import type { Transaction } from '@tidu/platform';
import type { Action, State } from '../rules/procedure';
import type { Application } from './application';
import type { Act } from './act';

interface Told {
  before: Application;
  application: Application;
  action: Action;
  to: State;
  act: Act;
}

const correction = 'recognition.correction';

/**
 * What an enterprise hears of its application: a task while the application is in its hands, a message of what others
 * did. Remarks among staff never get here.
 */
@Injectable()
export class TellEnterprise {
  constructor(
    private readonly tasks: TasksService,
    private readonly messages: MessagesService,
    private readonly asking: Asking,
  ) {}

  async of(tx: Transaction, told: Told): Promise<void> {
    await this.endTask(tx, told);
    const { action, to } = told;
    if (action.by === 'submitter') return; // they know what they did
    await (to.holder === 'enterprise' && to.workingDays !== null ? this.giveTask(tx, told) : this.write(tx, told));
    const { id: objectId, enterpriseId, batchName, reviewedBy } = told.application;
    if (to.holder === 'nobody')
      await this.asking.ask(tx, {
        ...{ kind: recognitionCase, enterpriseId, objectType: 'application', objectId, handledBy: reviewedBy },
        about: `${batchName}的申报`,
      });
  }

  private async giveTask(tx: Transaction, { application, to, act }: Told): Promise<void> {
    const { id: objectId, enterpriseId, batchName } = application;
    await this.tasks.create(tx, {
      ...{ kind: correction, objectType: 'application', objectId, enterpriseId, owner: 'enterprise' },
      ...{ title: `${batchName}：${to.label}`, due: { workingDays: to.workingDays ?? 0 } },
      note: [act.reason ?? '', ...(act.marks ?? []).map(({ remark }, i) => `${i + 1}. ${remark}`)]
        .join('\n')
        .slice(0, 2000),
    });
  }

  private async write(tx: Transaction, { application, to, act }: Told): Promise<void> {
    const { id: objectId, enterpriseId, batchName } = application;
    await this.messages.toEnterprise(tx, {
      ...{ kind: 'recognition.progress', objectType: 'application', objectId, enterpriseId },
      subject: `${batchName}：${to.label}`.slice(0, 200),
      body: [to.plain, ...(act.reason ? [`理由：${act.reason}`] : [])].join('\n').slice(0, 4000),
    });
  }

  /** It is in other hands now. */
  private async endTask(tx: Transaction, { application, action, to }: Told): Promise<void> {
    if (to.holder === 'enterprise') return;
    const open = await this.tasks.find(tx, correction, { objectType: 'application', objectId: application.id });
    if (!open) return;
    if (action.by === 'submitter' && to.holder === 'bureau')
      await this.tasks.settle(tx, open.id, { reason: action.label });
    else await this.tasks.cancel(tx, open.id, `申报${action.label}，不用再办。`);
  }
}
