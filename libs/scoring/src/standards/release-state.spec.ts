import fc from 'fast-check';
import type { ActivationRow, ReleaseRow } from './release-store';
import { releasesWithState } from './release-state';

const release = (version: number, standardId = 's'): ReleaseRow => ({
  ...{ releaseId: `${standardId}${version}`, standardId, version, hash: '', name: '', casesTotal: 1 },
  ...{ publishedAt: new Date(0), publishedBy: '', publishedByName: '' },
});
const activation = (seq: number, version: number, fromDay: string, standardId = 's'): ActivationRow => ({
  ...{ standardId, seq, releaseId: `${standardId}${version}`, version, fromDay },
  ...{ activatedAt: new Date(0), activatedByName: '' },
});
const on = (day: string, activations: ActivationRow[], versions = [3, 2, 1]) =>
  releasesWithState(
    versions.map((version) => release(version)),
    activations,
    day,
  ).map(({ version, state }) => `${version} ${state}`);

describe('the state of a release on a day', () => {
  it('waits until it is decided on, unless a newer one is in use', () => {
    expect(on('2026-01-01', [])).toEqual(['3 waiting', '2 waiting', '1 waiting']);
    expect(on('2026-01-01', [activation(1, 2, '2026-01-01')])).toEqual(['3 waiting', '2 active', '1 past']);
  });

  it('turns by the calendar', () => {
    const rows = [activation(1, 1, '2026-01-01'), activation(2, 2, '2027-01-01')];
    expect(on('2026-12-31', rows)).toEqual(['3 waiting', '2 planned', '1 active']);
    expect(on('2027-01-01', rows)).toEqual(['3 waiting', '2 active', '1 past']);
  });

  it('a later decision from an earlier day cancels the plan', () => {
    const rows = [activation(1, 1, '2026-01-01'), activation(2, 2, '2027-01-01'), activation(3, 3, '2026-06-01')];
    expect(on('2026-07-01', rows)).toEqual(['3 active', '2 past', '1 past']);
    expect(on('2027-01-01', rows)).toEqual(['3 active', '2 past', '1 past']);
  });

  it('standards do not touch each other', () => {
    const states = releasesWithState(
      [release(1, 'a'), release(1, 'b')],
      [activation(1, 1, '2026-01-01', 'b')],
      '2026-01-01',
    );
    expect(states.map(({ state, fromDay }) => [state, fromDay])).toEqual([
      ['waiting', null],
      ['active', '2026-01-01'],
    ]);
  });

  it('never are two in use, and what is in use is the newest decision whose day has come', () => {
    const days = ['2026-01-01', '2026-02-01', '2026-03-01'];
    const decision = fc.record({ version: fc.integer({ min: 1, max: 3 }), fromDay: fc.constantFrom(...days) });
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 6 }), fc.constantFrom(...days), (decisions, day) => {
        const rows = decisions.map(({ version, fromDay }, i) => activation(i + 1, version, fromDay));
        const active = on(day, rows).filter((state) => state.endsWith('active'));
        const last = rows.filter(({ fromDay }) => fromDay <= day).at(-1);
        expect(active).toEqual(last ? [`${last.version} active`] : []);
      }),
    );
  });
});
