import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { type Day, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, systemActor, todayOf, type Transaction } from '@tidu/platform';
import { EnterpriseBook } from '../book/enterprise-book';
import { enterpriseNotFound, illegalAct, invalid, reportNotFound, secondPerson } from '../desk.errors';
import { MessagesService } from '../messages/messages.service';
import { changeTask, lockTask, type Task } from '../tasks/task';
import { type Due, requireAct, TasksService } from '../tasks/tasks.service';
import { ledgerRules, type PromiseSource } from './ledger-rules';
import { countFiles, decideReport, type Report, reportsToConfirm, waitingReport } from './reports';

/** What somebody promised (承诺). */
export interface GivenPromise {
  title: string;
  note: string | null;
  enterpriseId: string | null;
  owner: string;
  source: PromiseSource;
  /** Which meeting, visit, document. */
  sourceNote: string;
  madeOn: Day;
  due: Due | undefined;
}

/**
 * The ledger 部署—检查—落实: a promise is a task with where it came from; who holds it reports it done with evidence, a
 * second person or the enterprise itself finds it done or not. Only then it is closed.
 */
@Injectable()
export class LedgerService {
  constructor(
    private readonly database: Database,
    private readonly tasks: TasksService,
    private readonly messages: MessagesService,
    private readonly book: EnterpriseBook,
    private readonly trail: AuditTrail,
  ) {}

  /** Records a promise; `id` is the key of the act. @throws DomainError `DESK.OWNER`, `DESK.DUE`, `DESK.MADE_ON`. */
  async promise(person: ActingPerson, id: string, given: GivenPromise): Promise<string> {
    const { enterpriseId, source, sourceNote, madeOn, due, ...task } = given;
    return this.database.write(person, async (tx) => {
      const firm = enterpriseId === null ? null : (await this.book.of(tx, [enterpriseId])).get(enterpriseId);
      if (enterpriseId !== null && !firm) throw enterpriseNotFound();
      if (madeOn > (await todayOf(tx))) throw invalid('madeOn', 'MADE_ON', '应是今天或以前的日期。');
      const about = { objectType: 'desk_promise', objectId: id };
      const { id: taskId, made } = await this.tasks.create(tx, {
        ...{ ...task, ...about, kind: 'desk.promise', enterpriseId },
        ...(due && { due }),
      });
      if (made)
        await tx.rows(
          `insert into desk_promise (id, "taskId", "enterpriseId", "enterpriseName", source, "sourceNote", "madeOn")
           values ($1, $2, $3, $4, $5, $6, $7)`,
          [id, taskId, enterpriseId, firm?.name ?? null, source, sourceNote, madeOn],
        );
      return taskId;
    });
  }

