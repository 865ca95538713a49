import type { FactDictionary } from '@tidu/criteria';
import { isFigure, type WriteFiguresService } from '@tidu/figures';
import type { Transaction } from '@tidu/platform';
import type { Claim } from './content';
import { figureText } from './read-draft';

interface Declared {
  enterpriseId: string;
  /** Accounting year of what is declared; figures of years before go to theirs. */
  year: number;
  content: Pick<Claim, 'answers' | 'facts'>;
  document: string;
  reason: string;
}

/** What an enterprise typed of yearly figures becomes a revision of its own, each in its accounting year. */
export async function declareFigures(
  tx: Transaction,
  figures: WriteFiguresService,
  dictionary: FactDictionary,
  { enterpriseId, year, content, document, reason }: Declared,
): Promise<void> {
  const byYear = new Map<number, { code: string; value: string; unit?: string }[]>();
  for (const [code, answer] of Object.entries(content.answers)) {
    const fact = dictionary.get(code);
    const base = dictionary.find(fact.base ?? code) ?? fact;
    if (!isFigure(base) || answer.text === '' || content.facts[code] === undefined) continue;
    const of = year + (fact.base === null ? 0 : fact.offset);
    byYear.set(of, [...(byYear.get(of) ?? []), { code: base.code, ...figureText(fact, answer) }]);
  }
  for (const [of, values] of [...byYear].sort(([a], [b]) => a - b))
    await figures.declare(tx, enterpriseId, { year: of, source: 'enterprise', values, document, reason });
}
