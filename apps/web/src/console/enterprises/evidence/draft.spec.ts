import { draftOf, emptyDraft, isAsked, percentOf, statementOf } from './draft';
import type { EvidenceField, EvidenceKind, EvidenceRecord } from './evidence.queries';

const field = (name: string, type: EvidenceField['type'], more: Partial<EvidenceField> = {}): EvidenceField => ({
  ...{ name, type, label: name, required: false, max: null, hint: null, options: [], onlyWith: null },
  ...more,
});
const kind: EvidenceKind = {
  ...{ kind: 'x', label: 'X', about: '' },
  from: { label: '起', required: true, lastDay: false },
  until: { label: '止', required: false, lastDay: true },
  fields: [
    field('how', 'choice'),
    field('on', 'day', { onlyWith: { field: 'how', is: ['transferred'] } }),
    field('yes', 'boolean'),
    field('rank', 'rank'),
    field('share', 'ratio'),
    field('why', 'choices'),
  ],
};
const record = {
  values: { how: 'transferred', on: '2020-01-01', yes: false, rank: 3, share: '0.125', why: ['a'] },
  ...{ validFrom: '2020-01-01', validUntil: '2023-01-01', source: '公告', document: null, note: null },
  fileId: 'a'.repeat(64),
} as unknown as EvidenceRecord;

describe('the form of a piece of evidence', () => {
  it('shows a record as people write it and sends the same again', () => {
    const draft = draftOf(kind, record);
    expect(draft.values).toEqual({
      how: 'transferred',
      on: '2020-01-01',
      yes: 'no',
      rank: '3',
      share: '12.5',
      why: ['a'],
    });
    expect(draft.validUntil).toBe('2022-12-31'); // certificates name the last day
    const { values, validFrom, validUntil, source } = record;
    expect(statementOf(kind, draft)).toMatchObject({ values, validFrom, validUntil, source, document: null });
  });

  it('keeps the attached file through a correction, unless it is taken away', () => {
    const draft = draftOf(kind, record);
    expect(statementOf(kind, draft).fileId).toBe('a'.repeat(64));
    expect(statementOf(kind, { ...draft, fileId: null }).fileId).toBeNull();
    expect(statementOf(kind, emptyDraft(kind)).fileId).toBeNull();
  });

  it('leaves out what isn’t asked, and sends nothing for nothing', () => {
    const draft = { ...emptyDraft(kind), values: { ...emptyDraft(kind).values, how: 'own', on: '2020-01-01' } };
    expect(statementOf(kind, draft)).toMatchObject({
      values: { how: 'own', yes: null, rank: null, share: null, why: [] },
      ...{ validFrom: null, validUntil: null },
    });
    expect(statementOf(kind, draft).values).not.toHaveProperty('on');
    expect(kind.fields.map((one) => isAsked(one, draft))).toEqual([true, false, true, true, true, true]);
  });

  it('hands on what it doesn’t understand, for the server to say what is wrong', () => {
    const empty = emptyDraft(kind);
    const draft = { ...empty, validUntil: '2023年', values: { ...empty.values, rank: '第三', share: '很多' } };
    expect(statementOf(kind, draft)).toMatchObject({ validUntil: '2023年', values: { rank: '第三', share: '很多' } });
  });

  it('takes percentages exactly', () => {
    expect(['0.125', '1', '0', '0.000001'].map(percentOf)).toEqual(['12.5', '100', '0', '0.0001']);
    const share = (text: string) =>
      statementOf(kind, { ...emptyDraft(kind), values: { share: text } }).values as { share: unknown };
    expect([share('33.3333%').share, share('70 ').share]).toEqual(['0.333333', '0.7']);
  });
});
