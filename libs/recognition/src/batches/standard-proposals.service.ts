import { Injectable } from '@nestjs/common';
import { chooseStandard, type Choice, type Difference, diffStandards, isProvisional } from '@tidu/criteria';
import type { Day } from '@tidu/kernel';
import { ReferenceService } from '@tidu/reference';
import { type PublishedStandard, StandardsService } from '@tidu/scoring';
import { type Purpose, purposes } from '../applications/application';
import { badField } from '../recognition.errors';

/** What the standards themselves say should be used for a purpose; whoever keeps the batch confirms or takes another. */
export interface Proposal {
  purpose: Purpose;
  answer: Choice['answer'];
  explanation: string;
  /** Release that is proposed; null where none is, or several are. */
  releaseId: string | null;
  /** Past its day of review (暂按原标准). */
  provisional: boolean;
  /** Every standard in use that leads to the title, and why it holds here or not. */
  options: { releaseId: string; standardId: string; version: number; name: string; fits: boolean; reason: string }[];
}

export interface Proposals {
  regionCode: string;
  regionName: string;
  purposes: Proposal[];
  /** What the standard of renewals has otherwise than that of new applications; null where there aren't two. */
  differences: Difference[] | null;
}

/** Which standard a batch should go by, for each purpose: never decided in silence (2026: two texts held at once). */
@Injectable()
export class StandardProposals {
  constructor(
    private readonly standards: StandardsService,
    private readonly reference: ReferenceService,
  ) {}

  /**
   * For a title, on a day, in a region (that of the district where none is said); `chosen` releases are compared in
   * place of those proposed. @throws DomainError `RECOGNITION.BATCH_REGION` where no district was set up.
   */
  async of(
    title: string,
    date: Day,
    region?: string,
    chosen: Partial<Record<Purpose, string>> = {},
  ): Promise<Proposals> {
    const regionCode = region ?? (await this.reference.district())?.regionCode;
    if (regionCode === undefined)
      throw badField('region', 'BATCH_REGION', '还没有写下本区档案，请先在“本区档案”里写明是哪个区县。');
    const active = await this.standards.active();
    const all = purposes.map((purpose) => proposal(active, { title, region: regionCode, purpose, date }));
    const [before, after] = purposes.map(
      (purpose) => chosen[purpose] ?? all.find((one) => one.purpose === purpose)?.releaseId,
    );
    return {
      ...{ regionCode, regionName: (await this.reference.regions()).get(regionCode)?.name ?? regionCode },
      ...{ purposes: all, differences: before && after ? await this.differences(before, after) : null },
    };
  }

  private async differences(before: string, after: string): Promise<Difference[]> {
    const [old, now] = [await this.standards.release(before), await this.standards.release(after)];
    const { document } = old.evaluator.release;
    return diffStandards(document, now.evaluator.release.document, await this.reference.dictionary());
  }
}

function proposal(
  active: readonly PublishedStandard[],
  occasion: { title: string; region: string; purpose: Purpose; date: Day },
): Proposal {
  const documents = active.map(({ evaluator }) => evaluator.release.document);
  const { answer, id, explanation, considered } = chooseStandard(documents, occasion);
  const known = (standardId: string) => active.find((one) => one.standardId === standardId);
  const proposed = id === null ? undefined : known(id);
  return {
    ...{ purpose: occasion.purpose, answer, explanation, releaseId: proposed?.releaseId ?? null },
    provisional: proposed !== undefined && isProvisional(proposed.evaluator.release.document, occasion.date),
    options: considered.flatMap(({ id: standardId, name, fits, reason }) => {
      const release = known(standardId);
      return release
        ? [{ releaseId: release.releaseId, standardId, version: release.version, name, fits, reason }]
        : [];
    }),
  };
}
