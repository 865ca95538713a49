import fc from 'fast-check';
import { Heap } from './heap';

it('gives its items in order, whatever comes in between', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 50 }), { nil: null })), (moves) => {
      const heap = new Heap<number>((a, b) => a < b);
      const plain: number[] = [];
      for (const move of moves) {
        if (move === null) {
          plain.sort((a, b) => a - b);
          expect(heap.pop()).toBe(plain.shift());
        } else {
          heap.push(move);
          plain.push(move);
        }
        expect(heap.size).toBe(plain.length);
      }
      plain.sort((a, b) => a - b);
      expect(plain.map(() => heap.pop())).toEqual(plain);
      expect(heap.pop()).toBeUndefined();
    }),
  );
});
