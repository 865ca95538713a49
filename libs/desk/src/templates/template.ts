import type { ReportShape } from '@tidu/platform';
import { staleVersion, type Transaction } from '@tidu/platform';
import { DomainError } from '@tidu/kernel';
import type { MappedColumn } from './mapping';

/** A superior's document that asks for something until a day (来文). */
export interface IncomingDocument {
  id: string;
  title: string;
  /** Its number (文号); null: it has none, as when somebody called. */
  number: string | null;
  issuer: string;
  receivedOn: string;
  dueOn: string;
  note: string | null;
  taskId: string;
  createdAt: Date;
  createdByName: string;
}

/** A superior's form (报送模板) in the version that holds. */
export interface ReportTemplate {
  id: string;
  name: string;
  /** Code of the source it is filled from. */
  source: string;
  createdAt: Date;
  createdByName: string;
}

/** One version of a form: its file and shape never change, who said what goes where may. */
export interface TemplateVersion {
  id: string;
  templateId: string;
  number: number;
  documentId: string | null;
  fileName: string;
  fileSha256: string;
  shape: ReportShape;
  /** Null: nobody has said yet what goes where. */
  mapping: MappedColumn[] | null;
  mappedAt: Date | null;
  mappedByName: string | null;
  version: number;
  createdAt: Date;
  createdByName: string;
}

export const versionColumns = `v.id, v."templateId", v.number::int as number, v."documentId", v."fileName", v."fileSha256", v.shape, v.mapping,
  v."mappedAt", v."mappedByName", v.version, v."createdAt", v."createdByName"`;

export const templateNotFound = () => new DomainError('notFound', 'DESK.TEMPLATE_NOT_FOUND', '没有这个报送模板。');

/** @throws DomainError `DESK.TEMPLATE_NOT_FOUND`. */
export async function findTemplate(tx: Transaction, id: string): Promise<ReportTemplate> {
  const found = await tx.row<ReportTemplate>(
    'select id, name, source, "createdAt", "createdByName" from desk_template where id = $1',
    [id],
  );
  if (!found) throw templateNotFound();
  return found;
}

/** Versions of a template, the newest first. */
export const versionsOf = (tx: Transaction, templateId: string): Promise<TemplateVersion[]> =>
  tx.rows<TemplateVersion>(
    `select ${versionColumns} from desk_template_version v where v."templateId" = $1 order by v.number desc`,
    [templateId],
  );

/** @throws DomainError `DESK.TEMPLATE_NOT_FOUND`. */
export async function findVersion(tx: Transaction, id: string): Promise<TemplateVersion> {
  const found = await tx.row<TemplateVersion>(`select ${versionColumns} from desk_template_version v where v.id = $1`, [
    id,
  ]);
  if (!found) throw templateNotFound();
  return found;
}

/** The version, locked. @throws DomainError `PLATFORM.STALE` where somebody mapped it meanwhile. */
export async function lockVersion(tx: Transaction, id: string, version: number): Promise<TemplateVersion> {
  await tx.rows('select from desk_template_version where id = $1 for update', [id]);
  const found = await findVersion(tx, id);
  const { mappedByName, createdByName, mappedAt, createdAt } = found;
  if (found.version !== version)
    throw staleVersion('模板的对应', {
      version: found.version,
      who: mappedByName ?? createdByName,
      at: mappedAt ?? createdAt,
    });
  return found;
}
