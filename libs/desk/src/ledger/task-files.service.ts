import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, evidenceMediaType, type StoredFile, StoredFiles } from '@tidu/platform';
import fs from 'node:fs';
import { fileNotFound, invalid } from '../desk.errors';
import { findTask, lockTask } from '../tasks/task';
import { requireAct } from '../tasks/tasks.service';

/** A file to be sent. */
export interface SentFile {
  stream: fs.ReadStream;
  size: number;
  fileName: string;
  mediaType: string;
}

/** Files that show that a task was done (佐证材料): in the store of files, seen by whoever sees the task. */
@Injectable()
export class TaskFilesService {
  constructor(
    private readonly database: Database,
    private readonly files: StoredFiles,
    private readonly trail: AuditTrail,
  ) {}

  /** Adds one to an open task; the same content once. @throws DomainError `DESK.FILE`, `DESK.NOT_YOURS`, `DESK.TASK_NOT_FOUND`. */
  async add(person: ActingPerson, taskId: string, file: StoredFile | undefined): Promise<string> {
    await this.database.read(person, (tx) => findTask(tx, taskId));
    if (!file) throw invalid('file', 'FILE', '没有收到文件，请选择一个文件。');
    const mediaType = file.size === 0 ? null : await evidenceMediaType(this.files.path(file.sha256));
    if (mediaType === null)
      throw invalid('file', 'FILE', `“${file.name}”不能作佐证：内容不是 PDF、PNG、JPEG、Word、Excel 或 OFD。`);
    return this.database.write(person, async (tx) => {
      const task = await lockTask(tx, taskId);
      requireAct(person, task, 'file');
      await this.files.register(tx, { ...file, mediaType }, task.enterpriseId);
      const id = uuidv7();
      const made = await tx.rows(
        `insert into desk_file (id, "taskId", "enterpriseId", sha256, "fileName", "uploadedBy", "uploadedByName")
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
        [id, taskId, task.enterpriseId, file.sha256, file.name.slice(0, 300), person.id, person.name],
      );
      if (made.length === 0)
        throw new DomainError('conflict', 'DESK.FILE_THERE', '这份材料已经在这项任务里，没有重复添加。');
      await this.trail.record(tx, {
        ...{ action: 'desk.addFile', objectType: 'desk_task', objectId: taskId },
        after: { fileId: id, sha256: file.sha256 },
      });
      return id;
    });
  }

  /** @throws DomainError `DESK.FILE_NOT_FOUND`, also of a task that isn't seen. */
  async content(person: ActingPerson, id: string): Promise<SentFile> {
    const row = await this.database.read(person, (tx) =>
      tx.row<{ sha256: string; fileName: string; mediaType: string; size: string; taskId: string }>(
        `select f.sha256, f."fileName", s."mediaType", s.size, f."taskId" from desk_file f join stored_file s using (sha256)
         where f.id = $1`,
        [id],
      ),
    );
    const path = row && this.files.path(row.sha256);
    if (!row || !path || !fs.existsSync(path)) throw fileNotFound();
    await this.database.write(person, (tx) =>
      this.trail.record(tx, {
        ...{ action: 'desk.readFile', objectType: 'desk_task', objectId: row.taskId },
        after: { fileId: id, sha256: row.sha256 },
      }),
    );
    const { fileName, mediaType } = row;
    return { stream: fs.createReadStream(path), size: Number(row.size), fileName, mediaType };
  }
}
