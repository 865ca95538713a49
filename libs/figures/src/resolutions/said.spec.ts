import fc from 'fast-check';
import { type FigureSource, figureSources } from '../sources';
import { chosenVoice, choiceOf, saidIn, voiceOf } from './said';

interface Row {
  source: FigureSource;
  enterpriseId: string;
  text: string | null;
}
const textOf = ({ text }: Row) => text;

describe('what is said in several records of one enterprise', () => {
  const rows = fc
    .uniqueArray(
      fc.record({
        source: fc.constantFrom(...figureSources.slice(0, 3)),
        enterpriseId: fc.constantFrom('own', 'one', 'two'),
        text: fc.constantFrom('1', '2', null),
      }),
      { selector: ({ source, enterpriseId }) => `${source} ${enterpriseId}`, maxLength: 9 },
    )
    .map((some) => some.sort((a, b) => Number(b.enterpriseId === 'own') - Number(a.enterpriseId === 'own')));

  it('loses no value, and names a record only where it says otherwise', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const said = saidIn(some, textOf);
        for (const source of figureSources) {
          const texts = some.filter((row) => row.source === source).flatMap(({ text }) => text ?? []);
          expect(said[source]).toBe(texts[0]);
          const all = Object.entries(said).filter(([voice]) => choiceOf(voice as FigureSource).source === source);
          expect(new Set(all.map(([, text]) => text))).toEqual(new Set(texts));
          expect(all.slice(1).every(([, text]) => text !== texts[0])).toBe(true);
        }
      }),
    );
  });

  it('follows a decision for a record as long as that record says anything', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom('own', 'one', 'two'), (some, recordId) => {
        const choice = { source: figureSources[0], recordId };
        const voice = chosenVoice(choice, some, textOf);
        const row = some.find((one) => one.source === choice.source && one.enterpriseId === recordId);
        expect(voice && saidIn(some, textOf)[voice]).toBe(row?.text ?? null);
      }),
    );
  });

  it('is written as one word and read back', () => {
    for (const choice of [
      { source: 'audit', recordId: null },
      { source: 'tax', recordId: 'a-b' },
    ] as const)
      expect(choiceOf(voiceOf(choice))).toEqual(choice);
  });
});
