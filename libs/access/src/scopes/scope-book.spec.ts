import type { ActingPerson } from '@tidu/platform';
import { ScopeBook, type ScopeNames } from './scope-book';

const person = {} as ActingPerson;

describe('what roles may be given over', () => {
  const asked: string[][] = [];
  const names = (of: Record<string, string>): ScopeNames => ({
    find: (_, q, limit) =>
      Promise.resolve(
        Object.entries(of)
          .filter(([, name]) => name.includes(q))
          .slice(0, limit)
          .map(([id, name]) => ({ id, name, note: id })),
      ),
    named: (ids) => {
      asked.push([...ids]);
      return Promise.resolve(ids.filter((id) => id in of).map((id) => ({ id, name: of[id] ?? '', note: '' })));
    },
  });
  const book = new ScopeBook();
  book.teach('region', names({ '41': '河南省', '4103': '洛阳市' }));
  book.teach('zone', names({ '41': '四一园' }));
  beforeEach(() => asked.splice(0));

  it('is found by the room that keeps it; of what nobody keeps there is none', async () => {
    expect((await book.find(person, 'region', '洛', 5)).map(({ id }) => id)).toEqual(['4103']);
    expect((await book.find(person, 'region', '', 1)).map(({ id }) => id)).toEqual(['41']);
    expect(await book.find(person, 'enterprise', '洛', 5)).toEqual([]);
  });

  it('is named by its kind: the same code of another kind is something else, and what is gone has no name', async () => {
    const held = [
      { scopeKind: 'region', scopeId: '41' },
      { scopeKind: 'zone', scopeId: '41' },
      { scopeKind: 'region', scopeId: '41' },
      { scopeKind: 'region', scopeId: '99' },
      { scopeKind: 'enterprise', scopeId: 'e' },
      { scopeKind: 'everything', scopeId: null },
      { scopeKind: null, scopeId: null },
    ];
    const named = await book.name(held);
    expect(named.map(({ scopeName }) => scopeName)).toEqual(['河南省', '四一园', '河南省', null, null, null, null]);
    expect(named.map(({ scopeKind, scopeId }) => ({ scopeKind, scopeId }))).toEqual(held);
    expect(asked).toEqual([['41', '99'], ['41']]); // each once
  });

  it('is asked of nobody where nothing is held over it', async () => {
    expect(await book.name([{ scopeKind: 'everything', scopeId: null }])).toEqual([
      { scopeKind: 'everything', scopeId: null, scopeName: null },
    ]);
    expect(asked).toEqual([]);
  });
});
