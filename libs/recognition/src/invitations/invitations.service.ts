import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { MessagesService, ReachService } from '@tidu/desk';
import type { Day } from '@tidu/kernel';
import { type ActingPerson, Database, todayOf, type Transaction } from '@tidu/platform';
import { type Batch, findBatch, lastDayBefore } from '../batches/batch';
import { invitationRefused } from '../recognition.errors';
import { bansOf } from '../titles/bans';
import { titleWords } from '../title-codes';
import { type PreRun, preRunOf } from './pre-run.queries';

/** What became of inviting one enterprise. */
export interface Invited {
  enterpriseId: string;
  done: boolean;
  message: string;
}

/** Invites enterprises to apply in a batch (邀请申报): each once, by the inbox, a letter and every channel there is. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly database: Database,
    private readonly messages: MessagesService,
    private readonly reach: ReachService,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws DomainError `RECOGNITION.BATCH_NOT_FOUND`, `RECOGNITION.BATCH_ENDED`, `RECOGNITION.NO_PRE_RUN`. */
  async invite(person: ActingPerson, batchId: string, enterprises: readonly string[]): Promise<Invited[]> {
    return this.database.write(person, async (tx) => {
      const batch = await findBatch(tx, batchId);
      if (batch.state === 'ended') throw invitationRefused('BATCH_ENDED', '批次已经结束，不再邀请。');
      const { run } = await preRunOf(tx, batch);
      if (!run)
        throw invitationRefused(
          'NO_PRE_RUN',
          `还没有按这个批次的标准对 ${batch.year} 年度做过预评估，请先在“预评估”里做一次。`,
        );
      const today = await todayOf(tx);
      const results: Invited[] = [];
      for (const id of new Set(enterprises)) results.push(await this.inviteOne(tx, id, { batch, run, today }));
      return results;
    });
  }

  private async inviteOne(
    tx: Transaction,
    enterpriseId: string,
    { batch, run, today }: { batch: Batch; run: PreRun; today: Day },
  ): Promise<Invited> {
    const refuse = (message: string): Invited => ({ enterpriseId, done: false, message });
    const firm = await firmOf(tx, enterpriseId, { batch, run, today });
    if (!firm) return refuse('没有这家企业。');
    const { name, status, applied, holds, outcome, contacts } = firm;
    if (status !== 'active') return refuse(`“${name}”已注销、迁出或合并，不邀请。`);
    if (outcome === null) return refuse(`“${name}”不在这次预演里：还没有可用的年度数据。`);
    if (applied) return refuse(`“${name}”已经在这个批次申报了。`);
    if (holds) return refuse(`“${name}”已持有这个称号。`);
    if ((await bansOf(tx, enterpriseId, today)).length > 0) return refuse(`“${name}”在禁止申报期内，不邀请。`);
    const noted = await tx.row(
      `insert into recognition_invitation ("batchId", "enterpriseId", "runId", outcome, "invitedBy", "invitedByName")
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning "enterpriseId"`,
      [batch.id, enterpriseId, run.id, outcome, tx.person.id, tx.person.name],
    );
    if (!noted) return { enterpriseId, done: true, message: `“${name}”先前已经邀请过。` };
    const messageId = await this.messages.toEnterprise(tx, {
      ...{ kind: 'recognition.invitation', enterpriseId, objectType: 'recognition_batch', objectId: batch.id },
      ...wordsOf(batch),
      onceKey: `invitation ${batch.id} ${enterpriseId}`,
    });
    await tx.rows(`update recognition_invitation set "messageId" = $3 where "batchId" = $1 and "enterpriseId" = $2`, [
      batch.id,
      enterpriseId,
      messageId,
    ]);
    await this.trail.record(tx, {
      ...{ action: 'recognition.invite', objectType: 'recognition_batch', objectId: batch.id },
      after: { enterpriseId, runId: run.id, outcome, messageId },
    });
    const bare = contacts > 0 ? '' : await this.asked(tx, enterpriseId);
    return { enterpriseId, done: true, message: `已邀请“${name}”。${bare}` };
  }

  /** Whom the register has no way to reach the town is asked about. */
  private async asked(tx: Transaction, enterpriseId: string): Promise<string> {
    const task = await this.reach.lost(tx, enterpriseId, 'noContact');
    const why = '没有能用的联系方式，只能靠企业服务和信函';
    if (task) return `${why}；已请${task.ownerName}在 ${task.dueOn} 前核实。`;
    return `${why}；没有人能承办核实，请负责人指定。`;
  }
}

interface Firm {
  name: string;
  status: string;
  applied: boolean;
  holds: boolean;
  outcome: number | null;
  contacts: number;
}

const firmOf = (
  tx: Transaction,
  id: string,
  { batch, run, today }: { batch: Batch; run: PreRun; today: Day },
): Promise<Firm | null> =>
  tx.row<Firm>(
    `select e.name, e.status, c.outcome::int as outcome,
       exists (select from application a where a."batchId" = $2 and a."enterpriseId" = e.id) as applied,
       exists (select from title_held t where t."enterpriseId" in (select enterprise_family(e.id)) and t.title = $3
         and t."withdrawnAt" is null and t."validFrom" <= $4 and $4 < t."validUntil"
         and (t."cancelledOn" is null or $4 < t."cancelledOn")) as holds,
       (select count(*)::int from enterprise_contact k where k."enterpriseId" in (select enterprise_family(e.id))
         and k."validUntil" is null and k."withdrawnAt" is null and (k.phone is not null and k."phoneFailedOn" is null
           or k.mail is not null and k."mailFailedOn" is null)) as contacts
     from enterprise e left join score_card c on c."enterpriseId" = e.id and c."runId" = $5 where e.id = $1`,
    [id, batch.id, batch.title, today, run.id],
  );

/** A pre-assessment is no promise: nothing of its result goes out. */
function wordsOf({ name, title, opensAt, closesAt }: Batch): { subject: string; body: string } {
  const [from, until] = [lastDayBefore(new Date(opensAt.getTime() + 1)), lastDayBefore(closesAt)];
  const what = titleWords[title] ?? title;
  return {
    subject: `邀请申报${what}`.slice(0, 200),
    body:
      `${name}将受理${what}的申报，时间 ${from} 至 ${until}。根据现有数据，贵公司可以考虑申报。` +
      '请登录企业服务核对资料、自测条件；能否通过以审核为准。',
  };
}
