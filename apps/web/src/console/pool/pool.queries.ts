import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, settle, unwrap } from '../../shared/api/client';
import type { components, paths } from '../../shared/api/console.gen';

type Schemas = components['schemas'];
export type PoolEntry = Schemas['PoolEntryDto'];
export type PoolDetail = Schemas['PoolDetailDto'];
export type PoolStep = Schemas['PoolStepDto'];
export type Proposal = Schemas['PoolProposalDto'];
export type NewPoolStep = Schemas['NewPoolStepDto'];
export type NewPoolEntry = Schemas['NewPoolEntryDto'];
export type PoolTerms = Schemas['PoolTermsDto'];
type Query = NonNullable<paths['/api/console/pool']['get']['parameters']['query']>;
export type TitleCode = NonNullable<Query['title']>;
export type Track = NonNullable<Query['track']>;
export type PoolState = NonNullable<Query['state']>;
export type PoolFilter = Pick<Query, 'track' | 'title' | 'year' | 'officer' | 'state' | 'q' | 'after'>;

/** Rows a page. */
export const pageSize = 20;

export const trackWords: Readonly<Record<Track, string>> = { backbone: '骨干（看规模）', specialty: '中小（看专长）' };

export function usePool(filter: PoolFilter) {
  return useQuery({
    queryKey: ['pool', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/pool', { params: { query: { ...filter, limit: pageSize } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function usePoolEntry(id: string) {
  return useQuery({
    queryKey: ['pool', 'one', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/pool/{id}', { params: { path: { id } }, signal })),
  });
}

export function useProposals(filter: Pick<PoolFilter, 'track' | 'title' | 'after'>) {
  return useQuery({
    queryKey: ['pool', 'proposals', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/pool/proposals', { params: { query: { ...filter, limit: pageSize } }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Who may look after an entry, and the reasons for leaving. */
export function usePoolChoices() {
  return useQuery({
    queryKey: ['pool', 'choices'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/pool/choices', { signal })),
    staleTime: 60_000,
  });
}

/** A change of the pool; refused too, somebody else may have changed what is shown. */
export function usePoolChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => queries.invalidateQueries({ queryKey: ['pool'] }) });
}

export const useEnterPool = () =>
  usePoolChange((body: NewPoolEntry) => unwrap(api.POST('/api/console/pool', { body })));

export const useRunPool = () => usePoolChange(() => unwrap(api.POST('/api/console/pool/runs')));

export const useAcceptProposals = () =>
  usePoolChange((body: Schemas['AcceptProposalsDto']) =>
    unwrap(api.POST('/api/console/pool/proposals/acceptances', { body })),
  );

export const useDismissProposals = () =>
  usePoolChange((body: Schemas['DismissProposalsDto']) =>
    unwrap(api.POST('/api/console/pool/proposals/dismissals', { body })),
  );

const paramsOf = ({ id, version }: PoolEntry) => ({ path: { id }, header: { 'If-Match': String(version) } });

export const useChangeEntry = (entry: PoolEntry) =>
  usePoolChange((body: PoolTerms) => settle(api.PATCH('/api/console/pool/{id}', { params: paramsOf(entry), body })));

export const useLeavePool = (entry: PoolEntry) =>
  usePoolChange((body: Schemas['LeavePoolDto']) =>
    settle(api.POST('/api/console/pool/{id}/leaving', { params: paramsOf(entry), body })),
  );

export const usePlan = (entry: PoolEntry) =>
  usePoolChange((steps: NewPoolStep[]) =>
    settle(api.POST('/api/console/pool/{id}/steps', { params: paramsOf(entry), body: { steps } })),
  );

export const useEndStep = (entry: PoolEntry, { id: stepId, version }: PoolStep) =>
  usePoolChange((body: Schemas['PoolStepEndDto']) =>
    settle(
      api.POST('/api/console/pool/{id}/steps/{stepId}/end', {
        params: { path: { id: entry.id, stepId }, header: { 'If-Match': String(version) } },
        body,
      }),
    ),
  );
