import { CHANGE_LABELS } from '@tidu/criteria';
import { outcomeOrder } from '../../shared/outcome-words';
import type { ListedChange, RehearsalDetail } from './rehearsals.queries';

/** Kinds of change in the order in which an official asks for them. */
export const changeOrder: readonly ListedChange[] = [
  'gains',
  'loses',
  'becomesUnknown',
  'becomesUnmet',
  'otherwise',
  'points',
];

export const changeWords: Readonly<Record<ListedChange, string>> = CHANGE_LABELS;

/** A sign of its own for each kind, so that nothing hangs on colour. */
export const changeSigns: Readonly<Record<ListedChange, string>> = {
  ...{ gains: '＋', loses: '－', becomesUnknown: '？', becomesUnmet: '×', otherwise: '～', points: '±', same: '＝' },
};

export function isChange(text: string | undefined): text is ListedChange {
  return text === 'same' || changeOrder.some((one) => one === text);
}

/** An outcome in the address. */
export const asOutcome = (text: string | undefined) => outcomeOrder.find((one) => one === text);

type Differences = RehearsalDetail['differences'];

/** The words of a clause by its id; the whole standard has none. */
export function clauseWords(differences: Differences, id: string): string {
  return differences.find((one) => one.id === id)?.label ?? (id === '' ? '标准的结构' : id);
}

/** Why somebody's result changed, in one sentence. */
export function causeWords(differences: Differences, alone: readonly string[], together: readonly string[]): string {
  const list = (ids: readonly string[]) => ids.map((id) => clauseWords(differences, id));
  if (together.length > 0) return `${list(together).join(' + ')}（合起来）`;
  if (alone.length === 0) return '几条共同引起';
  return list(alone).join(' 或 ');
}
