import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../../shared/api/client';
import type { EnterpriseFilter } from './enterprise-filter';
import { filtersOf } from './view-setup';
import type { components } from '../../shared/api/console.gen';

export type ScoreCardHead = components['schemas']['ScoreCardDto'];
export type EnterpriseAdvice = components['schemas']['EnterpriseAdviceDto'];

export const pageSize = 50;

/** One page of the register. */
export function useEnterprises(filter: EnterpriseFilter, after: string | undefined) {
  return useQuery({
    queryKey: ['enterprises', filter, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/enterprises', {
          params: { query: { ...(filter as object), after, limit: pageSize } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** How many match, beyond the 10 000 a list counts to; asked for by hand. */
export function useExactCount({ sort: _sort, ...filter }: EnterpriseFilter, wanted: boolean) {
  return useQuery({
    queryKey: ['enterprise-count', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/enterprises/count', { params: { query: filtersOf(filter) }, signal })),
    enabled: wanted,
  });
}

/** One enterprise of the register with all that hangs on it, as of a day; `own`: a merged record itself. */
export function useEnterprise(id: string, { asOf, own }: { asOf?: string; own?: boolean } = {}) {
  const query = { ...(asOf !== undefined && { asOf }), ...(own && { own }) };
  return useQuery({
    queryKey: ['enterprise', id, asOf, own],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/enterprises/{id}', { params: { path: { id }, query }, signal })),
    // another day of the same record takes its place quietly; another record does not
    placeholderData: (previous, query) => (query?.queryKey[1] === id ? previous : undefined),
  });
}

/** All figures of an enterprise: each year, each source, the current revision. */
export function useFigures(id: string, asOf?: string) {
  return useQuery({
    queryKey: ['figures', id, asOf],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/enterprises/{id}/figures', {
          params: { path: { id }, query: asOf === undefined ? {} : { asOf } },
          signal,
        }),
      ),
  });
}

/** The fact dictionary: names, units and meanings of all figures. */
export function useFacts() {
  return useQuery({
    queryKey: ['facts'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/facts', { signal })),
    staleTime: 3_600_000,
  });
}

/** The cards of an enterprise in the runs in use. */
export function useScoreCards(id: string) {
  return useQuery({
    queryKey: ['score-cards', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/enterprises/{id}/score-cards', { params: { path: { id } }, signal })),
  });
}

/** One card with its explanation, derived again from release and fact sheet. */
export function useScoreCard(runId: string | undefined, enterpriseId: string) {
  return useQuery({
    queryKey: ['score-card', runId, enterpriseId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/score-cards/{runId}/{enterpriseId}', {
          params: { path: { runId: runId ?? '', enterpriseId } },
          signal,
        }),
      ),
    enabled: runId !== undefined,
  });
}

/** What the 差一步清单 is asked for; the year as it stands in the address. */
export interface AdviceWish {
  standardId: string | undefined;
  year: string | undefined;
  purpose: 'application' | 'renewal';
  deadline: string | undefined;
}

/** The cheapest ways of an enterprise to a standard, by its newest fact sheet. */
export function useAdvice(id: string, { standardId, year, purpose, deadline }: AdviceWish) {
  return useQuery({
    queryKey: ['advice', id, standardId, year, purpose, deadline],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/enterprises/{id}/advice', {
          params: {
            path: { id },
            query: {
              ...{ standardId: standardId ?? '', purpose },
              ...(year !== undefined && { year: Number(year) }),
              ...(deadline !== undefined && { deadline }),
            },
          },
          signal,
        }),
      ),
    enabled: standardId !== undefined,
    placeholderData: keepPreviousData,
  });
}
