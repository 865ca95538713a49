import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { EnterprisesQueries } from '@tidu/enterprises';
import { DomainError, isDay, uuidv7 } from '@tidu/kernel';
import {
  type ActingPerson,
  type ByteRange,
  byteRange,
  Database,
  evidenceMediaType,
  type StoredFile,
  StoredFiles,
  type Transaction,
} from '@tidu/platform';
import fs from 'node:fs';
import type { EvidenceFileDto } from '../console/evidence-files.console.dto';
import { type EvidenceKind, evidenceLabels } from './evidence-kinds';
import { NotedReadings } from './noted-readings';

export interface NewEvidence {
  kind: EvidenceKind;
  document?: string;
  /** First day of the period, YYYY-MM-DD, and the first day after it. */
  periodFrom?: string;
  periodUntil?: string;
}

/** A file to be sent. */
export interface EvidenceContent {
  stream: fs.ReadStream;
  /** Of the whole file. */
  size: number;
  /** The part that is sent; null: all of it. */
  part: ByteRange | null;
  fileName: string;
  mediaType: string;
}

const evidenceColumns = `v.id, v.sha256, v."fileName", v.kind, v.document, v."periodFrom"::text as "periodFrom",
  v."periodUntil"::text as "periodUntil", v."uploadedAt", v."uploadedByName"`;

type Row = Omit<EvidenceFileDto, 'kindLabel'>;

/** Files that prove figures and judgements (佐证材料). */
@Injectable()
export class EvidenceFilesService {
  private readonly readings = new NotedReadings();

  constructor(
    private readonly database: Database,
    private readonly files: StoredFiles,
    private readonly enterprises: EnterprisesQueries,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Takes a file in for an enterprise.
   * @throws DomainError `FIGURES.NO_FILE`, `FIGURES.FILE_KIND`, `FIGURES.PERIOD`, `ENTERPRISES.NOT_FOUND`.
   */
  async add(
    person: ActingPerson,
    enterpriseId: string,
    file: StoredFile | undefined,
    given: NewEvidence,
  ): Promise<EvidenceFileDto> {
    await this.enterprises.one(person, enterpriseId);
    if (!file) throw new DomainError('invalid', 'FIGURES.NO_FILE', 'file：没有收到文件，请选择一个文件。');
    const mediaType = file.size === 0 ? null : await evidenceMediaType(this.files.path(file.sha256));
    if (mediaType === null) throw wrongKind(file.name);
    checkPeriod(given);
    const id = uuidv7();
    return this.database.write(person, async (tx) => {
      await this.files.register(tx, { ...file, mediaType }, enterpriseId);
      await tx.rows(
        `insert into evidence_file (id, "enterpriseId", sha256, "fileName", kind, document, "periodFrom", "periodUntil",
           "uploadedBy", "uploadedByName") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...[id, enterpriseId, file.sha256, file.name.slice(-255), given.kind, given.document ?? null],
          ...[given.periodFrom ?? null, given.periodUntil ?? null, person.id, person.name],
        ],
      );
      const after = { enterpriseId, sha256: file.sha256, fileName: file.name, ...given };
      await this.trail.record(tx, { action: 'figures.addEvidence', objectType: 'evidence_file', objectId: id, after });
      return view(await this.find(tx, id));
    });
  }

  /** The files of an enterprise, also those of records found to be the same one, newest first. */
  async ofEnterprise(person: ActingPerson, enterpriseId: string): Promise<EvidenceFileDto[]> {
    await this.enterprises.one(person, enterpriseId);
    const rows = await this.database.read(person, (tx) =>
      tx.rows<Row>(
        `select ${evidenceColumns} from evidence_file v
         where v."enterpriseId" in (select enterprise_family(enterprise_survivor($1))) order by v."uploadedAt" desc, v.id desc limit 200`,
        [enterpriseId],
      ),
    );
    return rows.map(view);
  }

  /** The content and how it is called. @throws DomainError `FIGURES.EVIDENCE_NOT_FOUND`. */
  async content(person: ActingPerson, id: string, range?: string): Promise<EvidenceContent> {
    const row = await this.database.read(person, (tx) =>
      tx.row<{ sha256: string; fileName: string; mediaType: string; size: string }>(
        `select v.sha256, v."fileName", s."mediaType", s.size from evidence_file v join stored_file s using (sha256) where v.id = $1`,
        [id],
      ),
    );
    const path = row && this.files.path(row.sha256);
    if (!row || !path || !fs.existsSync(path)) throw noEvidence();
    const size = Number(row.size);
    const part = byteRange(range, size);
    if (part === null || this.readings.isNew(person.id, id)) await this.note(person, id, row.sha256);
    return {
      stream: fs.createReadStream(path, part ?? {}),
      ...{ size, part },
      fileName: row.fileName,
      mediaType: row.mediaType,
    };
  }

  private async note(person: ActingPerson, id: string, sha256: string): Promise<void> {
    await this.database.write(person, (tx) =>
      this.trail.record(tx, {
        ...{ action: 'figures.readEvidence', objectType: 'evidence_file', objectId: id },
        after: { sha256 },
      }),
    );
    this.readings.noted(person.id, id);
  }

  /** Refuses a file that is not there, or is another enterprise's; that of any record of the enterprise will do. */
  async require(tx: Transaction, enterpriseId: string, id: string | undefined): Promise<void> {
    if (id === undefined) return;
    const found = await tx.row(
      'select 1 from evidence_file where id = $1 and "enterpriseId" in (select enterprise_family(enterprise_survivor($2)))',
      [id, enterpriseId],
    );
    if (!found) throw noEvidence();
  }

  private async find(tx: Transaction, id: string): Promise<Row> {
    const row = await tx.row<Row>(`select ${evidenceColumns} from evidence_file v where v.id = $1`, [id]);
    if (!row) throw noEvidence();
    return row;
  }
}

const view = (row: Row): EvidenceFileDto => ({ ...row, kindLabel: evidenceLabels[row.kind] });

function checkPeriod({ periodFrom, periodUntil }: NewEvidence): void {
  if (periodFrom === undefined && periodUntil === undefined) return;
  if (periodFrom !== undefined && periodUntil !== undefined && isDay(periodFrom) && isDay(periodUntil)) {
    if (periodFrom < periodUntil) return;
  }
  throw new DomainError(
    'invalid',
    'FIGURES.PERIOD',
    '材料所属期间须同时写明第一天和期满次日（YYYY-MM-DD），且第一天在前；例如 2023 年度写 2023-01-01 和 2024-01-01。',
  );
}

function wrongKind(name: string): DomainError {
  return new DomainError(
    'invalid',
    'FIGURES.FILE_KIND',
    `“${name.slice(-60)}”不是可以作佐证的文件（按内容识别），没有接收。请上传 PDF、图片（PNG、JPEG）、Word、Excel 或 OFD 文件。`,
  );
}

function noEvidence(): DomainError {
  return new DomainError(
    'notFound',
    'FIGURES.EVIDENCE_NOT_FOUND',
    '没有这份佐证材料，或不属于这家企业。请先在这家企业上传再引用。',
  );
}
