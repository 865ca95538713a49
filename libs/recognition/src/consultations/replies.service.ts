import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import type { Day } from '@tidu/kernel';
import { type ActingPerson, Database, staleVersion, todayOf, type Transaction } from '@tidu/platform';
import { requireNoConflictWith } from '../applications/conflict-of-interest';
import { badField, consultationNotFound } from '../recognition.errors';
import { type Conclusion, type Consultation, findConsultation } from './consultation';

/** What a department answered to some of its list. */
export interface GivenReply {
  /** Items of the list on the versions that were seen. */
  items: readonly { id: string; version: number }[];
  conclusion: Conclusion;
  repliedOn: Day;
  document: string;
  note: string | null;
  evidenceId: string | null;
  /** Why a reply that was recorded is recorded otherwise; null: it is the first. */
  reason: string | null;
}

interface Replied {
  id: string;
  enterpriseId: string;
  conclusion: Conclusion | null;
  repliedOn: Day | null;
  document: string | null;
  note: string | null;
  evidenceId: string | null;
  recordedByName: string | null;
  recordedAt: string | null;
  version: number;
}

/** Replies of departments (部门意见), recorded by an officer; one letter often answers for many. */
@Injectable()
export class RepliesService {
  constructor(
    private readonly database: Database,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Records the same reply for each item: all of them, or none.
   * @throws DomainError `RECOGNITION.CONSULTATION_NOT_FOUND`, `PLATFORM.STALE`, `RECOGNITION.REPLY_…` naming the field,
   *   `RECOGNITION.CONFLICT_OF_INTEREST`.
   */
  async record(person: ActingPerson, consultationId: string, given: GivenReply): Promise<void> {
    await this.database.write(person, async (tx) => {
      const consultation = await findConsultation(tx, consultationId);
      const before = await lockItems(tx, consultationId, given);
      await requireSound(tx, consultation, given, before);
      await requireNoConflictWith(
        tx,
        before.map(({ enterpriseId }) => enterpriseId),
      );
      for (const item of before) await this.keep(tx, item, given);
    });
  }

  private async keep(tx: Transaction, item: Replied, given: GivenReply): Promise<void> {
    const { conclusion, repliedOn, document, note, evidenceId, reason } = given;
    await tx.rows(
      `update recognition_consultation_item set conclusion = $2, "repliedOn" = $3, document = $4, note = $5, "evidenceId" = $6,
         "recordedAt" = now(), "recordedBy" = $7, "recordedByName" = $8, version = version + 1 where id = $1`,
      [item.id, conclusion, repliedOn, document, note, evidenceId, tx.person.id, tx.person.name],
    );
    await this.trail.record(tx, {
      ...{ action: 'recognition.recordReply', objectType: 'recognition_consultation_item', objectId: item.id },
      ...(item.conclusion !== null && { before: kept(item) }),
      after: kept({ conclusion, repliedOn, document, note, evidenceId }),
      ...(reason !== null && { reason }),
    });
  }
}

const kept = ({
  conclusion,
  repliedOn,
  document,
  note,
  evidenceId,
}: Pick<Replied, 'conclusion' | 'repliedOn' | 'document' | 'note' | 'evidenceId'>) => ({
  ...{ conclusion, repliedOn, document, note, evidenceId },
});

async function lockItems(tx: Transaction, consultationId: string, { items }: GivenReply): Promise<Replied[]> {
  const rows = await tx.rows<Replied>(
    `select id, "enterpriseId", conclusion, "repliedOn"::text as "repliedOn", document, note, "evidenceId", "recordedByName",
       "recordedAt", version
     from recognition_consultation_item where "consultationId" = $1 and id = any($2::uuid[]) order by id for update`,
    [consultationId, items.map(({ id }) => id)],
  );
  const seen = new Map(items.map(({ id, version }) => [id.toLowerCase(), version]));
  if (rows.length < seen.size) throw consultationNotFound();
  const changed = rows.find(({ id, version }) => seen.get(id) !== version);
  if (!changed) return rows;
  const { version, recordedByName, recordedAt } = changed;
  throw staleVersion('部门意见', { version, who: recordedByName ?? '期满记录', at: recordedAt ?? new Date() });
}

async function requireSound(
  tx: Transaction,
  { sentOn }: Consultation,
  { conclusion, repliedOn, note, evidenceId, reason }: GivenReply,
  items: readonly Replied[],
): Promise<void> {
  if (repliedOn < sentOn || repliedOn > (await todayOf(tx)))
    throw badField('repliedOn', 'REPLY_DAY', `答复日期应在 ${sentOn} 发函之后、今天之前（含当天）。`);
  if (conclusion === 'objects' && note === null)
    throw badField('note', 'REPLY_NOTE', '有异议的，请写明部门的意见：什么事、哪一天、什么依据。');
  if (reason === null && items.some((one) => one.conclusion !== null))
    throw badField('reason', 'REPLY_REASON', '其中有已经登记过的意见，要改请写明为什么。');
  if (evidenceId === null) return;
  const [item] = items;
  const file = await tx.row('select id from evidence_file where id = $1 and "enterpriseId" = $2', [
    ...[evidenceId, item?.enterpriseId],
  ]);
  if (items.length !== 1 || !file)
    throw badField('evidenceId', 'REPLY_EVIDENCE', '附件应是这家企业的佐证材料，一次只附给一家。');
}
