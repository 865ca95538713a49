import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DocumentsService, type DocumentView, ReportFilling } from '@tidu/desk';
import { DomainError, shanghaiDay, systemClock, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, JobsService, StoredFiles } from '@tidu/platform';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type AskedForm, exportSnapshotTask, type ExportSnapshotResult } from '../files/snapshot-export';
import { verifyRankingFile } from '../files/verify-file';
import { SnapshotReports } from '../reports/snapshot-reports.service';
import { wholeFrozen } from '../snapshots/frozen';
import { requireFrozen } from '../snapshots/snapshots.store';

export const ways = ['document', 'mail', 'platform', 'other'] as const;

/** What was found about a file before it leaves (自检). */
export interface FileCheck {
  name: string;
  sha256: string;
  rowsShown: number;
  rowsInFile: number;
  duplicates: number;
  /** Null: a superior's form, which bears no root. */
  rootMatches: boolean | null;
  faults: string[];
  ok: boolean;
  /** Document the form came with, while what it asks for is still to be sent. */
  document: AnsweredDocument | null;
}

/** A superior's document that a file may answer (来文). */
export type AnsweredDocument = Pick<DocumentView, 'id' | 'title' | 'dueOn' | 'ownerName'>;

export interface Dispatch {
  id: string;
  snapshotId: string;
  title: string;
  version: number;
  root: string;
  recipient: string;
  sentOn: string;
  way: (typeof ways)[number];
  fileName: string;
  fileSha256: string;
  rows: number;
  note: string | null;
  /** Document it answers; null: none was named. */
  documentTitle: string | null;
  registeredAt: Date;
  registeredByName: string;
  /** The version that was sent is superseded, and this recipient has not been sent a later one: to be recalled. */
  recall: boolean;
}

interface Given {
  exportJobId: string;
  recipient: string;
  sentOn: string;
  way: (typeof ways)[number];
  note?: string;
  /** Document it answers: its task ends. */
  documentId?: string;
}

