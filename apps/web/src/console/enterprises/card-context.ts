import type { ResultContext } from '@tidu/criteria';
import type { components } from '../../shared/api/console.gen';

type Card = components['schemas']['ScoreCardDetailDto'];

/** What card and letter say around an explanation: the day, the sheet, and where each value came from. */
export function cardContext(card: Card, enterprise: ResultContext['enterprise'] = null): ResultContext {
  const sources: Record<string, string> = {};
  for (const { code, sourceName, year, records } of card.facts)
    if (sourceName !== null)
      sources[code] = year === null ? `${sourceName}${recordWords(records)}` : `${sourceName} ${year}`;
  return {
    ...{ enterprise, purpose: card.purpose, day: card.asOf, year: card.year, sources },
    sheet: { asOf: card.sheetAsOf, version: card.sheetVersion, hash: card.sheetHash },
  };
}

const namedRecords = 3;

/** The records a value rests on: the first few by name, how many there are, and those withdrawn since. */
function recordWords(records: Card['facts'][number]['records']): string {
  if (records.length === 0) return '';
  const names = records.slice(0, namedRecords).map(({ kind, kindLabel, name, withdrawn }) => {
    const words = kind === 'checked' ? `${kindLabel}${name}` : name;
    return withdrawn ? `${words}（此后已撤回）` : words;
  });
  const more = records.length > namedRecords ? `等 ${records.length} 条` : '';
  return `：${names.join('、')}${more}`;
}
