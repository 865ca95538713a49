import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';

export type Pair = components['schemas']['DuplicatePairDto'];
export const pairsPerPage = 20;

/** One page of pairs that may be one enterprise, or were found to be two. */
export function useDuplicates(state: Pair['state'], after: string | undefined) {
  return useQuery({
    queryKey: ['duplicates', state, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/duplicates', {
          params: { query: { state, limit: pairsPerPage, ...(after !== undefined && { after }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** Asks for a search through the register; the answer names the job. */
export function useSearchDuplicates() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST('/api/console/duplicates/searches')),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['duplicates'] }),
  });
}

/** One record of a pair, itself even when it is merged. */
export function useSide(id: string) {
  return useQuery({
    queryKey: ['enterprise', id, undefined, true],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/enterprises/{id}', { params: { path: { id }, query: { own: true } }, signal })),
  });
}