/** Files of rankings that leave the house: checked first, then registered (自检、报送登记). */
@Injectable()
export class DispatchesService {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobsService,
    private readonly files: StoredFiles,
    private readonly trail: AuditTrail,
    private readonly reports: SnapshotReports,
    private readonly filling: ReportFilling,
    private readonly documents: DocumentsService,
  ) {}

  /** Compares a file with what is on the screen. @throws DomainError `RANKINGS.NO_FILE`, `RANKINGS.NOT_FROZEN`. */
  async check(person: ActingPerson, id: string, exportJobId: string): Promise<FileCheck> {
    const file = await this.fileOf(person, id, exportJobId);
    const path = this.files.path(file.sha256);
    if (!fs.existsSync(path)) throw noFile();
    const counts = await this.database.read(person, async (tx) => {
      const { total, root } = await wholeFrozen(tx, id);
      const row = await tx.row<{ rows: number; duplicates: number }>(
        `select count(*)::int as rows, (count(*) - count(distinct "creditCode"))::int as duplicates
         from ranking_snapshot_row where "snapshotId" = $1`,
        [id],
      );
      return { total, root, rows: row?.rows ?? 0, duplicates: row?.duplicates ?? 0 };
    });
    const found = file.form ? await this.checkForm(person, id, file.form, path) : await this.checkList(counts, path);
    const faults = [
      ...(found.rowsInFile === found.rowsShown ? [] : [`屏幕上 ${found.rowsShown} 行，文件里 ${found.rowsInFile} 行`]),
      ...(counts.rows === counts.total ? [] : [`应有 ${counts.total} 行，您只看得到 ${counts.rows} 行`]),
      ...(counts.duplicates === 0 ? [] : [`有 ${counts.duplicates} 行的统一社会信用代码重复`]),
      ...(found.rootMatches === false ? ['文件的快照根值与这一版的不同'] : []),
      ...((await hashOf(path)) === file.sha256 ? [] : ['文件的字节与生成时不同']),
      ...found.faults,
    ].slice(0, 20);
    const { rowsShown, rowsInFile, rootMatches, documentId } = found;
    return {
      ...{ name: file.name, sha256: file.sha256, rowsShown, rowsInFile, rootMatches, faults },
      ...{ duplicates: counts.duplicates, ok: faults.length === 0 },
      document: documentId === null ? null : await this.waiting(person, documentId),
    };
  }

  private waiting(person: ActingPerson, id: string): Promise<AnsweredDocument | null> {
    return this.database.read(person, async (tx) => {
      const found = await this.documents.waiting(tx, id);
      return found && { id, title: found.title, dueOn: found.dueOn, ownerName: found.ownerName };
    });
  }

  private async checkList({ total, root }: { total: number; root: string }, path: string): Promise<Found> {
    const verified = await verifyRankingFile(path);
    return {
      ...{ rowsShown: total, rowsInFile: verified.rows, rootMatches: verified.root === root, documentId: null },
      faults: verified.faults.map(({ where, message }) => `${where}：${message}`),
    };
  }

  /** A superior's form bears no root: it is read again, row by row, against what is frozen. */
  private async checkForm(person: ActingPerson, id: string, form: AskedForm, path: string): Promise<Found> {
    const { ready, rows } = await this.reports.gather(person, id, form);
    const rowsInFile = await this.filling.agreeing(ready, rows, path);
    const { documentId } = ready.version;
    return { rowsShown: rows.length, rowsInFile, rootMatches: null, faults: [], documentId };
  }

  /**
   * Registers that a file was sent; it must hold what the screen shows, and be of the version in force. The task of the
   * document it answers ends with it.
   * @throws DomainError `RANKINGS.CHECK_FAILED`, `RANKINGS.SUPERSEDED`, `RANKINGS.SENT_ON`, `DESK.DOCUMENT`, `DESK.NOT_YOURS`.
   */
  async register(
    person: ActingPerson,
    id: string,
    { exportJobId, recipient, sentOn, way, note, documentId }: Given,
  ): Promise<string> {
    if (sentOn > shanghaiDay(systemClock.now())) throw notYet();
    const check = await this.check(person, id, exportJobId);
    if (!check.ok) throw checkFailed(check);
    return this.database.write(person, async (tx) => {
      const { root, version } = await requireFrozen(tx, id);
      const dispatch = uuidv7();
      if (documentId !== undefined)
        await this.documents.answer(tx, documentId, {
          reason: `已于 ${sentOn} 报送${recipient}`,
          evidence: `${check.name}，SHA-256 ${check.sha256}`,
        });
      await tx.rows(
        `insert into ranking_dispatch (id, "snapshotId", recipient, "sentOn", way, "fileSha256", "fileName", rows, note, "documentId", "registeredByName")
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          ...[dispatch, id, recipient, sentOn, way, check.sha256, check.name, check.rowsInFile, note ?? null],
          ...[documentId ?? null, tx.person.name],
        ],
      );
      await this.trail.record(tx, {
        ...{ action: 'rankings.dispatch', objectType: 'ranking_snapshot', objectId: id },
        after: {
          ...{ dispatch, recipient, sentOn, way, version, root, sha256: check.sha256 },
          ...(documentId !== undefined && { documentId }),
        },
      });
      return dispatch;
    });
  }

  /** What was sent of a series of versions, the newest first. */
  list(person: ActingPerson, snapshotId: string): Promise<Dispatch[]> {
    return this.database.read(person, (tx) =>
      tx.rows<Dispatch>(
        `select x.id, x."snapshotId", d.title, s.version, f.root, x.recipient, x."sentOn"::text as "sentOn", x.way, x."fileName",
           x."fileSha256", x.rows, x.note, o.title as "documentTitle", x."registeredAt", x."registeredByName",
           exists (select from ranking_snapshot n join ranking_freeze nf on nf."snapshotId" = n.id
                   where n."seriesId" = s."seriesId" and n.version > s.version)
             and not exists (select from ranking_dispatch y join ranking_snapshot ys on ys.id = y."snapshotId"
                   where ys."seriesId" = s."seriesId" and ys.version > s.version and y.recipient = x.recipient) as recall
         from ranking_dispatch x join ranking_snapshot s on s.id = x."snapshotId" join ranking_freeze f on f."snapshotId" = s.id
         join ranking_definition d on d.id = s."definitionId" left join desk_document o on o.id = x."documentId"
         where s."seriesId" = (select "seriesId" from ranking_snapshot where id = $1)
         order by x."sentOn" desc, x.id desc limit 1000`,
        [snapshotId],
      ),
    );
  }

  private async fileOf(person: ActingPerson, id: string, jobId: string): Promise<ExportSnapshotResult> {
    const job = await this.jobs.get(person, jobId);
    const result = job.result as ExportSnapshotResult | null;
    if (job.task !== exportSnapshotTask || job.state !== 'succeeded' || result?.snapshotId !== id) throw noFile();
    return result;
  }
}

type Found = Pick<FileCheck, 'rowsShown' | 'rowsInFile' | 'rootMatches' | 'faults'> & { documentId: string | null };

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(fs.createReadStream(path), hash);
  return hash.digest('hex');
}

const noFile = () =>
  new DomainError('notFound', 'RANKINGS.NO_FILE', '没有这份导出文件，或不是这一版排名的。请先导出，再自检和登记。');
const notYet = () => new DomainError('invalid', 'RANKINGS.SENT_ON', '报送日期还没有到，请填实际报送的日期。');
const checkFailed = ({ faults }: FileCheck) =>
  new DomainError(
    'conflict',
    'RANKINGS.CHECK_FAILED',
    `文件没有通过自检，没有登记：${faults.slice(0, 3).join('；')}。请重新导出后再报送。`,
  );
