import type { Period, StandardDocument } from '../document';
import { PURPOSE_LABELS, PURPOSES } from '../purpose';

type Head = Pick<StandardDocument, 'id' | 'grants' | 'region' | 'periods'>;

/** Two standards that would both be chosen: the same title, region and purpose, on the same days. */
export interface Collision {
  ids: [string, string];
  /** In Chinese: what, on which days, what to do. */
  message: string;
}

const LAST = '9999-12-31';

/** The first and last day two periods share; null where there is none. */
function shared(a: Period, b: Period): { from: string; to: string } | null {
  const from = [a.from ?? '', b.from ?? ''].sort()[1] ?? '';
  const to = [a.to ?? LAST, b.to ?? LAST].sort()[0] ?? LAST;
  return from <= to ? { from, to } : null;
}

/** Standards among these whose dates collide, so that choosing by title, region, purpose and day finds two. */
export function collisions(standards: readonly Head[]): Collision[] {
  return standards.flatMap((a, i) =>
    standards.slice(i + 1).flatMap((b): Collision[] => {
      const apart = a.grants.title !== b.grants.title || a.region !== b.region || a.id === b.id;
      if (apart || a.grants.title === 'none') return [];
      return PURPOSES.flatMap((purpose): Collision[] => {
        const [one, other] = [a.periods[purpose], b.periods[purpose]];
        const days = one && other ? shared(one, other) : null;
        if (!days) return [];
        const span = `${days.from === '' ? '起始未定' : days.from} 至 ${days.to === LAST ? '今后' : days.to}`;
        const message = `${a.id} 与 ${b.id} 授予同一称号，${PURPOSE_LABELS[purpose]}的施行期重叠（${span}），选不出用哪一个；请给其中一个写明起止日期。`;
        return [{ ids: [a.id, b.id], message }];
      });
    }),
  );
}
