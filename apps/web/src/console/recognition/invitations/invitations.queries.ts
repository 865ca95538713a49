import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../../shared/api/client';
import type { components, operations } from '../../../shared/api/console.gen';

type Schemas = components['schemas'];
export type PreRun = Schemas['PreRunDto'];
export type PreRunRow = Schemas['PreRunRowDto'];
export type PreRunFilter = NonNullable<operations['InvitationsConsoleController_list']['parameters']['query']>;

/** Rows a page: as many as are invited at once. */
export const pageSize = 50;

export function usePreRun(id: string) {
  return useQuery({
    queryKey: ['recognition', 'pre-run', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/recognition/batches/{id}/pre-run', { params: { path: { id } }, signal })),
  });
}

export function usePreRunList(id: string, filter: PreRunFilter) {
  const query = { ...filter, limit: pageSize };
  return useQuery({
    queryKey: ['recognition', 'pre-run-list', id, query],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/recognition/batches/{id}/pre-run/enterprises', {
          params: { path: { id }, query },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useInvite(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (enterprises: string[]) =>
      unwrap(
        api.POST('/api/console/recognition/batches/{id}/invitations', {
          ...{ params: { path: { id } }, body: { enterprises } },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['recognition'] }),
  });
}
