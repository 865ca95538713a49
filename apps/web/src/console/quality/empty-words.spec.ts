import { emptyWords } from './empty-words';

const words = { never: '还没有查找过', none: '没有', how: '点上面的按钮。' };

it('an empty list is only called done once somebody has looked', () => {
  expect(emptyWords(null, words)).toEqual({ title: '还没有查找过', words: '点上面的按钮。' });
  expect(emptyWords(undefined, words)).toEqual({ title: '没有', words: '点上面的按钮。' });
  expect(emptyWords('2026-11-28T07:48:00Z', words)).toEqual({
    title: '没有',
    words: '点上面的按钮。上次查找完成于 2026-11-28 15:48。',
  });
});
