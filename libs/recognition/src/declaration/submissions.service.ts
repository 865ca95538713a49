import { Injectable } from '@nestjs/common';
import { evaluate, type Evaluator, readFacts } from '@tidu/criteria';
import { WriteFiguresService } from '@tidu/figures';
import { shanghaiDay, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { ApplicationActs, possibleActions } from '../applications/application-acts.service';
import { illegalTransition } from '../recognition.errors';
import { begunAt, type Confirmed, ConfirmationsService } from './confirmations.service';
import { type Content, hashOfContent } from './content';
import type { Declaration } from './declaration';
import { DeclarationsService, requireWindow } from './declarations.service';
import { staleDraft } from './draft';
import { newReceiptNumber } from './receipt';
import { declareFigures } from './declare-figures';

/** What whoever submitted keeps (回执). */
export interface Receipt {
  receiptNumber: string;
  /** Which submission it is: 1 the first. */
  number: number;
  hash: string;
  submittedAt: string;
}

/** Submitting (提交): exactly what the legal representative confirmed becomes a revision that never changes. */
@Injectable()
export class SubmissionsService {
  constructor(
    private readonly database: Database,
    private readonly declarations: DeclarationsService,
    private readonly confirmations: ConfirmationsService,
    private readonly acts: ApplicationActs,
    private readonly figures: WriteFiguresService,
  ) {}

  /**
   * Submits, or submits again what was returned: receipt, revision, state and figures in one transaction, by the clock
   * of the server.
   * @throws DomainError `PLATFORM.STALE`, `RECOGNITION.ILLEGAL_TRANSITION`, `RECOGNITION.NEEDS_CONFIRMATION`.
   */
  async submit(person: ActingPerson, enterpriseId: string, id: string, version: number): Promise<Receipt> {
    const standard = await this.declarations.standardOf(person, enterpriseId, id);
    return this.database.write(person, async (tx) => {
      const declaration = await this.declarations.locked(tx, standard, { enterpriseId, id, version });
      const { application } = declaration;
      const action = possibleActions(application, 'submitter').find(({ needs }) => needs.includes('confirmation'));
      if (!action) throw illegalTransition('申报已经提交，不能再提交一次。请刷新后再看。');
      const at = await serverTime(tx);
      requireWindow(declaration, new Date(await begunAt(tx, id)), at);
      const confirmed = await this.confirmations.confirmed(tx, id);
      const revision = confirmed && (await this.keepRevision(tx, declaration, confirmed));
      const receiptNumber = application.receiptNumber ?? newReceiptNumber(shanghaiDay(at));
      await this.acts.act(tx, id, 'submitter', {
        ...{ action: action.code, confirmed: confirmed !== null },
        set: {
          ...{ revisionId: revision?.id ?? null, receiptNumber, submittedBy: person.id },
          submittedAt: application.submittedAt ?? at.toISOString(),
        },
      });
      if (!revision || !confirmed) throw new Error('submitted without a revision');
      await this.settle(tx, declaration, confirmed, revision, receiptNumber);
      return { receiptNumber, number: revision.number, hash: revision.hash, submittedAt: at.toISOString() };
    });
  }

  private async keepRevision(tx: Transaction, { application, standard }: Declaration, confirmed: Confirmed) {
    const { confirmedName: name, confirmedRole: role, confirmedAt: at } = confirmed;
    const content: Content = { ...confirmed.content, confirmedBy: { name, role, at: at.toISOString() } };
    const [id, hash] = [uuidv7(), hashOfContent(content)];
    const { outcome, points } = judged(standard.evaluator, content, application.purpose, confirmed.asOf);
    const row = await tx.row<{ number: number }>(
      `insert into application_revision (id, "applicationId", "enterpriseId", number, "releaseId", purpose, "asOf", content,
         hash, outcome, "minPoints", "maxPoints", "submittedBy", "submittedByName", "confirmedByName", "confirmedAt", "askedAgain")
       values ($1, $2, $3, (select count(*) + 1 from application_revision where "applicationId" = $2), $4, $5, $6, $7, $8, $9,
         $10, $11, $12, $13, $14, $15, $16) returning number`,
      [
        ...[id, application.id, application.enterpriseId, standard.releaseId, application.purpose, confirmed.asOf],
        ...[JSON.stringify(content), hash, outcome, points?.min ?? null, points?.max ?? null],
        ...[tx.person.id, tx.person.name, name, at, confirmed.askedAgain],
      ],
    );
    return { id, hash, number: row?.number ?? 1 };
  }

  /** What goes with it or not at all: marks are answered, the draft is gone, the figures are the enterprise's own. */
  private async settle(
    tx: Transaction,
    { application, batch, standard }: Declaration,
    { content }: Confirmed,
    revision: { id: string; number: number },
    receiptNumber: string,
  ): Promise<void> {
    await tx.rows('update application_mark set "answeredBy" = $2 where "applicationId" = $1 and "answeredBy" is null', [
      application.id,
      revision.id,
    ]);
    const gone = await tx.client.query('delete from application_draft where "applicationId" = $1', [application.id]);
    if (gone.rowCount === 0) throw await staleDraft(tx, application.id);
    await declareFigures(tx, this.figures, standard.evaluator.dictionary, {
      ...{ enterpriseId: application.enterpriseId, year: batch.year, content },
      document: `申报 ${receiptNumber}`.slice(0, 200),
      reason: `${batch.name}申报，第 ${revision.number} 次提交`,
    });
  }
}

/** Outcome and points, in ten-thousandths, of exactly the facts that are submitted. */
function judged(evaluator: Evaluator, { facts }: Content, purpose: 'application' | 'renewal', date: string) {
  const read = readFacts(JSON.stringify(facts), evaluator.dictionary);
  const { outcome, points } = evaluate(evaluator, read, { purpose, date });
  return { outcome, points: points && { min: Math.round(points.min * 10_000), max: Math.round(points.max * 10_000) } };
}

/** The clock that decides: that of the server, of this transaction. */
async function serverTime(tx: Transaction): Promise<Date> {
  const row = await tx.row<{ now: Date }>('select now() as now');
  if (!row) throw new Error('no time');
  return row.now;
}