  /**
   * Who holds it says that it is done. Without evidence only the enterprise can confirm it.
   * @throws DomainError `DESK.EVIDENCE`, `DESK.ILLEGAL`, `DESK.NOT_YOURS`, `PLATFORM.STALE`.
   */
  async report(
    person: ActingPerson,
    taskId: string,
    version: number,
    { reason, evidence }: { reason: string; evidence: string | null },
  ): Promise<void> {
    await this.database.write(person, async (tx) => {
      const task = await lockTask(tx, taskId, version);
      if (!isChecked(task)) throw illegalAct('这类任务不用报告落实，直接办结。');
      requireAct(person, task, 'report');
      if (await waitingReport(tx, taskId)) throw illegalAct('已经报告落实，正在等核对。');
      const files = await countFiles(tx, taskId);
      if (evidence === null && files === 0 && task.enterpriseId === null)
        throw invalid('evidence', 'EVIDENCE', '请写佐证（文号、材料名称或存放处），或先上传佐证材料。');
      const id = uuidv7();
      await tx.rows(
        `insert into desk_report (id, "taskId", "enterpriseId", title, reason, evidence, files, "reportedBy", "reportedByName")
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, taskId, task.enterpriseId, task.title, reason, evidence, files, person.id, person.name],
      );
      await changeTask(tx, task, 'report', {}, reason);
      await this.note(tx, 'desk.report', task, { reportId: id, evidence, files }, reason);
      await this.tellReported(tx, task, id, reason);
    });
  }

  /** A second person found it done. @throws DomainError `DESK.ILLEGAL`, `DESK.NOT_YOURS`, `DESK.NEEDS_ENTERPRISE`. */
  async accept(person: ActingPerson, taskId: string, version: number, reason: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const { task, report } = await this.toDecide(tx, taskId, version);
      if (report.evidence === null && report.files === 0) throw illegalAct('没有佐证，要由企业在企业服务里确认。');
      await decideReport(tx, report.id, { state: 'accepted', reason, byEnterprise: false, name: person.name });
      await this.close(tx, task, report, reason);
    });
  }

  /** A second person found it not done: it goes on. */
  async giveBack(person: ActingPerson, taskId: string, version: number, reason: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const { task, report } = await this.toDecide(tx, taskId, version);
      await decideReport(tx, report.id, { state: 'returned', reason, byEnterprise: false, name: person.name });
      await this.goOn(tx, task, report, reason);
    });
  }

  /** What an enterprise is asked to confirm. */
  toConfirm(person: ActingPerson): Promise<Report[]> {
    return this.database.read(person, reportsToConfirm);
  }

  /** The enterprise says whether it was done. @throws DomainError `DESK.REPORT_NOT_FOUND`. */
  async confirm(person: ActingPerson, reportId: string, isDone: boolean, reason: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const name = `${person.principal?.name ?? '企业'}（${person.name}）`;
      const state = isDone ? 'accepted' : 'returned';
      if (!(await decideReport(tx, reportId, { state, reason, byEnterprise: true, name }))) throw reportNotFound();
      await this.trail.record(tx, {
        ...{ action: 'desk.confirm', objectType: 'desk_report', objectId: reportId, reason },
        after: { state },
      });
    });
    await this.settleConfirmed();
  }

  /**
   * Carries out what enterprises said: the task is the office's, and they may not change it. Done at once and, should
   * that fail, on the next round.
   */
  async settleConfirmed(): Promise<number> {
    const decided = await this.database.read(systemActor, (tx) =>
      tx.rows<Report>(
        `select r.id, r."taskId", r."enterpriseId", r.title, r.reason, r.evidence, r.files, r."reportedBy", r.state,
           r."decidedByName", r."decidedReason", r."byEnterprise" from desk_report r join desk_task t on t.id = r."taskId"
         where r."byEnterprise" and t.state = 'open' and r.id = (select max(id::text)::uuid from desk_report where "taskId" = t.id)
           and (select act from desk_step s where s."taskId" = t.id and s.act in ('report', 'return') order by id desc limit 1) = 'report'
         limit 200`,
      ),
    );
    for (const report of decided)
      await this.database.write(systemActor, async (tx) => {
        const task = await lockTask(tx, report.taskId);
        const reason = `${report.decidedByName ?? '企业'}：${report.decidedReason ?? ''}`.slice(0, 500);
        await (report.state === 'accepted'
          ? this.close(tx, task, report, reason)
          : this.goOn(tx, task, report, reason));
      });
    return decided.length;
  }

  private async toDecide(tx: Transaction, taskId: string, version: number): Promise<{ task: Task; report: Report }> {
    const task = await lockTask(tx, taskId, version);
    const report = await waitingReport(tx, taskId);
    if (!report) throw illegalAct('没有等着核对的落实报告。请刷新后核对。');
    if (report.reportedBy === tx.person.id || task.ownerId === tx.person.id) throw secondPerson();
    return { task, report };
  }

  private async close(tx: Transaction, task: Task, report: Report, reason: string): Promise<void> {
    const evidence = report.evidence ?? (report.files > 0 ? `佐证材料 ${report.files} 份` : `${reason}（企业确认）`);
    await this.tasks.settle(tx, task.id, { reason, evidence: evidence.slice(0, 1000) });
  }

  private async goOn(tx: Transaction, task: Task, report: Report, reason: string): Promise<void> {
    await changeTask(tx, task, 'return', {}, reason);
    await this.note(tx, 'desk.return', task, { reportId: report.id }, reason);
    if (task.ownerId === null) return;
    await this.messages.toStaff(tx, {
      ...{ kind: 'desk.assigned', personId: task.ownerId, enterpriseId: task.enterpriseId, objectType: 'desk_task' },
      ...{ objectId: task.id, subject: `没有落实，继续办理：${task.title}`.slice(0, 200), body: reason },
    });
  }

  /** Whoever made the task checks it; the enterprise it is about may confirm. */
  private async tellReported(tx: Transaction, task: Task, reportId: string, reason: string): Promise<void> {
    const about = { objectType: 'desk_task', objectId: task.id, body: `报告落实：${reason}` };
    if (task.createdBy !== tx.person.id)
      await this.messages.toStaff(tx, {
        ...{ ...about, kind: 'desk.settled', personId: task.createdBy, enterpriseId: task.enterpriseId },
        subject: `请核对是否落实：${task.title}`.slice(0, 200),
      });
    if (task.enterpriseId !== null)
      await this.messages.toEnterprise(tx, {
        ...{ kind: 'desk.confirm', enterpriseId: task.enterpriseId, objectType: 'desk_report', objectId: reportId },
        ...{ subject: `请确认是否已经落实：${task.title}`.slice(0, 200), body: `工信局说：${reason}` },
      });
  }

  private note(tx: Transaction, action: string, task: Task, after: object, reason: string): Promise<void> {
    return this.trail.record(tx, { action, objectType: 'desk_task', objectId: task.id, after, reason });
  }
}

export const isChecked = ({ kind }: Pick<Task, 'kind'>): boolean => ledgerRules().checked.has(kind);
