import { uuidv7 } from '@tidu/kernel';
import { systemActor } from '@tidu/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Takeovers under way are told by the desk's messages, as those to come will be. */
export class MemberNotices1764301700010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { id, name } = systemActor;
    await runner.query(`select set_config('tidu.person', $1, true), set_config('tidu.scope', '*', true)`, [id]);
    const told = (await runner.query(
      `select r.id, r."enterpriseId", r."objectionUntil"::text as until, r."periodBegunAt" as at from registration r
       where r.state in ('objection', 'disputed') and r."enterpriseId" is not null and r."periodBegunAt" is not null`,
    )) as { id: string; enterpriseId: string; until: string; at: Date }[];
    for (const notice of told) {
      const [message, delivery] = [uuidv7(), uuidv7()];
      await runner.query(
        `insert into desk_message (id, kind, audience, "enterpriseId", subject, body, "objectType", "objectId", "createdAt", "createdBy", "createdByName")
         values ($1, 'members.takeover', 'enterprise', $2, '有人申请接管本企业的管理员账号', $3, 'registration', $4, $5, $6, $7)`,
        [message, notice.enterpriseId, textOf(notice.until), notice.id, notice.at, id, name],
      );
      await runner.query(
        `insert into desk_delivery (id, "messageId", "enterpriseId", channel, state, "sentAt", "createdAt")
         values ($1, $2, $3, 'portal', 'sent', $4, $4)`,
        [delivery, message, notice.enterpriseId, notice.at],
      );
    }
    await runner.query(`select set_config('tidu.person', '', true), set_config('tidu.scope', '', true)`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

/** As it was said when this migration was written. */
const textOf = (until: string) =>
  `有人申请接管贵企业在“梯度”的管理员账号。如有异议，请在 ${until}（含当天）前登录企业服务页面提出；无异议的，期满后生效。`;
