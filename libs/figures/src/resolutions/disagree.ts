import type { FactDefinition } from '@tidu/criteria';
import { agree } from '../checks/agree';
import type { SaidBySource } from './said';

/** Whether the sources disagree; an amount that one of them rounded to its unit is the same figure. */
export function disagree(fact: FactDefinition, said: SaidBySource): boolean {
  const values = [...new Set(Object.values(said))];
  if (values.length < 2) return false;
  if (fact.type !== 'money') return true;
  const amounts = values.map(Number);
  return amounts.some((one, i) => amounts.slice(i + 1).some((other) => !agree(one, other)));
}

/** How far the values lie apart, in ten-thousandths of the largest; 10000 for words and opposite signs. */
export function spreadOf(fact: FactDefinition, said: SaidBySource): number {
  if (fact.min === null) return 10_000;
  const values = Object.values(said).map(Number);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const size = Math.max(Math.abs(low), Math.abs(high));
  return size === 0 ? 0 : Math.min(10_000, Math.round(((high - low) / size) * 10_000));
}
