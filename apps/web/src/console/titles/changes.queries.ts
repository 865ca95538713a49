import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, settle, unwrap } from '../../shared/api/client';
import type { components, paths } from '../../shared/api/console.gen';
import { pageSize } from './titles.queries';

type Schemas = components['schemas'];
type Query = NonNullable<paths['/api/console/change-reports']['get']['parameters']['query']>;
export type ChangeRow = Schemas['MajorChangeRowDto'];
export type ChangeDetail = Schemas['MajorChangeDetailDto'];
export type ChangesFilter = Pick<Query, 'state' | 'kind' | 'region' | 'enterprise' | 'q' | 'after'>;
export type ChangeState = ChangeRow['state'];

export const changeStateWords: Readonly<Record<ChangeState, string>> = {
  unreported: '✕ 没有报告',
  waiting: '○ 待决定',
  kept: '✓ 称号保留',
  cancelled: '– 称号取消',
};

export function useChanges(filter: ChangesFilter) {
  return useQuery({
    queryKey: ['titles', 'changes', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/change-reports', { params: { query: { ...filter, limit: pageSize } }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** How many changes there are in each state. */
export function useChangeCounts({ state: _, after: __, ...filter }: ChangesFilter) {
  return useQuery({
    queryKey: ['titles', 'change-counts', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/change-reports/counts', { params: { query: filter }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function useChange(id: string) {
  return useQuery({
    queryKey: ['titles', 'change', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/change-reports/{id}', { params: { path: { id } }, signal })),
  });
}

/** Decides a report; what was read of titles is read anew, after a refusal too. */
export function useDecideChange({ id, version }: ChangeDetail) {
  const queries = useQueryClient();
  const params = { path: { id }, header: { 'If-Match': String(version) } };
  return useMutation({
    mutationFn: (given: Schemas['KeepChangedDto'] | Schemas['CancelChangedDto']) =>
      'titles' in given
        ? settle(api.POST('/api/console/change-reports/{id}/cancellation', { params, body: given }))
        : settle(api.POST('/api/console/change-reports/{id}/keeping', { params, body: given })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['titles'] }),
  });
}
