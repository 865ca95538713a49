import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';

export type Ranking = components['schemas']['RankingDto'];
export type RankingRow = components['schemas']['RankingRowDto'];
export type RankingFilters = components['schemas']['RankingFiltersDto'];
export type Distribution = components['schemas']['DistributionDto'];

export const rowsPerPage = 50;

/** The rankings made so far, newest first. */
export function useRankings(after: string | undefined) {
  return useQuery({
    queryKey: ['rankings', after],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/rankings', { params: { query: { after, limit: rowsPerPage } }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** One ranking with its definition. */
export function useRanking(id: string) {
  return useQuery({
    queryKey: ['ranking', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/rankings/{id}', { params: { path: { id } }, signal })),
    staleTime: Infinity, // a ranking never changes
  });
}

/** What a ranking's rows are narrowed by. */
export interface RankingRowFilter {
  q?: string;
  outcome?: RankingRow['outcome'];
}

/** One page of a ranking's rows. */
export function useRankingRows(id: string, filter: RankingRowFilter, after: string | undefined) {
  return useQuery({
    queryKey: ['ranking-rows', id, filter, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/rankings/{id}/rows', {
          params: { path: { id }, query: { ...filter, after, limit: rowsPerPage } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** How the points or outcomes are distributed, summed by the server. */
export function useDistribution(id: string) {
  return useQuery({
    queryKey: ['ranking-distribution', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/rankings/{id}/distribution', { params: { path: { id } }, signal })),
    staleTime: Infinity,
  });
}

export interface RankingRequest {
  runId: string;
  name: string;
  filters?: RankingFilters;
}

/** Asks for a ranking of one run; answers with the job that makes it. */
export function useCreateRanking() {
  return useMutation({
    mutationFn: (body: RankingRequest) => unwrap(api.POST('/api/console/rankings', { body })),
  });
}

/** Asks for a file of the whole ranking; answers with the job that writes it. */
export function useExportRanking(id: string) {
  return useMutation({
    mutationFn: (format: 'csv' | 'xlsx') =>
      unwrap(api.POST('/api/console/rankings/{id}/exports', { params: { path: { id } }, body: { format } })),
  });
}
