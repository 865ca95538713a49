import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError, uuidv7 } from '@tidu/kernel';
import {
  type ActingPerson,
  Database,
  type HeaderPlace,
  readReportTemplate,
  type ReportShape,
  type StoredFile,
  StoredFiles,
  type Transaction,
} from '@tidu/platform';
import { documentNotFound, invalid } from '../desk.errors';
import { carriedOver, type MappedColumn, requireMapping, suggested } from './mapping';
import { ReportSources } from './report-sources';
import { findTemplate, lockVersion, type TemplateVersion, versionsOf } from './template';

/** A file of a template as it is brought. */
export interface BroughtTemplate extends HeaderPlace {
  file: StoredFile | undefined;
  /** The document it came with. */
  documentId: string | null;
}

/** Superiors' forms in versions: an old one is kept, a new one is told apart column by column. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly database: Database,
    private readonly files: StoredFiles,
    private readonly sources: ReportSources,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws DomainError `DESK.TEMPLATE_FILE`, `DESK.TEMPLATE_NAME`, `DESK.REPORT_SOURCE`, and what reading the file throws. */
  async add(person: ActingPerson, given: BroughtTemplate & { name: string; source: string }): Promise<string> {
    const { name, source } = given;
    this.sources.get(source);
    const [file, shape] = await this.read(given);
    const id = uuidv7();
    await this.database.write(person, async (tx) => {
      const made = await tx.row(
        `insert into desk_template (id, name, source, "createdBy", "createdByName") values ($1, $2, $3, $4, $5)
         on conflict (name) do nothing returning id`,
        [id, name, source, person.id, person.name],
      );
      if (!made) throw invalid('name', 'TEMPLATE_NAME', `已有名为“${name}”的模板。格式变了请在那个模板里上传新版本。`);
      await this.keep(tx, { templateId: id, number: 1, mapping: null, documentId: given.documentId }, file, shape);
    });
    return id;
  }

  /** The same file again is refused: nothing would be new. @throws DomainError `DESK.TEMPLATE_SAME` and as `add`. */
  async addVersion(person: ActingPerson, templateId: string, given: BroughtTemplate): Promise<string> {
    await this.database.read(person, (tx) => findTemplate(tx, templateId));
    const [file, shape] = await this.read(given);
    return this.database.write(person, async (tx) => {
      await tx.rows(`select pg_advisory_xact_lock(hashtextextended('desk template ' || $1, 0))`, [templateId]);
      const [last] = await versionsOf(tx, templateId);
      if (!last) throw new Error(`template ${templateId} has no version`);
      if (last.fileSha256 === file.sha256 && isSamePlace(last.shape, shape))
        throw new DomainError(
          'conflict',
          'DESK.TEMPLATE_SAME',
          `这个文件就是第 ${last.number} 版，没有变化，不用再传。`,
        );
      return this.keep(
        tx,
        { templateId, number: last.number + 1, mapping: null, documentId: given.documentId },
        file,
        shape,
      );
    });
  }

  /** Says what goes into which column. @throws DomainError `DESK.MAPPING`, `PLATFORM.STALE`. */
  async map(person: ActingPerson, versionId: string, version: number, mapping: MappedColumn[]): Promise<void> {
    await this.database.write(person, async (tx) => {
      const found = await lockVersion(tx, versionId, version);
      const { source } = await findTemplate(tx, found.templateId);
      requireMapping(found.shape, await this.sources.get(source).fields(), mapping);
      await tx.rows(
        `update desk_template_version set mapping = $2, version = version + 1, "mappedAt" = now(), "mappedBy" = $3, "mappedByName" = $4
         where id = $1`,
        [versionId, JSON.stringify(mapping), person.id, person.name],
      );
      await this.trail.record(tx, {
        ...{ action: 'desk.mapTemplate', objectType: 'desk_template_version', objectId: versionId },
        ...(found.mapping && { before: { mapping: found.mapping } }),
        after: { templateId: found.templateId, number: found.number, mapping },
      });
    });
  }

  /** What a person would begin with: what the former version said, and headers that leave no doubt. */
  async proposal(one: TemplateVersion, before: TemplateVersion | undefined, source: string): Promise<MappedColumn[]> {
    if (one.mapping) return one.mapping;
    const known = before?.mapping ? carriedOver({ ...before.shape, mapping: before.mapping }, one.shape) : [];
    const taken = new Set(known.map(({ index }) => index));
    const more = suggested(one.shape, await this.sources.get(source).fields());
    return [
      ...known,
      ...more.filter(({ index, field }) => !taken.has(index) && !known.some((had) => had.field === field)),
    ].sort((a, b) => a.index - b.index);
  }

  private async read({ file, ...place }: BroughtTemplate): Promise<[StoredFile, ReportShape]> {
    if (!file) throw invalid('file', 'TEMPLATE_FILE', '请选择上级发来的模板文件（.xlsx）。');
    return [file, await readReportTemplate(this.files.path(file.sha256), place)];
  }

  private async keep(
    tx: Transaction,
    given: Pick<TemplateVersion, 'templateId' | 'number' | 'documentId' | 'mapping'>,
    file: StoredFile,
    shape: ReportShape,
  ): Promise<string> {
    const { templateId, number, documentId } = given;
    const id = uuidv7();
    if (documentId !== null && !(await tx.row('select id from desk_document where id = $1', [documentId])))
      throw documentNotFound();
    await this.files.register(tx, file, templateId);
    await tx.rows(
      `insert into desk_template_version (id, "templateId", number, "documentId", "fileName", "fileSha256", shape, "createdBy", "createdByName")
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        templateId,
        number,
        documentId,
        file.name.slice(-200),
        file.sha256,
        JSON.stringify(shape),
        tx.person.id,
        tx.person.name,
      ],
    );
    await this.trail.record(tx, {
      ...{ action: 'desk.bringTemplate', objectType: 'desk_template_version', objectId: id },
      after: { templateId, number, documentId, file: file.name, sha256: file.sha256, columns: shape.columns.length },
    });
    return id;
  }
}

const isSamePlace = (one: ReportShape, other: ReportShape) =>
  one.sheet === other.sheet && one.headerFrom === other.headerFrom && one.headerTo === other.headerTo;
