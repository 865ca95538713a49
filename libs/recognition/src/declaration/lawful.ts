import { regionWithin } from '@tidu/criteria';
import { addDays, addMonths, type Day } from '@tidu/kernel';
import type { Purpose } from '../applications/application';
import type { Ban } from '../titles/bans';

/** A title as it was granted: [from, until), or until it was cancelled. */
export interface HeldTitle {
  level: string;
  validFrom: Day;
  validUntil: Day | null;
  cancelledOn: Day | null;
  /** Why it can't be renewed whatever the day (逾期没有更新); null: nothing is in the way. */
  lost: string | null;
}

/** What decides whether an enterprise may declare in a batch. */
export interface Situation {
  today: Day;
  /** Grants of the title of the batch, at its level. */
  held: readonly HeldTitle[];
  /** Another case of the same title that is still under way; its name. */
  underWay: string | null;
  /** GB/T 2260 of the enterprise, and where the standard holds. */
  regionCode: string;
  standardRegion: string;
  /** Those that stand today, whatever title was cancelled and whatever the firm was called then. */
  bans: readonly Pick<Ban, 'causeLabel' | 'until'>[];
  rules: { renewalMonths: number };
}

/** Why an enterprise may not declare for this purpose; null: it may. Told at once, not in week five. */
export function obstacleOf(purpose: Purpose, situation: Situation): string | null {
  const { today, held, underWay, regionCode, standardRegion, bans, rules } = situation;
  if (!regionWithin(regionCode, standardRegion)) return '企业所在地不在这个标准的适用地区。';
  if (underWay !== null) return `本企业在“${underWay}”里的同一称号申报还没有办结。`;
  const [ban] = [...bans].sort((one, other) => (one.until < other.until ? 1 : -1));
  if (ban) return `本企业在禁止申报期内（${ban.causeLabel}），${ban.until} 起可以申报。`;
  const holding = held.find(
    (one) => one.cancelledOn === null && one.validFrom <= today && (one.validUntil === null || today < one.validUntil),
  );
  if (purpose === 'application') return holding ? heldStill(holding) : null;
  if (!holding) return '本企业现在没有这个称号，不能复核；请选新申报。';
  if (holding.validUntil === null) return '这个称号长期有效，不用复核。';
  if (holding.lost !== null) return holding.lost;
  const opens = addMonths(holding.validUntil, -rules.renewalMonths);
  return today < opens ? `称号有效到 ${addDays(holding.validUntil, -1)}，${opens} 起可以复核。` : null;
}

const heldStill = ({ validUntil }: HeldTitle) =>
  `本企业已有这个称号${validUntil === null ? '' : `，有效到 ${addDays(validUntil, -1)}`}，不用再申报；到期前请选复核。`;
