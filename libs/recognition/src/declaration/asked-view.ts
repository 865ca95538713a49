import { type FactDictionary, type FactValue, plainFact } from '@tidu/criteria';
import type { Worked } from './claim.service';
import type { KnownFact } from './known-facts.service';
import type { AskedDto } from './portal/declaration.portal.dto';

/** What is asked, with what is known of it, as a form shows it. */
export function askedView(
  dictionary: FactDictionary,
  { asked, known, open }: Pick<Worked, 'asked' | 'known' | 'open'>,
): AskedDto[] {
  const plain = (code: string, value: FactValue) => {
    const shown = plainFact(dictionary.get(code), value);
    return shown === null ? null : String(shown);
  };
  return asked.map(({ fact: { code }, by }) => {
    const one = known.facts.get(code);
    const before = known.lastYear.get(code) ?? null;
    return {
      ...{ code, by, open: open.all || open.codes.has(code) },
      known: one ? knownView(one, plain(code, one.value)) : null,
      lastYear: plain(code, before),
      submitted: open.submitted.answers[code]?.text ?? null,
    };
  });
}

const knownView = ({ source, sourceLabel, year, asOf }: KnownFact, value: string | null) => ({
  ...{ value, source, sourceLabel, year, asOf },
});
