import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database } from '@tidu/platform';
import { EnterpriseBook } from '../book/enterprise-book';
import { enterpriseNotFound } from '../desk.errors';
import { MessagesService } from './messages.service';

/** What an officer tells an enterprise. */
export interface Notice {
  enterpriseId: string;
  subject: string;
  body: string;
  /** Printed and posted too. */
  letter: boolean;
}

/** Notices (通知、函) that people write to enterprises. */
@Injectable()
export class NoticesService {
  constructor(
    private readonly database: Database,
    private readonly book: EnterpriseBook,
    private readonly messages: MessagesService,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws DomainError `DESK.ENTERPRISE_NOT_FOUND`, `DESK.NOT_ACTIVE`. */
  async write(person: ActingPerson, { letter, enterpriseId, subject, body }: Notice): Promise<string> {
    return this.database.write(person, async (tx) => {
      const enterprise = (await this.book.of(tx, [enterpriseId])).get(enterpriseId);
      if (!enterprise) throw enterpriseNotFound();
      if (!enterprise.active)
        throw new DomainError(
          'conflict',
          'DESK.NOT_ACTIVE',
          '这家企业已注销、迁出或合并，不再发通知。请核对登记状态。',
        );
      const about = { objectType: 'enterprise', objectId: enterpriseId };
      const kind = letter ? 'desk.letter' : 'desk.notice';
      const id = (await this.messages.toEnterprise(tx, { kind, enterpriseId, subject, body, ...about })) ?? '';
      await this.trail.record(tx, {
        ...{ action: 'desk.writeNotice', objectType: 'desk_message', objectId: id },
        after: { enterpriseId, subject, letter },
      });
      return id;
    });
  }
}
