import type { FactDictionary } from '@tidu/criteria';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { portalApi, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/portal.gen';
import { answersOf } from '../declaration/answers';
import { useKeptDraft } from '../declaration/use-declaration';

type Schemas = components['schemas'];
export type UpdateYear = Schemas['UpdateYearDto'];
export type YearlyUpdate = Schemas['YearlyUpdateDto'];

const keyOf = (enterpriseId: string) => ['portal', enterpriseId, 'updates'];

/** The years that are, or were, to be updated. */
export function useUpdateYears(enterpriseId: string) {
  return useQuery({
    queryKey: keyOf(enterpriseId),
    queryFn: ({ signal }) =>
      unwrap(
        portalApi.GET('/api/portal/enterprises/{enterpriseId}/updates', { params: { path: { enterpriseId } }, signal }),
      ),
  });
}

export function useYearlyUpdate(enterpriseId: string, year: number) {
  return useQuery({
    queryKey: [...keyOf(enterpriseId), year],
    queryFn: ({ signal }) =>
      unwrap(
        portalApi.GET('/api/portal/enterprises/{enterpriseId}/updates/{year}', {
          ...{ params: { path: { enterpriseId, year } }, signal },
        }),
      ),
    staleTime: Infinity, // the form holds what is typed; it is read again when it is opened or something was done
    gcTime: 0,
  });
}

export const useUpdateDraft = (enterpriseId: string, view: YearlyUpdate, dictionary: FactDictionary) =>
  useKeptDraft(view, (typed, version) =>
    unwrap(
      portalApi.PUT('/api/portal/enterprises/{enterpriseId}/updates/{year}/draft', {
        params: { path: { enterpriseId, year: view.year }, header: { 'If-Match': String(version) } },
        body: { unit: typed.unit, answers: answersOf(typed, dictionary) },
      }),
    ),
  );

/** Files the update of a year; what was read of the enterprise's updates and tasks is read anew. */
export function useFileUpdate(enterpriseId: string, year: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (version: number) =>
      unwrap(
        portalApi.POST('/api/portal/enterprises/{enterpriseId}/updates/{year}/filing', {
          params: { path: { enterpriseId, year }, header: { 'If-Match': String(version) } },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['portal', enterpriseId] }),
  });
}
