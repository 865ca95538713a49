import { type BatchDraft, draftOf, emptyBatch, givenOf, lackingOf } from './batch-draft';
import type { Batch } from './recognition.queries';

const whole: BatchDraft = {
  ...emptyBatch,
  ...{ name: '2026 年第一批', title: 'innovativeSme', year: '2025', officer: 'x' },
  ...{ opensOn: '2026-12-01', closesOn: '2026-12-31' },
  application: { open: true, confirmed: 'r1' },
};

describe('a batch as it is typed', () => {
  it('says what is lacking, one thing after the other', () => {
    expect(lackingOf(emptyBatch)).toBe('写名称');
    expect(lackingOf(whole)).toBeNull();
    expect(lackingOf({ ...whole, closesOn: '2026-11-30' })).toBe('截止要晚于开始');
    expect(lackingOf({ ...whole, quota: '1.5' })).toContain('名额');
    expect(lackingOf({ ...whole, graceMinutes: '1441' })).toContain('宽限');
    expect(lackingOf({ ...whole, renewal: { open: true, confirmed: undefined } })).toContain('确认');
    expect(lackingOf({ ...whole, application: { open: false, confirmed: undefined } })).toContain('至少');
  });

  it('is sent with the offset of the district, and read back the same', () => {
    const given = givenOf({ ...whole, quota: '20', note: ' ' });
    expect(given).toMatchObject({
      opensAt: '2026-12-01T09:00+08:00',
      closesAt: '2026-12-31T18:00+08:00',
      quota: 20,
      note: null,
    });
    const batch = {
      ...given,
      standards: [{ purpose: 'application', releaseId: 'r1' }],
      officerId: 'x',
    } as unknown as Batch;
    const instants = {
      opensAt: new Date(given.opensAt).toISOString(),
      closesAt: new Date(given.closesAt).toISOString(),
    };
    expect(givenOf(draftOf({ ...batch, ...instants }))).toEqual(given);
  });
});
