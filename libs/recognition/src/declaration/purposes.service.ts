import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { type ActingPerson, Database } from '@tidu/platform';
import { StandardsService } from '@tidu/scoring';
import { changeApplication, lockApplication, type Purpose, purposeWords } from '../applications/application';
import { applicationNotFound, badField, notOpen } from '../recognition.errors';
import { procedureOf } from '../rules/procedures';
import { batchOf } from './batch';
import { shownName } from './declarations.service';
import { type Answer, emptyDraft, findDraft, keepDraft } from './draft';
import { OpeningsService } from './openings.service';
import { askedOf } from './read-draft';
import { voidConfirmations } from './void-confirmations';

/** What became of what was typed when the purpose was changed. */
export interface ChangedPurpose {
  version: number;
  /** Answers that the standard of the new purpose asks too. */
  kept: number;
  /** Answers it doesn't ask: put aside, back where the purpose is changed back. */
  aside: number;
}

/** Changes the purpose (申报类型) of a declaration that was begun and not submitted: what was typed is kept by its fact. */
@Injectable()
export class PurposesService {
  constructor(
    private readonly database: Database,
    private readonly openings: OpeningsService,
    private readonly standards: StandardsService,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Evidence stays; the representative's confirmation is void, for it was of another content.
   * @throws DomainError `RECOGNITION.APPLICATION_NOT_FOUND`, `PLATFORM.STALE`, `RECOGNITION.NOT_OPEN` where it was
   *   submitted, `RECOGNITION.SAME_PURPOSE`, `RECOGNITION.NOT_LAWFUL` with the reason.
   */
  async change(
    person: ActingPerson,
    { enterpriseId, id, version }: { enterpriseId: string; id: string; version: number },
    purpose: Purpose,
  ): Promise<ChangedPurpose> {
    const bans = await this.openings.bans(enterpriseId);
    const asked = await this.askedFor(person, { enterpriseId, id }, purpose);
    return this.database.write(person, async (tx) => {
      const application = await lockApplication(tx, id, version);
      if (application.enterpriseId !== enterpriseId) throw applicationNotFound();
      if (application.state !== procedureOf(application.procedure).start)
        throw notOpen('申报已经提交，申报类型不能再改。要改请先撤回，另起一件。');
      if (application.purpose === purpose)
        throw badField('purpose', 'SAME_PURPOSE', `purpose：这件申报已经是${purposeWords[purpose]}，不用改。`);
      const batch = await batchOf(tx, application.batchId);
      const obstacle = await this.openings.obstacle(tx, { enterpriseId, bans }, batch, purpose);
      if (obstacle !== null || !asked)
        throw badField('purpose', 'NOT_LAWFUL', obstacle ?? '这个批次没有这种申报类型。');
      const stored = (await findDraft(tx, id)) ?? { ...emptyDraft, version: 0 };
      const { answers, aside } = parted({ ...stored.aside, ...stored.answers }, asked);
      const { unit, evidence } = stored;
      await keepDraft(tx, application, stored.version, { unit, evidence, answers, aside }, shownName(person));
      await voidConfirmations(tx, id);
      const changed = await changeApplication(tx, application, { purpose });
      await this.trail.record(tx, {
        ...{ action: 'recognition.changePurpose', objectType: 'application', objectId: id },
        before: { purpose: application.purpose },
        after: { purpose, kept: Object.keys(answers), aside: Object.keys(aside) },
      });
      return { version: changed.version, kept: Object.keys(answers).length, aside: Object.keys(aside).length };
    });
  }

  /** Codes of what the standard of a purpose asks, before a transaction begins; null: the batch has no such purpose. */
  private async askedFor(
    person: ActingPerson,
    { enterpriseId, id }: { enterpriseId: string; id: string },
    purpose: Purpose,
  ): Promise<ReadonlySet<string> | null> {
    const found = await this.database.read(person, (tx) =>
      tx.row<{ releaseId: string | null }>(
        `select p."releaseId" from application a left join recognition_batch_purpose p on p."batchId" = a."batchId" and p.purpose = $3
         where a.id = $1 and a."enterpriseId" = $2`,
        [id, enterpriseId, purpose],
      ),
    );
    if (!found) throw applicationNotFound();
    if (found.releaseId === null) return null;
    const { evaluator } = await this.standards.release(found.releaseId);
    return new Set(askedOf(evaluator, purpose).map(({ fact }) => fact.code));
  }
}

function parted(all: Readonly<Record<string, Answer>>, asked: ReadonlySet<string>) {
  const pick = (isAsked: boolean) =>
    Object.fromEntries(Object.entries(all).filter(([code]) => asked.has(code) === isAsked));
  return { answers: pick(true), aside: pick(false) };
}
