import fc from 'fast-check';
import { MapReader, Source } from './source';

/** Reads `text` by `of`; what was wrong stands beside it, a line each. */
function read<T>(text: string, of: (reader: MapReader) => T): { value: T; wrong: string[] } {
  const source = new Source('rules.yaml', 'CRITERIA.BAD_STANDARD');
  const top = source.parse(text);
  if (!top) throw new Error(text);
  return { value: of(new MapReader(source, top)), wrong: source.problems.map(({ message }) => message) };
}

describe('whole numbers of a file of rules', () => {
  it('are taken from their least to their most, and nothing else is', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e6), fc.integer({ min: -5, max: 2e6 }), (a, b, given) => {
        const [least, most] = a < b ? [a, b] : [b, a];
        const { value, wrong } = read(`days: ${given}`, (one) => one.wholeNumber('days', least, most));
        const fits = given >= least && given <= most;
        expect(value).toBe(fits ? given : least);
        expect(wrong).toEqual(
          fits ? [] : [`rules.yaml 第 1 行：“days”应是 ${least} 至 ${most} 的整数，现在是“${given}”。`],
        );
      }),
    );
  });

  it.each(['1.5', '1e1', '0x5', 'vier', '十', '5天'])('are not %s', (given) => {
    const { wrong } = read(`days: ${given}`, (one) => one.wholeNumber('days', 1, 99));
    expect(wrong).toEqual([expect.stringMatching(/^rules\.yaml 第 1 行：“days”应是 1 至 99 的整数，现在是“.+”。$/)]);
  });

  it('are missed on the line of what lacks them, once', () => {
    const lacking = read('a: b\nlimits:\n  most: 3\n', (one) => [
      one.text('a'),
      one.wholeNumbers('limits', { least: [1, 9], most: [1, 9] }),
      one.wholeNumbers('others', { days: [5, 9] }),
    ]);
    expect(lacking.value).toEqual(['b', { least: 1, most: 3 }, { days: 5 }]);
    expect(lacking.wrong).toEqual([
      'rules.yaml 第 3 行：缺少“least”，请填写；“least”应是 1 至 9 的整数。',
      'rules.yaml 第 1 行：缺少“others”，请填写；“others”应是“键: 值”的内容。',
    ]);
    const beside = read('limits: { most: 3, mots: 4 }', (one) => one.wholeNumbers('limits', { most: [1, 9] }));
    expect(beside.wrong).toEqual(['rules.yaml 第 1 行：不认识“mots”，这里可用 most。']);
  });
});
