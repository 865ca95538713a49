import type { Transaction } from '@tidu/platform';
import { move, type Registration } from './registration';
import { openStates, requestActs, requestStates, type RequestState, transitions } from './registration.transitions';

describe('the states of a request', () => {
  it('are all reached from the first one, and each open one leads to an end', () => {
    const next = (state: RequestState) =>
      requestActs.filter((act) => transitions[act].from.includes(state)).flatMap((act) => transitions[act].to);
    const reach = (start: RequestState) => {
      const seen = new Set<RequestState>([start]);
      for (const state of seen) next(state).forEach((one) => seen.add(one));
      return seen;
    };
    expect([...reach('proof')].sort()).toEqual([...requestStates].sort());
    for (const state of openStates)
      expect([state, reach(state).has('granted'), reach(state).has('refused')]).toEqual([state, true, true]);
    expect(requestStates.filter((state) => next(state).length === 0)).toEqual([
      'granted',
      'refused',
      'withdrawn',
      'lapsed',
    ]);
  });

  it('lead to granted by proof alone, and past an objection by an officer alone', () => {
    const granting = requestActs.filter((act) => transitions[act].to.includes('granted'));
    expect(granting).toEqual(['enterCode', 'approve', 'overrule', 'endPeriod']);
    expect(requestActs.filter((act) => transitions[act].from.includes('disputed'))).toEqual([
      'refuse',
      'withdraw',
      'overrule',
      'renewPeriod',
    ]);
  });

  it('are left by no other way than the table says, whoever calls', async () => {
    const tx = { person: { name: '' }, rows: () => Promise.resolve([]) } as unknown as Transaction;
    const ways = requestActs.flatMap((act) =>
      requestStates.flatMap((state) => requestStates.map((to) => ({ act, state, to }))),
    );
    const taken = await Promise.all(
      ways.map(({ act, state, to }) =>
        move(tx, { id: '', state } as Registration, act, to).then(
          () => true,
          () => false,
        ),
      ),
    );
    expect(ways.filter((_, i) => taken[i])).toEqual(
      ways.filter(({ act, state, to }) => transitions[act].from.includes(state) && transitions[act].to.includes(to)),
    );
  });
});
