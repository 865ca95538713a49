import { outcomeWords } from '../../shared/outcome-words';
import { ownershipWords } from '../words';
import type { Ranking } from './rankings.queries';

/** What a ranking is narrowed to, in words, places and industries by name with the code; 全部企业 when by nothing. */
export function filterWords({ filters, scopeWords }: Pick<Ranking, 'filters' | 'scopeWords'>): string {
  const lists = [
    words('所在地', scopeWords.regions),
    words('行业', scopeWords.industries),
    words(
      '所有制',
      filters.ownerships?.map((code) => ownershipWords[code] ?? code),
    ),
    words(
      '结果',
      filters.outcomes?.map((name) => outcomeWords[name]),
    ),
  ].filter((text) => text !== null);
  return lists.length > 0 ? lists.join('；') : '全部企业';
}

function words(label: string, values: string[] | undefined): string | null {
  return values && values.length > 0 ? `${label} ${values.join('、')}` : null;
}
