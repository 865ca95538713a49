import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, settle, unwrap } from '../../shared/api/client';
import type { components, paths } from '../../shared/api/console.gen';

type Schemas = components['schemas'];
export type HeldTitle = Schemas['HeldTitleDto'];
export type Renewal = Schemas['RenewalDto'];
export type UpdateRow = Schemas['UpdateRowDto'];
export type UpdateState = NonNullable<UpdatesQuery['state']>;
export type UpdatesFilter = Pick<UpdatesQuery, 'year' | 'title' | 'region' | 'state' | 'q' | 'after'>;
export type Cause = Schemas['CauseDto'];
type UpdatesQuery = NonNullable<paths['/api/console/title-updates']['get']['parameters']['query']>;
type Query = NonNullable<paths['/api/console/titles']['get']['parameters']['query']>;
export type TitleCode = NonNullable<Query['title']>;
export type Validity = NonNullable<Query['state']>;
export type TitlesFilter = Pick<Query, 'title' | 'level' | 'region' | 'batch' | 'state' | 'on' | 'q' | 'after'>;

/** Rows a page. */
export const pageSize = 20;

export function useTitles(filter: TitlesFilter, enabled: boolean) {
  return useQuery({
    queryKey: ['titles', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/titles', { params: { query: { ...filter, limit: pageSize } }, signal })),
    placeholderData: keepPreviousData,
    enabled,
  });
}

export function useRenewals(filter: Pick<TitlesFilter, 'title' | 'after'>, enabled: boolean) {
  return useQuery({
    queryKey: ['titles', 'renewals', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/titles/renewals', { params: { query: { ...filter, limit: pageSize } }, signal })),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Updates of a year. */
export function useUpdates(filter: UpdatesFilter) {
  return useQuery({
    queryKey: ['titles', 'updates', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/title-updates', { params: { query: { ...filter, limit: pageSize } }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** How many updates of a year there are in each state. */
export function useUpdateCounts({ state: _, after: __, ...filter }: UpdatesFilter) {
  return useQuery({
    queryKey: ['titles', 'update-counts', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/title-updates/counts', { params: { query: filter }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function useCauses() {
  return useQuery({
    queryKey: ['title-causes'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/titles/causes', { signal })),
    staleTime: Infinity,
  });
}

function useTitlesChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => queries.invalidateQueries({ queryKey: ['titles'] }) });
}

export const useTellRenewals = () =>
  useTitlesChange((titles: string[]) => unwrap(api.POST('/api/console/titles/renewal-notices', { body: { titles } })));

/** The title stays, although updates were missed. */
export const useKeepMissed = ({ id }: Pick<UpdateRow, 'id'>) =>
  useTitlesChange((reason: string) =>
    settle(api.POST('/api/console/titles/{id}/update-dismissals', { params: { path: { id } }, body: { reason } })),
  );

export const useRecordUpdate = ({ enterpriseId, year }: Pick<UpdateRow, 'enterpriseId' | 'year'>) =>
  useTitlesChange((body: Omit<Schemas['FiledElsewhereDto'], 'year'>) =>
    unwrap(
      api.POST('/api/console/enterprises/{id}/title-updates', {
        params: { path: { id: enterpriseId } },
        body: { ...body, year },
      }),
    ),
  );

export const useWithdrawUpdate = ({ elsewhereId }: Pick<UpdateRow, 'elsewhereId'>) =>
  useTitlesChange((reason: string) =>
    settle(
      api.POST('/api/console/title-updates/{id}/withdrawal', {
        params: { path: { id: elsewhereId ?? '' } },
        body: { reason },
      }),
    ),
  );

export const useCancelTitle = ({ id, version }: Pick<HeldTitle, 'id' | 'version'>) =>
  useTitlesChange((body: Schemas['CancellationDto']) =>
    settle(
      api.POST('/api/console/titles/{id}/cancellation', {
        params: { path: { id }, header: { 'If-Match': String(version) } },
        body,
      }),
    ),
  );

export const useReinstateTitle = ({ id, version }: HeldTitle) =>
  useTitlesChange((reason: string) =>
    settle(
      api.POST('/api/console/titles/{id}/reinstatement', {
        params: { path: { id }, header: { 'If-Match': String(version) } },
        body: { reason },
      }),
    ),
  );
