import { Injectable } from '@nestjs/common';
import { compileStandard, type Evaluator, loadOverlay, overlayBase, type StandardDocument } from '@tidu/criteria';
import { DomainError } from '@tidu/kernel';
import { anonymous, Database } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { type PublishedStandard, StandardsService } from '../standards/standards.service';

/** One side of a rehearsal: a release, or what an overlay makes of one. */
export interface RehearsedSide {
  releaseId: string | null;
  evaluator: Evaluator;
}

/** How a side is named in a result. */
export interface SideView {
  standardId: string;
  releaseId: string | null;
  name: string;
  version: number;
  hash: string;
  hasPoints: boolean;
}

export interface SidesWanted {
  standardId?: string;
  releaseId?: string;
  against: { standardId?: string; releaseId?: string; overlay?: string };
}

export function sideView({ releaseId, evaluator: { release, scored } }: RehearsedSide): SideView {
  const { document, version, hash } = release;
  return { standardId: document.id, releaseId, name: document.name, version, hash, hasPoints: scored };
}

/** Finds the two sides of a rehearsal. */
@Injectable()
export class RehearsedStandards {
  constructor(
    private readonly database: Database,
    private readonly standards: StandardsService,
    private readonly reference: ReferenceService,
  ) {}

  /** @throws DomainError where a side is not there, an overlay is wrong, or a rule needs the others of its cohort. */
  async sides(wanted: SidesWanted): Promise<{ old: RehearsedSide; next: RehearsedSide; overlay: string | null }> {
    const { overlay } = wanted.against;
    if (overlay === undefined) {
      const [old, next] = [await this.published(wanted), await this.published(wanted.against)];
      return { old: side(old), next: side(next), overlay: null };
    }
    const id = wanted.standardId ?? overlayBase(overlay) ?? undefined;
    const base = await this.published({ ...wanted, ...(id !== undefined && { standardId: id }) });
    const dictionary = await this.reference.dictionary();
    const text = await this.textOf(base.releaseId);
    const release = loadOverlay(overlay, { text, release: base.evaluator.release }, dictionary, '试改文件');
    const next = { releaseId: null, evaluator: compileStandard(release, dictionary) };
    refuseCohort(release.document);
    return { old: side(base), next, overlay };
  }

  /** The release a person names, or the one of a standard that is in use. */
  async published({ standardId, releaseId }: { standardId?: string; releaseId?: string }): Promise<PublishedStandard> {
    if (releaseId !== undefined) return this.standards.release(releaseId);
    if (standardId !== undefined) return this.standards.activeRelease(standardId);
    throw new DomainError(
      'invalid',
      'SCORING.NO_STANDARD',
      '双跑需要两方：请各选一个标准或发布版，新办法也可以是写明 extends 的试改文件。',
    );
  }

  private async textOf(releaseId: string): Promise<string> {
    const row = await this.database.read(anonymous, (tx) =>
      tx.row<{ document: string }>('select document from standard_release where id = $1', [releaseId]),
    );
    return row?.document ?? '';
  }
}

function side({ releaseId, evaluator }: PublishedStandard): RehearsedSide {
  refuseCohort(evaluator.release.document);
  return { releaseId, evaluator };
}

/** Averages and extremes of a cohort belong to one run of one release; a mixture of two releases has none. */
export function refuseCohort(document: StandardDocument): void {
  if (!/"kind":"minMax"|"takes":"cohortAverage"/.test(JSON.stringify(document.requires))) return;
  throw new DomainError(
    'conflict',
    'SCORING.REHEARSAL_COHORT',
    `标准“${document.name}”要用到全体企业的平均值或最大最小值，暂不能双跑。请分别评价后比较。`,
  );
}
