import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { EvidenceService } from '@tidu/enterprises';
import { type Day, isDay, shanghaiDay, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { badField, listConflict, titleNotFound } from '../recognition.errors';
import { titleRules } from './title-rules';

/** Why a title is cancelled, and what says so. */
export interface Cancellation {
  /** Of seeds/recognition/titles.yaml. */
  cause: string;
  /** First day on which it counts no more. */
  cancelledOn: Day;
  document: string;
  documentOn: Day;
  reason: string;
}

interface TitleRow {
  id: string;
  enterpriseId: string;
  title: string;
  level: string;
  batch: string | null;
  validFrom: Day | null;
  validUntil: Day | null;
  cancelledOn: Day | null;
  cancelledWhy: string | null;
  source: string;
  document: string | null;
  note: string | null;
  fileId: string | null;
  version: number;
  withdrawnAt: string | null;
}

/** Cancels titles and takes cancellations back. The title stays in the register with the day; nothing is erased. */
@Injectable()
export class CancellationsService {
  constructor(
    private readonly database: Database,
    private readonly evidence: EvidenceService,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws DomainError `RECOGNITION.TITLE_NOT_FOUND`, `RECOGNITION.CAUSE`, `RECOGNITION.CANCEL_DAY`, `RECOGNITION.CANCELLED`. */
  async cancel(person: ActingPerson, titleId: string, version: number, given: Cancellation): Promise<void> {
    await this.database.write(person, (tx) => this.cancelIn(tx, titleId, version, given));
  }

  /** The same in the transaction of whatever decided it. */
  async cancelIn(tx: Transaction, titleId: string, version: number, given: Cancellation): Promise<void> {
    const cause = titleRules().causes.get(given.cause);
    if (!cause) throw badField('cause', 'CAUSE', 'cause：没有这个取消原因，请从列出的原因里选。');
    const title = await findTitle(tx, titleId);
    if (title.cancelledOn !== null)
      throw listConflict('CANCELLED', `这个称号已于 ${title.cancelledOn} 取消。请刷新后再看。`);
    requireDays(title, given);
    const why = `${cause.label}（${cause.article}；${given.document}）`.slice(0, 500);
    await this.correct(tx, title, version, { cancelledOn: given.cancelledOn, cancelledWhy: why }, given.reason);
    const id = uuidv7();
    await tx.rows(
      `insert into title_cancellation (id, "titleId", "enterpriseId", cause, "causeLabel", article, document, "documentOn",
         "cancelledOn", "bannedUntil", reason, "personId", "personName")
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9::date,
         case when $10::int > 0 then ($9::date + make_interval(years => $10::int))::date end, $11, $12, $13)`,
      [
        ...[id, titleId, title.enterpriseId, cause.code, cause.label, cause.article, given.document, given.documentOn],
        ...[given.cancelledOn, cause.banYears, given.reason, tx.person.id, tx.person.name],
      ],
    );
    await this.note(tx, 'recognition.cancelTitle', title, given.reason, { ...given, cancellationId: id });
  }

  /** Takes a cancellation back: the title counts again, and the ban is gone. @throws DomainError as above, `RECOGNITION.NOT_CANCELLED`. */
  async reinstate(person: ActingPerson, titleId: string, version: number, reason: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const title = await findTitle(tx, titleId);
      const lifted = await tx.row<{ id: string }>(
        `update title_cancellation set "liftedAt" = now(), "liftedBy" = $2, "liftedByName" = $3, "liftedWhy" = $4
         where "titleId" = $1 and "liftedAt" is null returning id`,
        [titleId, tx.person.id, tx.person.name, reason],
      );
      if (!lifted) throw listConflict('NOT_CANCELLED', '这个称号没有在这里取消过，或已经恢复。请刷新后再看。');
      await this.correct(tx, title, version, { cancelledOn: null, cancelledWhy: null }, reason);
      await this.note(tx, 'recognition.reinstateTitle', title, reason, { cancellationId: lifted.id });
    });
  }

  private async correct(
    tx: Transaction,
    title: TitleRow,
    version: number,
    set: Pick<TitleRow, 'cancelledOn' | 'cancelledWhy'>,
    reason: string,
  ): Promise<void> {
    const { enterpriseId, id, level, batch, validFrom, validUntil, source, document, note, fileId } = title;
    const values = { title: title.title, level, batch, ...set };
    await this.evidence.correctIn(
      tx,
      { enterpriseId, kind: 'titleHeld', recordId: id, version },
      { values, validFrom, validUntil, source, document, note, fileId },
      reason,
    );
  }

  private async note(tx: Transaction, action: string, title: TitleRow, reason: string, after: object): Promise<void> {
    const { id, enterpriseId, title: kind, level } = title;
    await this.trail.record(tx, {
      ...{ action, objectType: 'title_held', objectId: id, reason },
      before: { cancelledOn: title.cancelledOn },
      after: { enterpriseId, title: kind, level, ...after },
    });
  }
}

async function findTitle(tx: Transaction, id: string): Promise<TitleRow> {
  const found = await tx.row<{ row: TitleRow }>('select to_jsonb(t) as row from title_held t where t.id = $1', [id]);
  if (!found || found.row.withdrawnAt !== null) throw titleNotFound();
  return found.row;
}

function requireDays({ validFrom, validUntil }: TitleRow, { cancelledOn, documentOn }: Cancellation): void {
  const today = shanghaiDay(Date.now());
  if (!isDay(documentOn) || documentOn < '1990-01-01' || documentOn > today)
    throw badField('documentOn', 'CANCEL_DAY', 'documentOn：来文日期应是今天或以前的日期。');
  if (!isDay(cancelledOn) || cancelledOn > today)
    throw badField('cancelledOn', 'CANCEL_DAY', 'cancelledOn：取消日期应是今天或以前的日期。');
  if ((validFrom !== null && cancelledOn < validFrom) || (validUntil !== null && cancelledOn > validUntil))
    throw badField('cancelledOn', 'CANCEL_DAY', `cancelledOn：取消日期应在有效期 ${validFrom} 至 ${validUntil} 之内。`);
}
