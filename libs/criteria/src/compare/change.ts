import { MANUAL, MET, NOT_APPLICABLE, type OutcomeCode, UNKNOWN, UNMET } from '../outcome';

/**
 * What a new release means for an enterprise: gains 新增满足, loses 不再满足, becomesUnknown 变为待定 (facts or a
 * judgement are missing now), becomesUnmet 由待定变为不满足, otherwise (another way of being open or failing), points
 * 仅得分变化, same 不变.
 */
export type Change = (typeof CHANGES)[number];
export const CHANGES = ['same', 'loses', 'gains', 'becomesUnknown', 'becomesUnmet', 'otherwise', 'points'] as const;

export const CHANGE_LABELS: Readonly<Record<Change, string>> = {
  same: '不变',
  loses: '不再满足',
  gains: '新增满足',
  becomesUnknown: '变为待定',
  becomesUnmet: '由待定变为不满足',
  otherwise: '结果有别的变化',
  points: '仅得分变化',
};

/** The change of outcome by code: index into {@link CHANGES}, as rows of old × new. */
export const CHANGE_TABLE: Uint8Array = (() => {
  const table = new Uint8Array(36);
  const isOpen = (code: OutcomeCode) => code === UNKNOWN || code === MANUAL;
  const codes: OutcomeCode[] = [MET, MANUAL, UNKNOWN, UNMET, NOT_APPLICABLE];
  const changeOf = (old: OutcomeCode, next: OutcomeCode): Change => {
    if (old === next) return 'same';
    if (next === MET) return 'gains';
    if (isOpen(next)) return isOpen(old) ? 'otherwise' : 'becomesUnknown';
    if (old === MET) return 'loses';
    return isOpen(old) ? 'becomesUnmet' : 'otherwise';
  };
  for (const old of codes) for (const next of codes) table[old * 6 + next] = CHANGES.indexOf(changeOf(old, next));
  return table;
})();
