import { MapReader, Source } from '@tidu/criteria';
import { readInstalledFile } from '@tidu/platform';

/** A parcel is shared by at most so many enterprises. */
export const mostTenants = 500;

/** The rules of area lists published for objection (面积公示). */
export interface ParcelRules {
  /** Working days it lasts at least, the day of publishing not counted. */
  leastWorkingDays: number;
  /** Working days in which an objection that was taken up is answered. */
  answerWorkingDays: number;
  /** What stands above the list, unless somebody writes otherwise. */
  intro: string;
}

const file = 'seeds/parcels/rules.yaml';
let kept: ParcelRules | null = null;

/** The rules of this installation, read once. @throws DomainError `PARCELS.BAD_RULES` with every problem. */
export function parcelRules(): ParcelRules {
  kept ??= loadParcelRules(readInstalledFile(file));
  return kept;
}

/** @throws DomainError `PARCELS.BAD_RULES`: file, line, what is wrong and what to do. */
export function loadParcelRules(text: string): ParcelRules {
  const source = new Source(file, 'PARCELS.BAD_RULES');
  const top = source.parse(text);
  const reader = top && new MapReader(source, top);
  const rules = {
    ...{ leastWorkingDays: reader?.wholeNumber('leastWorkingDays', 1, 99) ?? 0 },
    ...{ answerWorkingDays: reader?.wholeNumber('answerWorkingDays', 1, 99) ?? 0, intro: reader?.text('intro') ?? '' },
  };
  reader?.done('leastWorkingDays、answerWorkingDays、intro');
  source.throwIfBad('面积公示的规则');
  return rules;
}
