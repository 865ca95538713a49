import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { type Problem, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { type PublishedStandard, StandardsService } from '@tidu/scoring';
import { findApplication, lockApplication, noteStep, type Purpose } from '../applications/application';
import { applicationNotFound, badField, illegalTransition, notOpen } from '../recognition.errors';
import { procedureOf } from '../rules/procedures';
import { batchOf } from './batch';
import type { Declaration } from './declaration';
import { declarationRules } from './declaration-rules';
import { type DraftContent, findDraft, keepDraft } from './draft';
import { voidConfirmations } from './void-confirmations';
import { obstacleToEvidence } from './evidence';
import { type OpenFields, openFieldsOf } from './open-fields';
import { OpeningsService } from './openings.service';
import { askedOf, readDraft } from './read-draft';
import { obstacleToSubmit } from './window';

/** The yearly declaration (年度申报) of an enterprise: begun once for a batch, typed by several people, kept by itself. */
@Injectable()
export class DeclarationsService {
  constructor(
    private readonly database: Database,
    private readonly openings: OpeningsService,
    private readonly standards: StandardsService,
    private readonly reference: ReferenceService,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Begins the one declaration of the enterprise in a batch; whoever begins it again continues it. Returns its id.
   * @throws DomainError `RECOGNITION.BATCH_NOT_FOUND`, `RECOGNITION.NOT_LAWFUL` with the reason.
   */
  async begin(person: ActingPerson, enterpriseId: string, batchId: string, purpose: Purpose): Promise<string> {
    const bans = await this.openings.bans(enterpriseId);
    return this.database.write(person, async (tx) => {
      const batch = await batchOf(tx, batchId);
      const there = await ownIn(tx, batchId, enterpriseId);
      if (there) return there;
      const obstacle = await this.openings.obstacle(tx, { enterpriseId, bans }, batch, purpose);
      if (obstacle !== null) throw badField('purpose', 'NOT_LAWFUL', obstacle);
      const id = uuidv7();
      const { start } = procedureOf(batch.procedure);
      const made = await tx.client.query(
        `insert into application (id, "batchId", purpose, "enterpriseId", state, "officerId", "createdBy", "createdByName", "changedByName")
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8) on conflict ("batchId", "enterpriseId") do nothing`,
        [id, batchId, purpose, enterpriseId, start, batch.officerId, person.id, person.name],
      );
      if (made.rowCount === 0) return (await ownIn(tx, batchId, enterpriseId)) ?? id;
      await noteStep(tx, await findApplication(tx, id), { action: 'begin', from: null });
      await this.trail.record(tx, {
        ...{ action: 'recognition.begin', objectType: 'application', objectId: id },
        after: { batchId, enterpriseId, purpose, state: start },
      });
      return id;
    });
  }

  /**
   * The standard the declaration is judged by; asked before a transaction begins, which needs no second connection then.
   * @throws DomainError `RECOGNITION.APPLICATION_NOT_FOUND`, of another enterprise's too.
   */
  async standardOf(person: ActingPerson, enterpriseId: string, id: string): Promise<PublishedStandard> {
    const found = await this.database.read(person, (tx) =>
      tx.row<{ releaseId: string }>(
        `select p."releaseId" from application a join recognition_batch_purpose p using ("batchId", purpose)
         where a.id = $1 and a."enterpriseId" = $2`,
        [id, enterpriseId],
      ),
    );
    if (!found) throw applicationNotFound();
    return this.standards.release(found.releaseId);
  }

  /** The declaration, to look at. */
  async one(
    tx: Transaction,
    standard: PublishedStandard,
    { enterpriseId, id }: { enterpriseId: string; id: string },
  ): Promise<Declaration> {
    const application = await findApplication(tx, id);
    if (application.enterpriseId !== enterpriseId) throw applicationNotFound();
    return { application, batch: await batchOf(tx, application.batchId), standard };
  }

  /** The declaration, locked until the transaction ends. */
  async locked(
    tx: Transaction,
    standard: PublishedStandard,
    { enterpriseId, id, version }: { enterpriseId: string; id: string; version?: number },
  ): Promise<Declaration> {
    const application = await lockApplication(tx, id, version);
    if (application.enterpriseId !== enterpriseId) throw applicationNotFound();
    const batch = await batchOf(tx, application.batchId);
    // the purpose may have been changed since the standard was asked
    const { releaseId } = batch.purposes.find(({ purpose }) => purpose === application.purpose) ?? {};
    if (releaseId !== standard.releaseId) throw illegalTransition('申报类型刚才改了。请刷新后再看。');
    return { application, batch, standard };
  }

  /**
   * Keeps what was typed, mistakes and all. `version` 0: nothing was typed yet. Returns what is wrong with it.
   * @throws DomainError `PLATFORM.STALE` with who saved meanwhile, `RECOGNITION.NOT_OPEN` where nothing, or not this
   *   field, is to be typed.
   */
  async save(
    person: ActingPerson,
    enterpriseId: string,
    id: string,
    version: number,
    content: DraftContent,
  ): Promise<{ version: number; problems: Problem[] }> {
    const { dictionary } = await this.reference.facts();
    const found = await this.standardOf(person, enterpriseId, id);
    return this.database.write(person, async (tx) => {
      const declaration = await this.locked(tx, found, { enterpriseId, id });
      requireOnlyOpen(await openFieldsOf(tx, declaration), content);
      const { application, standard } = declaration;
      const asked = askedOf(standard.evaluator, application.purpose);
      const { aside } = (await findDraft(tx, id)) ?? {};
      const kept = aside === undefined ? content : { ...content, aside };
      const now = await keepDraft(tx, application, version, kept, shownName(person));
      await voidConfirmations(tx, id);
      await this.trail.record(tx, {
        ...{ action: 'recognition.saveDraft', objectType: 'application', objectId: id },
        after: { version: now, facts: Object.keys(content.answers), evidence: content.evidence.length },
      });
      const { problems } = readDraft(standard.evaluator, asked, content.answers);
      const files = await obstacleToEvidence(tx, declaration, content, dictionary);
      return {
        version: now,
        problems: [...problems, ...files.filter(({ code }) => code !== 'RECOGNITION.NO_EVIDENCE')],
      };
    });
  }
}

async function ownIn(tx: Transaction, batchId: string, enterpriseId: string): Promise<string | null> {
  const found = await tx.row<{ id: string }>(
    'select id from application where "batchId" = $1 and "enterpriseId" = $2',
    [batchId, enterpriseId],
  );
  return found?.id ?? null;
}

/** @throws DomainError `RECOGNITION.NOT_OPEN`. */
function requireOnlyOpen(open: OpenFields, content: DraftContent): void {
  if (open.all) return;
  if (open.codes.size === 0) throw notOpen('申报已经提交，现在不能修改。要改请先撤回，或等退回补正。');
  const same = (code: string) => {
    const [before, now] = [open.submitted.answers[code], content.answers[code]];
    return before?.text === now?.text && before?.unit === now?.unit;
  };
  const codes = new Set([...Object.keys(open.submitted.answers), ...Object.keys(content.answers)]);
  const kinds = declarationRules().evidence.filter(({ kind, facts }) =>
    [kind, ...facts].some((one) => open.codes.has(one)),
  );
  const files = (evidence: readonly { kind: string; recordId: string; fileHash?: string }[]) =>
    evidence
      .filter(({ kind }) => !kinds.some((one) => one.kind === kind))
      .map(({ recordId }) => recordId)
      .sort()
      .join();
  const closed = [...codes].filter((code) => !open.codes.has(code) && !same(code));
  if (files(open.submitted.evidence.filter(({ fileHash }) => fileHash)) !== files(content.evidence))
    closed.push('佐证材料');
  if (closed.length > 0)
    throw notOpen(`退回补正只能改勾出的项目，“${closed[0]}”没有打开。要改别的，请先向工信局申请打开。`);
}

/** Why nothing can be submitted now, @throws it. */
export function requireWindow({ application, batch }: Declaration, begunAt: Date, now: Date): void {
  // who was asked to put something right has a term of their own
  if (application.submittedAt !== null) return;
  const obstacle = obstacleToSubmit(batch, begunAt, now);
  if (obstacle !== null) throw illegalTransition(`${obstacle}草稿还在，内容没有丢。`);
}

/** An agent is named as one, so that a colleague sees who typed it. */
export const shownName = ({ name, principal }: ActingPerson) =>
  principal?.role === 'member.agent' ? `${name}（代办）` : name;
