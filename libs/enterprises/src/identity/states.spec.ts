import fc from 'fast-check';
import { changeFrom, correct, differences, setBetween, type States, stateOn } from './states';

type S = { name: string | null; ownership: string | null };
const day = (n: number) => `2024-01-${String(n).padStart(2, '0')}`;
const one = (name: string, ownership: string | null = null): States<S> => [
  { from: null, until: null, state: { name, ownership } },
];
const read = (states: States<S>) => states.map(({ from, until, state }) => [from, until, state.name, state.ownership]);

/** Edits on days 1–28, as people may enter them in any order. */
const edits = fc.array(
  fc.record({
    key: fc.constantFrom('name', 'ownership'),
    value: fc.constantFrom('a', 'b', 'c', null),
    on: fc.integer({ min: 1, max: 28 }),
    how: fc.constantFrom('change', 'correct', 'between'),
    length: fc.integer({ min: 1, max: 5 }),
  }),
  { maxLength: 12 },
);

function apply(states: States<S>, edit: Edit): States<S> {
  const patch = { [edit.key]: edit.value } as Partial<S>;
  if (edit.how === 'change') return changeFrom(states, patch, day(edit.on));
  if (edit.how === 'correct') return correct(states, patch, day(edit.on));
  return setBetween(states, patch, edit.on === 1 ? null : day(edit.on), addDay(edit.on + edit.length));
}

interface Edit {
  key: string;
  value: string | null;
  on: number;
  how: string;
  length: number;
}
const addDay = (n: number) => (n <= 31 ? day(n) : `2024-02-${String(n - 31).padStart(2, '0')}`);

describe('states through time', () => {
  it('a change splits the state on its day and leaves what was before', () => {
    expect(read(changeFrom(one('甲'), { name: '乙' }, day(10)))).toEqual([
      [null, day(10), '甲', null],
      [day(10), null, '乙', null],
    ]);
  });

  it('a change entered late holds until the next recorded change of the same value', () => {
    const later = changeFrom(one('甲', 'private'), { name: '丙' }, day(20));
    expect(read(changeFrom(later, { name: '乙', ownership: 'foreign' }, day(10)))).toEqual([
      [null, day(10), '甲', 'private'],
      [day(10), day(20), '乙', 'foreign'],
      [day(20), null, '丙', 'foreign'],
    ]);
  });

  it('a correction replaces the wrong value as long as it stood, and no other', () => {
    const states = changeFrom(changeFrom(one('甲', 'x'), { name: '乙' }, day(10)), { ownership: 'y' }, day(20));
    expect(read(correct(states, { ownership: 'z' }, day(25)))).toEqual([
      [null, day(10), '甲', 'x'],
      [day(10), day(20), '乙', 'x'],
      [day(20), null, '乙', 'z'],
    ]);
    expect(read(correct(states, { ownership: 'y' }, day(5)))).toEqual([
      [null, day(10), '甲', 'y'],
      [day(10), null, '乙', 'y'],
    ]);
  });

  it('a span in the past is set without touching what is outside', () => {
    expect(read(setBetween(one('甲'), { name: '旧' }, day(5), day(9)))).toEqual([
      [null, day(5), '甲', null],
      [day(5), day(9), '旧', null],
      [day(9), null, '甲', null],
    ]);
  });

  it('says what differs, and nothing where nothing does', () => {
    expect(differences({ a: '1', b: null }, { a: '2', b: null })).toEqual({ before: { a: '1' }, after: { a: '2' } });
    expect(differences({ a: '1' }, { a: '1' })).toBeNull();
  });

  it('whatever is edited in whatever order, every day has exactly one state', () => {
    fc.assert(
      fc.property(edits, (list) => {
        const states = list.reduce((now, edit) => apply(now, edit), one('甲', 'x'));
        expect(states[0]?.from).toBeNull();
        expect(states.at(-1)?.until).toBeNull();
        for (let i = 1; i < states.length; i++) {
          expect(states[i]?.from).toBe(states[i - 1]?.until);
          expect(states[i]?.state).not.toEqual(states[i - 1]?.state);
        }
      }),
    );
  });

  it('an edit says on its day what was asked, and changes no day before', () => {
    fc.assert(
      fc.property(edits, fc.constantFrom('p', 'q'), fc.integer({ min: 2, max: 28 }), (list, value, on) => {
        const before = list.reduce((now, edit) => apply(now, edit), one('甲', 'x'));
        const after = changeFrom(before, { name: value }, day(on));
        expect(stateOn(after, day(on)).state.name).toBe(value);
        for (let n = 1; n < on; n++) expect(stateOn(after, day(n)).state).toEqual(stateOn(before, day(n)).state);
        expect(stateOn(correct(before, { name: value }, day(on)), day(on)).state.name).toBe(value);
      }),
    );
  });
});
