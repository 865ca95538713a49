import { systemClock, today } from '@tidu/kernel';
import type { ActivationRow, ReleaseRow } from './release-store';

/**
 * `active` in use today · `planned` from a later day on · `waiting` newer than what is in use and not decided on ·
 * `past` was in use, or was passed over.
 */
export type ReleaseState = 'active' | 'planned' | 'waiting' | 'past';

/** A release with its state and everything that was decided about it, the newest first. */
export interface ListedRelease extends ReleaseRow {
  state: ReleaseState;
  /** First day in use of the activation that holds or is planned; null where none does. */
  fromDay: string | null;
  activations: ActivationRow[];
}

/** Which activations still count: of each day the newest decision, without those that a later decision overtook. */
function standing(activations: readonly ActivationRow[]): ActivationRow[] {
  return activations.filter((one) => !activations.some((later) => later.seq > one.seq && later.fromDay <= one.fromDay));
}

/** Puts releases and activations together, standard by standard; the order of the releases stays. */
export function releasesWithState(
  releases: readonly ReleaseRow[],
  activations: readonly ActivationRow[],
  day = today(systemClock),
): ListedRelease[] {
  const inUse = new Map<string, ActivationRow>();
  for (const one of activations) {
    const before = inUse.get(one.standardId);
    if (one.fromDay <= day && (!before || one.seq > before.seq)) inUse.set(one.standardId, one);
  }
  return releases.map((release) => {
    const ofStandard = activations.filter(({ standardId }) => standardId === release.standardId);
    const own = ofStandard.filter(({ releaseId }) => releaseId === release.releaseId);
    const current = inUse.get(release.standardId);
    const planned = standing(ofStandard).find((one) => one.releaseId === release.releaseId && one.fromDay > day);
    const active = current?.releaseId === release.releaseId;
    const newer = own.length === 0 && release.version > (current?.version ?? 0);
    const state = active ? 'active' : planned ? 'planned' : newer ? 'waiting' : 'past';
    return { ...release, state, fromDay: (active ? current.fromDay : planned?.fromDay) ?? null, activations: own };
  });
}
