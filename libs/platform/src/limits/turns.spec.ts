import fc from 'fast-check';
import { type GiveBack, Turns } from './turns';

const forever = 1e6;
/** Everything that has been decided is known to who asked. */
const settled = () => new Promise((done) => setImmediate(done));

describe('turns', () => {
  /** Asks in this order while all turns are taken, gives one back after the other; in which order the askers began. */
  async function orderOf(asked: boolean[], most: number, mostLater: number): Promise<number[]> {
    const turns = new Turns(most, mostLater);
    const held = await Promise.all(Array.from({ length: most }, () => turns.take(false, forever)));
    const [order, back]: [number[], GiveBack[]] = [[], held.map((one) => one ?? (() => undefined))];
    asked.forEach((givesWay, i) => {
      void turns.take(givesWay, forever).then((one) => {
        order.push(i);
        if (one) back.push(one);
      });
    });
    while (back.length > 0) {
      back.shift()?.();
      await settled();
    }
    return order;
  }

  it('go in order to who doesn’t give way, then in order to who does, all to the last', async () => {
    await expect(orderOf([true, true, false, true, false], 1, 1)).resolves.toEqual([2, 4, 0, 1, 3]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { maxLength: 30 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        async (asked, most, later) => {
          const order = await orderOf(asked, most, Math.min(most, later));
          expect([...order].sort((a, b) => a - b)).toEqual(asked.map((_, i) => i));
          for (const kind of [true, false]) {
            const own = order.filter((i) => asked[i] === kind);
            expect(own).toEqual([...own].sort((a, b) => a - b));
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('are not all for who doesn’t give way: every so often one is for the others', async () => {
    const order = await orderOf([true, ...Array<boolean>(40).fill(false)], 1, 1);
    expect(order.indexOf(0)).toBeGreaterThan(0);
    expect(order.indexOf(0)).toBeLessThanOrEqual(9);
  });

  it('are never more than there are, and never all for who gives way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ givesWay: fc.boolean(), back: fc.boolean() }), { maxLength: 60 }),
        fc.integer({ min: 2, max: 5 }),
        async (steps, most) => {
          const turns = new Turns(most, most - 1);
          const running: { givesWay: boolean; back: GiveBack }[] = [];
          for (const { givesWay, back } of steps) {
            void turns.take(givesWay, forever).then((one) => one && running.push({ givesWay, back: one }));
            await settled();
            expect(running.length).toBeLessThanOrEqual(most);
            expect(running.filter((one) => one.givesWay).length).toBeLessThan(most);
            if (back) running.shift()?.back();
          }
          // nobody waits while a turn is free for them
          await settled();
          if (running.length < most) expect(turns.waiting).toBe(turns.waitingLater);
          for (let one = running.shift(); one; one = running.shift()) {
            one.back();
            await settled();
          }
          expect(turns.waiting).toBe(0);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('that are waited for in vain are given up, and those given back twice count once', async () => {
    const turns = new Turns(1);
    const held = await turns.take(false, forever);
    await expect(turns.take(true, 5)).resolves.toBeNull();
    expect(turns.waiting).toBe(0);
    held?.();
    held?.();
    const [one, other] = [await turns.take(false, forever), turns.take(false, 5)];
    await expect(other).resolves.toBeNull();
    one?.();
  });

  it('are given up all at once, and whoever comes later has theirs', async () => {
    const turns = new Turns(1);
    const back = await turns.take(false, forever);
    const waiting = [turns.take(false, forever), turns.take(true, forever)];
    turns.giveUpWaiting();
    expect(await Promise.all(waiting)).toEqual([null, null]);
    expect(turns.waiting).toBe(0);
    const next = turns.take(true, forever);
    back?.();
    expect(await next).not.toBeNull();
  });
});
