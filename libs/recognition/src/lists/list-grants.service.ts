import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { type ActingPerson, Database, JobsService, type Transaction } from '@tidu/platform';
import { listConflict, samePerson } from '../recognition.errors';
import { grantListTask } from './grant-list.job';
import { changeList, lockList, type OfficialList } from './official-list';
import { undoListTask } from './undo-list.job';

/** Asks for the titles of a list, or for them to be taken back: by somebody who didn't bring it. */
@Injectable()
export class ListGrantsService {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobsService,
    private readonly trail: AuditTrail,
  ) {}

  /** @returns the job. @throws DomainError `RECOGNITION.SAME_PERSON`, `RECOGNITION.LIST_NOT_READY`, `PLATFORM.STALE`. */
  grant(person: ActingPerson, id: string, version: number): Promise<string> {
    return this.database.write(person, async (tx) => {
      const list = await this.free(tx, id, version);
      const brought = await tx.row(`select from official_list_file where "listId" = $1 and "uploadedBy" = $2`, [
        id,
        person.id,
      ]);
      if (brought || list.createdBy === person.id)
        throw samePerson('这份名单（或它的更正）是您上传的，要由另一位有权限的工作人员核对后授予称号。');
      return this.ask(tx, list, grantListTask, 'recognition.askGrants', { listId: id });
    });
  }

  /** @returns the job. @throws as above. */
  undo(person: ActingPerson, id: string, version: number, reason: string): Promise<string> {
    return this.database.write(person, async (tx) => {
      const list = await this.free(tx, id, version);
      return this.ask(tx, list, undoListTask, 'recognition.askUndo', { listId: id, reason }, reason);
    });
  }

  private async free(tx: Transaction, id: string, version: number): Promise<OfficialList> {
    const list = await lockList(tx, id, version);
    if (list.state !== 'ready' || list.pendingFileId !== null)
      throw listConflict('LIST_NOT_READY', '这份名单还没有读完，或已经停止、撤销。');
    const busy = await tx.row(`select from job_run where id = $1 and state in ('queued', 'running')`, [
      list.grantJobId,
    ]);
    if (busy) throw listConflict('LIST_BUSY', '正在按这份名单登记或撤销称号，请等它完成。');
    return list;
  }

  private async ask(
    tx: Transaction,
    { id, document }: OfficialList,
    task: string,
    action: string,
    payload: object,
    reason?: string,
  ): Promise<string> {
    const jobId = await this.jobs.enqueue(tx, task, payload);
    await changeList(tx, id, { grantJobId: jobId });
    await this.trail.record(tx, {
      ...{ action, objectType: 'official_list', objectId: id, after: { document, jobId }, ...(reason && { reason }) },
    });
    return jobId;
  }
}
