import type { Transaction } from '@tidu/platform';
import type { Application } from '../applications/application';
import type { Reservation } from '../reservations/reservation';
import { checkRules } from '../rules/check-rules';
import { checkOf } from './draw';

/** A case that was drawn and not visited, or about which a visit found something else than was declared. */
export async function checkReservations(tx: Transaction, { id }: Application, action: string): Promise<Reservation[]> {
  const { guards, unvisited, differs } = checkRules();
  if (!guards.includes(action)) return [];
  const { drawId, visits } = await checkOf(tx, id);
  const [last] = visits;
  if (last?.conclusion === 'differs')
    return [
      {
        kind: 'check',
        code: 'differs',
        words: `${last.visitedOn} 实地检查与申报不一致：${last.findings}`.slice(0, 300),
        effect: differs,
      },
    ];
  if (drawId === null || last?.conclusion === 'conforms') return [];
  const words = last ? `抽中实地检查，${last.visitedOn} 没有查成` : '抽中实地检查，还没有检查记录';
  return [{ kind: 'check', code: 'unvisited', words, effect: unvisited }];
}
