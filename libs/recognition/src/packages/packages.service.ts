import { Injectable } from '@nestjs/common';
import { TrailOfReads } from '@tidu/audit';
import { intoPage, packageText, packCase, pageHash, type PackageSeal, type Part } from '@tidu/criteria';
import { systemClock, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, exportCode, readInstalledFile, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { StandardsService } from '@tidu/scoring';
import { createHash } from 'node:crypto';
import { findApplication } from '../applications/application';
import { applicationNotFound } from '../recognition.errors';
import { casePartsOf } from './case-parts';

export const packageFormats = ['html', 'json'] as const;
export type PackageFormat = (typeof packageFormats)[number];

/** A package as it is handed over. */
export interface PackageFile {
  name: string;
  type: string;
  body: Buffer;
}

interface Asked {
  format: PackageFormat;
  /** As it is now instead of as it was sealed with its notice. */
  current: boolean;
  /** The enterprise whose case it must be. */
  of?: string;
}

interface Sealed {
  parts: string;
  salt: string;
  path: PackageSeal['path'];
  noticeId: string;
  noticeTitle: string;
  publishedAt: Date;
  packageRoot: string;
  count: number;
}

/** Packages of cases (一案一包): a case as one file that says why, and works it out anew, without us. */
@Injectable()
export class PackagesService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly standards: StandardsService,
    private readonly reads: TrailOfReads,
  ) {}

  /**
   * The package of a case, as it was sealed with the last notice it stands on; where it stands on none, as it is now. Who
   * took it stands in the trail before it is handed out.
   * @throws DomainError `RECOGNITION.APPLICATION_NOT_FOUND`, `RECOGNITION.NOTHING_SUBMITTED`.
   */
  async file(person: ActingPerson, id: string, { format, current, of }: Asked): Promise<PackageFile> {
    const made = { reference: this.reference, standards: this.standards };
    const { parts, seal, name } = await this.database.read(person, async (tx) => {
      const { enterpriseId, receiptNumber } = await findApplication(tx, id);
      if (of !== undefined && of !== enterpriseId) throw applicationNotFound();
      const sealed = current ? null : await sealedOf(tx, id);
      return {
        parts: sealed ? (JSON.parse(sealed.parts) as Part[]) : await casePartsOf(tx, id, made),
        ...{ seal: sealed && sealOf(sealed), name: receiptNumber ?? id },
      };
    });
    const shell = format === 'html' ? pageShell() : null;
    const exported = { code: exportCode(uuidv7()), at: new Date(systemClock.now()).toISOString() };
    const pack = packCase(parts, { seal, exported, page: shell === null ? null : pageHash(shell) });
    const text = packageText(pack);
    const body = Buffer.from(shell === null ? text : intoPage(shell, text), 'utf8');
    await this.reads.note(person, {
      ...{ action: 'recognition.takePackage', objectType: 'application', objectId: id },
      after: {
        ...{ export: exported.code, format, root: pack.root, noticeId: seal?.noticeId ?? null },
        sha256: createHash('sha256').update(body).digest('hex'),
      },
    });
    const type = format === 'html' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
    return { name: `案卷包_${name}_导出${exported.code}.${format}`, type, body };
  }
}

/** The page that packages are put into, built with the product. */
const pageShell = (): string => readInstalledFile('dist/package-page/page.html');

function sealedOf(tx: Transaction, id: string): Promise<Sealed | null> {
  return tx.row<Sealed>(
    `select p.parts, p.salt, p.path, n.id as "noticeId", n.title as "noticeTitle", n."publishedAt", n."packageRoot", p.count
     from case_package p join recognition_notice n on n.id = p."noticeId"
     where p."applicationId" = $1 order by n."publishedAt" desc, n.id desc limit 1`,
    [id],
  );
}

const sealOf = ({ salt, path, noticeId, noticeTitle, publishedAt, packageRoot, count }: Sealed): PackageSeal => ({
  ...{ salt, path, noticeId, noticeTitle, publishedAt: publishedAt.toISOString(), root: packageRoot, count },
});
