import { canonicalJson, outcomeCode, sha256Hex } from '@tidu/criteria';
import { orderingWords } from '@tidu/scoring';
import type { RankingFiltersDto } from './console/rankings.console.dto';

/** The run a ranking is made of. */
export interface RankedRun {
  id: string;
  standardId: string;
  standardName: string;
  standardVersion: number;
  releaseHash: string;
  year: number;
  asOf: string;
  purpose: 'application' | 'renewal';
  hasPoints: boolean;
}

/** What was ranked and how, in codes and words; its hash names the ranking's rules. */
export interface RankingDefinition {
  /** Number of the ordering's own edition: a changed rule is another definition. */
  ordering: 1;
  order: string;
  hasPoints: boolean;
  run: Omit<RankedRun, 'hasPoints' | 'standardName'>;
  filters: RankingFiltersDto;
  /** Invented enterprises (演示企业) only; otherwise registered ones only: the two never stand in one ranking. */
  demo: boolean;
}

export function makeDefinition(run: RankedRun, filters: RankingFiltersDto, demo: boolean): RankingDefinition {
  const { id, standardId, standardVersion, releaseHash, year, asOf, purpose, hasPoints } = run;
  return {
    ...{ ordering: 1, order: orderingWords(hasPoints), hasPoints, filters, demo },
    run: { id, standardId, standardVersion, releaseHash, year, asOf, purpose },
  };
}

export function definitionHash(definition: RankingDefinition): string {
  return sha256Hex(canonicalJson(definition));
}

/**
 * The filters as a condition over score cards `c` and enterprises `e`, with its parameters from `$first` on. A filter
 * that is absent or empty lets everything through.
 */
export function filterSql(filters: RankingFiltersDto, first: number): { sql: string; parameters: unknown[] } {
  const given = (list: string[] | undefined) => (list && list.length > 0 ? list : null);
  const $ = (place: number) => `$${first + place}`;
  return {
    sql: `(${$(0)}::text[] is null or e."regionCode" = any(${$(0)}) or left(e."regionCode", 4) = any(${$(0)})
             or left(e."regionCode", 2) = any(${$(0)}))
      and (${$(1)}::text[] is null or exists (select from unnest(${$(1)}::text[]) p where starts_with(e."industryCode", p)))
      and (${$(2)}::text[] is null or e.ownership = any(${$(2)}))
      and (${$(3)}::smallint[] is null or c.outcome = any(${$(3)}))`,
    parameters: [
      given(filters.regions),
      given(filters.industries),
      given(filters.ownerships),
      filters.outcomes && filters.outcomes.length > 0 ? filters.outcomes.map(outcomeCode) : null,
    ],
  };
}
