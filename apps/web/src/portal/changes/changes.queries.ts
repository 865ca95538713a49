import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { portalApi, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/portal.gen';

type Schemas = components['schemas'];
export type OwnChanges = Schemas['OwnChangesDto'];

/** Major changes that are to be reported still, and those that were. */
export function useOwnChanges(enterpriseId: string) {
  return useQuery({
    queryKey: ['portal', enterpriseId, 'changes'],
    queryFn: ({ signal }) =>
      unwrap(
        portalApi.GET('/api/portal/enterprises/{enterpriseId}/change-reports', {
          ...{ params: { path: { enterpriseId } }, signal },
        }),
      ),
  });
}

export function useReportChange(enterpriseId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['NewChangeReportDto']) =>
      unwrap(
        portalApi.POST('/api/portal/enterprises/{enterpriseId}/change-reports', {
          ...{ params: { path: { enterpriseId } }, body },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['portal', enterpriseId] }),
  });
}
