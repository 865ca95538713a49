import type { Transaction } from '@tidu/platform';
import type { Application } from '../applications/application';
import type { Reservation } from '../reservations/reservation';
import { consultationRules } from '../rules/consultation-rules';
import { opinionsOn } from './consultation';

/** What departments that were asked leave open, or object: no reply is never consent. */
export async function departmentReservations(
  tx: Transaction,
  { id }: Application,
  action: string,
): Promise<Reservation[]> {
  const { guards, ...rules } = consultationRules();
  if (!guards.includes(action)) return [];
  return (await opinionsOn(tx, id)).flatMap(({ department, departmentName, state, dueOn, note }): Reservation[] => {
    const about = { kind: 'department' as const, code: department };
    if (state === 'objects')
      return [{ ...about, words: `${departmentName}有异议：${note ?? ''}`.slice(0, 300), effect: rules.objects }];
    if (state === 'noReply')
      return [{ ...about, words: `${departmentName}未回复（${dueOn} 到期）`, effect: rules.noReply }];
    if (state !== 'waiting') return [];
    return [{ ...about, words: `${departmentName}还没有答复（${dueOn} 到期）`, effect: rules.unanswered }];
  });
}
