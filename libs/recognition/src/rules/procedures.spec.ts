import fc from 'fast-check';
import { loadProcedures, procedures } from './procedures';
import type { Procedure } from './procedure';
import { requireReachable } from './reachable';

const sound = `procedures:
  - id: small
    name: 小程序
    level: district
    start: draft
    states:
      draft: { label: 填报中, holder: enterprise, plain: 请提交。 }
      asked: { label: 待审, holder: bureau, workingDays: 5, plain: 正在审。 }
      done: { label: 办结, holder: nobody, plain: 已办结。 }
    actions:
      submit: { label: 提交, from: [draft], to: asked, by: submitter }
      pass: { label: 通过, from: [asked], to: done, by: reviewer, needs: [reason] }
`;

const refusalOf = (text: string): string => {
  try {
    loadProcedures(text);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('the reader of procedures', () => {
  it('reads those that are shipped', () => {
    expect([...procedures().keys()]).toEqual(['districtRecommends', 'cityDecides']);
    expect(refusalOf(sound)).toBe('');
  });

  it.each([
    ['an unknown key', 'level: district', 'level: district\n    colour: red', 'colour'],
    ['an unknown level', 'level: district', 'level: village', 'level'],
    ['a missing name', '    name: 小程序\n', '', 'name'],
    ['an id that is none', 'id: small', 'id: S m', 'id'],
    ['a state that is no code', 'asked: {', '2nd: {', '2nd'],
    ['an unknown holder', 'holder: bureau', 'holder: king', 'holder'],
    ['days that are none', 'workingDays: 5', 'workingDays: 0', 'workingDays'],
    ['days beyond three digits', 'workingDays: 5', 'workingDays: 1000', 'workingDays'],
    ['an unknown clock', 'workingDays: 5', 'clock: slow', 'clock'],
    ['a state without its plain words', ', plain: 正在审。', '', 'plain'],
    ['an unknown key of a state', 'workingDays: 5', 'hours: 5', 'hours'],
    ['an action from an unknown state', 'from: [draft]', 'from: [nowhere]', 'nowhere'],
    ['an action to an unknown state', 'to: asked', 'to: nowhere', 'nowhere'],
    ['an unknown actor', 'by: reviewer', 'by: king', 'by'],
    ['an unknown need', 'needs: [reason]', 'needs: [money]', 'needs'],
    ['an unknown key of an action', 'by: submitter', 'by: submitter, cost: 5', 'cost'],
    ['an unknown start', 'start: draft', 'start: begin', 'begin'],
    ['a state nobody reaches', 'start: draft', 'start: asked', '从开始走不到'],
    ['a state from which nothing ends', 'to: done', 'to: asked', '走不到任何了结的环节'],
    ['a text that is no map', 'procedures:', 'procedures: 5 #', 'procedures'],
    ['a state that is no map', 'done: { label: 办结, holder: nobody, plain: 已办结。 }', 'done: 办结', 'done'],
  ])('refuses %s and says where', (_, was, is, said) => {
    expect(sound).toContain(was);
    const refusal = refusalOf(sound.replace(was, is));
    expect(refusal).toContain(said);
    expect(refusal).toContain('seeds/recognition/procedures.yaml');
  });

  it('refuses a procedure that is written twice', () => {
    expect(refusalOf(sound + sound.replace('procedures:\n', ''))).toContain('写了两次');
  });
});

describe('a drawn table of states', () => {
  /** Of the states 0 … n−1, the arrows between them and which are ends. */
  const drawn = fc.integer({ min: 1, max: 8 }).chain((n) =>
    fc.record({
      arrows: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 16 }),
      ends: fc.array(fc.boolean(), { minLength: n, maxLength: n }),
    }),
  );

  it('is sound exactly when every state is reached by some walk from the start, and some walk ends it', () => {
    fc.assert(
      fc.property(drawn, ({ arrows, ends }) => {
        const walks = ends.map((_, from) => reachedByWalking(from, arrows, ends.length));
        const isSound = ends.every(
          (_, one) => walks[0]?.has(one) === true && [...(walks[one] ?? [])].some((end) => ends[end]),
        );
        const problems: string[] = [];
        requireReachable(procedureOf(arrows, ends), (message) => problems.push(message));
        expect(problems.length === 0).toBe(isSound);
      }),
      { numRuns: 500 },
    );
  });
});

/** Walks of every length up to n, one step after the other: the slow way. */
function reachedByWalking(from: number, arrows: readonly [number, number][], n: number): Set<number> {
  let at = new Set([from]);
  for (let step = 0; step < n; step++) at = new Set([...at, ...arrows.flatMap(([a, b]) => (at.has(a) ? [b] : []))]);
  return at;
}

function procedureOf(arrows: readonly [number, number][], ends: readonly boolean[]): Procedure {
  const code = (n: number) => `state${String.fromCharCode(97 + n)}`;
  const states = ends.map((end, n) => ({
    ...{ code: code(n), label: code(n), holder: end ? ('nobody' as const) : ('bureau' as const) },
    ...{ workingDays: null, stopsClock: false, plain: '' },
  }));
  const actions = arrows.map(([a, b], i) => ({
    ...{ code: `act${i}`, label: '', from: [code(a)], to: code(b), by: 'rule' as const, needs: [] },
  }));
  return {
    ...{ id: 'drawn', name: '', level: 'district', start: code(0) },
    states: new Map(states.map((one) => [one.code, one])),
    actions: new Map(actions.map((one) => [one.code, one])),
  };
}
