import { actionLabel, actionWords, readActionWords } from './action-words';

describe('the words of the acts', () => {
  it('are read by room, and the code stands where there are none', () => {
    expect([...readActionWords('test:\n  make: 新建\n  undo: 撤销\nother:\n  make: 登记\n')]).toEqual([
      ['test.make', '新建'],
      ['test.undo', '撤销'],
      ['other.make', '登记'],
    ]);
    expect(actionWords()).toBe(actionWords()); // once
    expect(actionLabel('audit.exportTrail')).toBe(actionWords().get('audit.exportTrail'));
    expect(actionLabel('nobody.knows')).toBe('nobody.knows');
  });

  it.each([
    ['test: make', /第 1 行：“test”应是“动作: 说法”的内容/],
    ['test:\n', /“test”应是“动作: 说法”的内容/],
    ['test:\n  - make', /第 2 行：“test”应是/],
    ['- test', /第 1 行/],
    ['test:\n  make: ""', /第 2 行：“test.make”应是动作的代码/],
    ['test:\n  make: [a]', /“test.make”应是动作的代码/],
    ['test:\n  make2: 新建', /“test.make2”应是动作的代码/],
    ['Test:\n  make: 新建', /“Test.make”应是动作的代码/],
    ['test:\n  make.it: 新建', /“test.make.it”应是动作的代码/],
    ['test:\n  make: 新建\n  make: 又新建', /第 3 行/],
  ])('are refused by line where the file is none (%s)', (text, says) => {
    expect(() => readActionWords(text)).toThrow(
      expect.objectContaining({ code: 'AUDIT.BAD_ACTIONS', message: expect.stringMatching(says) }),
    );
  });
});
