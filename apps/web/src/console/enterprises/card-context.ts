import type { ResultContext } from '@tidu/criteria';
import type { components } from '../../shared/api/console.gen';

type Card = components['schemas']['ScoreCardDetailDto'];

/** What card and letter say around an explanation: the day, the sheet, and where each value came from. */
export function cardContext(card: Card, enterprise: ResultContext['enterprise'] = null): ResultContext {
  const sources: Record<string, string> = {};
  for (const { code, sourceName, year } of card.facts)
    if (sourceName !== null) sources[code] = year === null ? sourceName : `${sourceName} ${year}`;
  return {
    ...{ enterprise, purpose: card.purpose, day: card.asOf, year: card.year, sources },
    sheet: { asOf: card.sheetAsOf, version: card.sheetVersion, hash: card.sheetHash },
  };
}
