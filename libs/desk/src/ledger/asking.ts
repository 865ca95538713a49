import { Injectable } from '@nestjs/common';
import { uuidv7 } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { MessagesService } from '../messages/messages.service';
import type { About } from '../tasks/task';
import { ledgerRules } from './ledger-rules';

/** Something that came to its end, of which an enterprise is asked. */
export interface Ended extends About {
  /** A kind of task, or `recognition.case`. */
  kind: string;
  enterpriseId: string;
  /** What it was, for the enterprise to read. */
  about: string;
  handledBy: string | null;
}

/** Asks an enterprise how something was handled (满意度), once, in the transaction that ends it. */
@Injectable()
export class Asking {
  constructor(private readonly messages: MessagesService) {}

  /** Where its kind is one of those that are asked about. */
  async ask(tx: Transaction, { kind, enterpriseId, about, handledBy, objectType, objectId }: Ended): Promise<void> {
    if (!ledgerRules().asks.has(kind)) return;
    const id = uuidv7();
    const made = await tx.rows(
      `insert into desk_satisfaction (id, "enterpriseId", "objectType", "objectId", about, "handledBy", "handledByName")
       select $1, $2, $3, $4, $5, p.id, p."displayName" from (select 1) one left join person p on p.id = $6
       on conflict do nothing returning id`,
      [id, enterpriseId, objectType, objectId, about.slice(0, 200), handledBy],
    );
    if (made.length === 0) return;
    await this.messages.toEnterprise(tx, {
      ...{ kind: 'desk.satisfaction', enterpriseId, objectType: 'desk_satisfaction', objectId: id },
      subject: `请评价：${about}`.slice(0, 200),
      body: '这件事已经办结。请在企业服务首页评价办理情况：分数按经办人合计，经办人看不到是哪一家评的；评分低的，换一个人回访。',
    });
  }
}
