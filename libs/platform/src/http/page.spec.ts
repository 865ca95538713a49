import fc from 'fast-check';
import { decodeCursor, pageOf } from './page';

describe('a page of a list', () => {
  it('leads through all rows without a gap or a repetition, and ends', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 1, max: 20 }), (total, limit) => {
        const all = Array.from({ length: total }, (_, i) => ({ id: i + 1 }));
        const seen: string[] = [];
        let requests = 0;
        for (let after: string | null | undefined; after !== null; requests++) {
          const from = after === undefined ? 0 : Number(decodeCursor(after, 1)[0]);
          const rows = all.filter(({ id }) => id > from).slice(0, limit + 1);
          const page = pageOf(rows, { limit, counted: total, place: ({ id }) => [id], view: ({ id }) => `第${id}` });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          expect(page.count).toEqual({ value: total, exact: true });
          seen.push(...page.items);
          after = page.next;
        }
        expect(seen).toEqual(all.map(({ id }) => `第${id}`));
        expect(requests).toBe(Math.max(1, Math.ceil(total / limit)));
      }),
    );
  });

  it('says 10 000+ of more than are counted', () => {
    const page = pageOf([1], { limit: 1, counted: 10_001, place: (row) => [row], view: (row) => row });
    expect(page).toEqual({ items: [1], next: null, count: { value: 10_000, exact: false } });
  });
});
