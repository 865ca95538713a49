import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { TasksService } from '@tidu/desk';
import { WriteFiguresService } from '@tidu/figures';
import { type Day, DomainError, type Problem, shanghaiDay, systemClock, today } from '@tidu/kernel';
import { type ActingPerson, Database, todayOf, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { refuse } from '../declaration/claim.service';
import { askedAgain, factsOfClaim, hashOfContent, type UpdateContent } from '../declaration/content';
import { declareFigures } from '../declaration/declare-figures';
import { shownName } from '../declaration/declarations.service';
import { type DraftContent, type DraftPlace, emptyDraft, findDraft, keepDraft, staleDraft } from '../declaration/draft';
import { type Known, KnownFactsService } from '../declaration/known-facts.service';
import { readDraft } from '../declaration/read-draft';
import { newReceiptNumber } from '../declaration/receipt';
import { notOpen, updateNotFound } from '../recognition.errors';
import { type UpdateQuestions, UpdateQuestionsService } from './update-questions.service';
import { lockUpdate, type UpdateYear, type YearlyUpdate, yearOf } from './yearly-update';

/** Where the drafts of yearly updates are kept. */
export const updateDrafts: DraftPlace = { table: 'yearly_update_draft', of: 'updateId', words: '这份更新的草稿' };
/** The task that an enterprise has of an update. */
export const updateTask = 'recognition.update';

/** What whoever filed an update keeps (回执). */
export interface UpdateReceipt {
  receiptNumber: string;
  hash: string;
  filedAt: string;
  /** Whether it came after the last day. */
  late: boolean;
}

interface Of {
  enterpriseId: string;
  year: number;
}

/** The yearly update (年度更新) of an enterprise: typed like a declaration, filed once for each year by itself. */
@Injectable()
export class YearlyUpdatesService {
  constructor(
    private readonly database: Database,
    private readonly questions: UpdateQuestionsService,
    private readonly known: KnownFactsService,
    private readonly reference: ReferenceService,
    private readonly figures: WriteFiguresService,
    private readonly tasks: TasksService,
    private readonly trail: AuditTrail,
  ) {}

  /** What the update asks; before a transaction begins. @throws DomainError `RECOGNITION.UPDATE_NOT_FOUND`. */
  async asked(person: ActingPerson, { enterpriseId, year }: Of): Promise<UpdateQuestions> {
    const { titles, regionCode, dueOn } = await this.database.read(person, async (tx) => {
      await requireSeen(tx, enterpriseId);
      return yearOf(tx, enterpriseId, year, await todayOf(tx));
    });
    const codes = titles.map(({ title }) => title);
    return this.questions.of(codes, regionCode, dueOn);
  }

  /** What is known before anybody is asked: the same as for a declaration. */
  knownOf(tx: Transaction, enterpriseId: string, { figuresYear }: UpdateYear): Promise<Known> {
    return this.known.of(tx, enterpriseId, figuresYear, today(systemClock));
  }

  /**
   * Keeps what was typed, mistakes and all. `version` 0: nothing was typed yet. Returns what is wrong with it.
   * @throws DomainError `PLATFORM.STALE`, `RECOGNITION.UPDATE_NOT_FOUND`, `RECOGNITION.NOT_OPEN` where it is filed.
   */
  async save(
    person: ActingPerson,
    of: Of,
    version: number,
    content: DraftContent,
  ): Promise<{ version: number; problems: Problem[] }> {
    const { questions } = await this.asked(person, of);
    const { dictionary } = await this.reference.facts();
    return this.database.write(person, async (tx) => {
      const update = await this.locked(tx, of);
      const now = await keepDraft(tx, update, version, content, shownName(person), updateDrafts);
      await this.trail.record(tx, {
        ...{ action: 'recognition.saveUpdate', objectType: 'yearly_update', objectId: update.id },
        after: { version: now, facts: Object.keys(content.answers) },
      });
      return { version: now, problems: readDraft({ dictionary }, questions, content.answers).problems };
    });
  }

  /**
   * Files the update: receipt, content with its hash, figures and the end of its task in one transaction.
   * @throws DomainError `PLATFORM.STALE`, `RECOGNITION.NOT_OPEN`, `RECOGNITION.DRAFT` with every mistake by its field,
   *   `RECOGNITION.UPDATE_EMPTY` where nothing is known and nothing was typed.
   */
  async file(person: ActingPerson, of: Of, version: number): Promise<UpdateReceipt> {
    const { questions } = await this.asked(person, of);
    const { dictionary } = await this.reference.facts();
    return this.database.write(person, async (tx) => {
      const duty = await yearOf(tx, of.enterpriseId, of.year, await todayOf(tx));
      const update = await this.locked(tx, of);
      const draft = (await findDraft(tx, update.id, updateDrafts)) ?? {
        ...emptyDraft,
        version: 0,
        savedByName: null,
        savedAt: null,
      };
      if (draft.version !== version) throw await staleDraft(tx, update.id, updateDrafts);
      const { values, problems } = readDraft({ dictionary }, questions, draft.answers);
      refuse(problems);
      const known = await this.knownOf(tx, of.enterpriseId, duty);
      const by = { name: draft.savedByName ?? person.name, asOf: shanghaiDay(new Date(draft.savedAt ?? Date.now())) };
      const content: UpdateContent = {
        ...{ ...factsOfClaim({ dictionary }, questions, known, values, by), answers: { ...draft.answers } },
        enterprise: await nameOf(tx, of.enterpriseId),
        update: { year: duty.year, figuresYear: duty.figuresYear, dueOn: duty.dueOn, titles: duty.titles },
      };
      if (Object.keys(content.facts).length === 0) throw empty();
      const receipt = await this.keep(tx, update, duty, { content, askedAgain: askedAgain(known, values) });
      await declareFigures(tx, this.figures, dictionary, {
        ...{ enterpriseId: of.enterpriseId, year: duty.figuresYear, content },
        ...{ document: `年度更新 ${receipt.receiptNumber}`, reason: `${duty.year} 年的年度更新` },
      });
      await this.endTask(tx, update);
      return receipt;
    });
  }

  private async keep(
    tx: Transaction,
    { id, enterpriseId }: YearlyUpdate,
    { year, dueOn }: UpdateYear,
    { content, askedAgain: again }: { content: UpdateContent; askedAgain: number },
  ): Promise<UpdateReceipt> {
    const [hash, receiptNumber] = [hashOfContent(content), newReceiptNumber(await todayOf(tx))];
    const kept = await tx.row<{ filedAt: string; filedOn: Day }>(
      `update yearly_update set "receiptNumber" = $2, content = $3, hash = $4, "askedAgain" = $5, "dueOn" = $6,
         "filedOn" = (now() at time zone 'Asia/Shanghai')::date, "filedAt" = now(), "submittedBy" = $7, "submittedByName" = $8
       where id = $1 and "filedAt" is null returning "filedAt", "filedOn"::text as "filedOn"`,
      [id, receiptNumber, JSON.stringify(content), hash, again, dueOn, tx.person.id, tx.person.name],
    );
    if (!kept) throw alreadyFiled();
    await tx.rows('delete from yearly_update_draft where "updateId" = $1', [id]);
    const late = kept.filedOn > dueOn;
    await this.trail.record(tx, {
      ...{ action: 'recognition.fileUpdate', objectType: 'yearly_update', objectId: id },
      after: { enterpriseId, year, receiptNumber, hash, dueOn, late },
    });
    return { receiptNumber, hash, filedAt: new Date(kept.filedAt).toISOString(), late };
  }

  /** The update that can still be typed, locked. */
  private async locked(tx: Transaction, { enterpriseId, year }: Of): Promise<YearlyUpdate> {
    await requireSeen(tx, enterpriseId);
    await yearOf(tx, enterpriseId, year, await todayOf(tx));
    const update = await lockUpdate(tx, enterpriseId, year);
    if (update.filedAt !== null) throw alreadyFiled();
    return update;
  }

  private async endTask(tx: Transaction, { id: objectId }: YearlyUpdate): Promise<void> {
    const task = await this.tasks.find(tx, updateTask, { objectType: 'yearly_update', objectId });
    if (task) await this.tasks.settle(tx, task.id, { reason: '已提交年度更新' });
  }
}

/** An enterprise out of sight has no updates. */
export async function requireSeen(tx: Transaction, enterpriseId: string): Promise<void> {
  if (!(await tx.row('select from enterprise where id = $1', [enterpriseId]))) throw updateNotFound();
}

async function nameOf(tx: Transaction, enterpriseId: string): Promise<UpdateContent['enterprise']> {
  const row = await tx.row<UpdateContent['enterprise']>(
    'select name, "creditCode", "regionCode" from enterprise where id = $1',
    [enterpriseId],
  );
  if (!row) throw updateNotFound();
  return row;
}

const alreadyFiled = () =>
  notOpen('这一年的更新已经提交，不能再改。数据有误的，请在“年度数据”里更正，更正的和这次提交的都会保留。');

const empty = () =>
  new DomainError(
    'invalid',
    'RECOGNITION.UPDATE_EMPTY',
    '还没有可以提交的数据：登记簿里没有已知的，也没有填写。请至少填写一项再提交。',
  );
