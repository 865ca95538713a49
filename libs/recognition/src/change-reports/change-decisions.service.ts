import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { MessagesService } from '@tidu/desk';
import type { Day } from '@tidu/kernel';
import { type ActingPerson, Database, staleVersion } from '@tidu/platform';
import { listConflict, reportNotFound, samePerson, titleNotFound } from '../recognition.errors';
import { CancellationsService } from '../titles/cancellations.service';
import { changeRules } from './change-rules';

/** Whether the titles stay (保留) or the enterprise no longer meets their standard (取消). */
export type ChangeDecision =
  | { stays: true; reason: string }
  | {
      stays: false;
      reason: string;
      /** The titles that are cancelled, as they were seen. */
      titles: readonly { id: string; version: number }[];
      cancelledOn: Day;
      document: string;
      documentOn: Day;
    };

interface Decidable {
  enterpriseId: string;
  kindLabel: string;
  effectiveOn: Day;
  submittedBy: string;
  decision: string | null;
  decidedByName: string | null;
  decidedAt: string | null;
  version: number;
}

/** Decides what a reported change means for the titles; cancelling goes the way of every cancellation. */
@Injectable()
export class ChangeDecisionsService {
  constructor(
    private readonly database: Database,
    private readonly cancellations: CancellationsService,
    private readonly messages: MessagesService,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Report, titles and the message to the enterprise in one transaction.
   * @throws DomainError `RECOGNITION.REPORT_NOT_FOUND`, `PLATFORM.STALE`, `RECOGNITION.DECIDED`, `RECOGNITION.SAME_PERSON`,
   *   `RECOGNITION.TITLE_NOT_FOUND` of a title that is not the enterprise's, and what a cancellation throws.
   */
  async decide(person: ActingPerson, id: string, version: number, decision: ChangeDecision): Promise<void> {
    await this.database.write(person, async (tx) => {
      const report = await tx.row<Decidable>(
        `select "enterpriseId", "kindLabel", "effectiveOn"::text as "effectiveOn", "submittedBy", decision, "decidedByName", "decidedAt", version
         from change_report where id = $1 for update`,
        [id],
      );
      if (!report) throw reportNotFound();
      const { decidedByName: who, decidedAt: at, enterpriseId, kindLabel, effectiveOn } = report;
      if (report.version !== version) throw staleVersion('报告', { version: report.version, who, at });
      if (report.decision !== null) throw listConflict('DECIDED', `这份报告已由 ${who} 决定。请刷新后再看。`);
      if (report.submittedBy === person.id) throw samePerson('报告的人不能决定，请由另一位工作人员办理。');
      if (!decision.stays) await this.cancel(tx, enterpriseId, decision);
      await tx.rows(
        `update change_report set decision = $2, "decidedReason" = $3, "decidedAt" = now(), "decidedBy" = $4, "decidedByName" = $5,
           version = version + 1 where id = $1`,
        [id, decision.stays ? 'kept' : 'cancelled', decision.reason, person.id, person.name],
      );
      await this.trail.record(tx, {
        ...{
          action: decision.stays ? 'recognition.keepChanged' : 'recognition.cancelChanged',
          objectType: 'change_report',
        },
        ...{ objectId: id, reason: decision.reason, before: { decision: null } },
        after: { enterpriseId, ...(decision.stays ? {} : { titles: decision.titles.map((one) => one.id) }) },
      });
      await this.messages.toEnterprise(tx, {
        ...{ kind: 'recognition.changeDecided', enterpriseId, objectType: 'change_report', objectId: id },
        subject: `重大变化报告（${kindLabel}，${effectiveOn} 生效）：${decision.stays ? '仍符合条件，称号保留' : '不再符合条件，称号取消'}`,
        body: decision.reason,
      });
    });
  }

  private async cancel(
    tx: Parameters<CancellationsService['cancelIn']>[0],
    enterpriseId: string,
    { titles, reason, ...given }: Extract<ChangeDecision, { stays: false }>,
  ): Promise<void> {
    for (const { id, version } of titles) {
      const own = await tx.row(
        `select from title_held where id = $1 and "enterpriseId" in (select enterprise_family(enterprise_survivor($2)))`,
        [id, enterpriseId],
      );
      if (!own) throw titleNotFound();
      const { cancelledOn, document, documentOn } = given;
      await this.cancellations.cancelIn(tx, id, version, {
        ...{ cause: changeRules().cause, cancelledOn, document, documentOn, reason },
      });
    }
  }
}
