import type { BulkOutcome } from '../recognition.queries';
import { inParts } from './in-parts';

const outcome = (id: number) => ({ id: String(id), result: 'done' }) as BulkOutcome;

describe('sending many', () => {
  it('goes by hundreds, in order, and tells how far it is', async () => {
    const items = Array.from({ length: 250 }, (_, i) => i);
    const [sizes, told]: [number[], number[]] = [[], []];
    const all = await inParts(
      items,
      (part) => {
        sizes.push(part.length);
        return Promise.resolve(part.map(outcome));
      },
      (outcomes) => told.push(outcomes.length),
    );
    expect([sizes, told]).toEqual([
      [100, 100, 50],
      [100, 200, 250],
    ]);
    expect(all.map(({ id }) => id)).toEqual(items.map(String));
  });

  it('stops where one fails, and what came before was told', async () => {
    const told: number[] = [];
    const asked = inParts(
      Array.from({ length: 150 }, (_, i) => i),
      (part) => (part.length === 50 ? Promise.reject(new Error('lost')) : Promise.resolve(part.map(outcome))),
      (outcomes) => told.push(outcomes.length),
    );
    await expect(asked).rejects.toThrow('lost');
    expect(told).toEqual([100]);
  });
});
