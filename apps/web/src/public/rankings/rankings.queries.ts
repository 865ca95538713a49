import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { openApi, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/open.gen';

type Schemas = components['schemas'];
export type PublicRanking = Schemas['PublicRankingDto'];
export type PublicRow = Schemas['PublicRowDto'];
export type CountLine = Schemas['CountLineDto'];
export type Inclusion = Schemas['InclusionDto'];

export const pageSize = 50;

export const usePublicRankings = () =>
  useQuery({
    queryKey: ['public-rankings'],
    queryFn: ({ signal }) => unwrap(openApi.GET('/api/open/rankings', { signal })),
  });

export const usePublicRanking = (id: string) =>
  useQuery({
    queryKey: ['public-ranking', id],
    queryFn: ({ signal }) => unwrap(openApi.GET('/api/open/rankings/{id}', { params: { path: { id } }, signal })),
  });

export const usePublicRows = (id: string, q: string | undefined, after: string | undefined) =>
  useQuery({
    queryKey: ['public-ranking-rows', id, q, after],
    queryFn: ({ signal }) =>
      unwrap(
        openApi.GET('/api/open/rankings/{id}/rows', {
          ...{ params: { path: { id }, query: { q, after, limit: pageSize } }, signal },
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** Counts by place and industry, small ones hidden. */
export const usePublicCounts = (id: string) =>
  useQuery({
    queryKey: ['public-ranking-counts', id],
    queryFn: ({ signal }) =>
      unwrap(openApi.GET('/api/open/rankings/{id}/counts', { params: { path: { id } }, signal })),
  });

/** Whether a code is in it. */
export const useInclusion = (id: string, code: string | undefined) =>
  useQuery({
    queryKey: ['public-ranking-inclusion', id, code],
    enabled: code !== undefined,
    queryFn: ({ signal }) =>
      unwrap(
        openApi.GET('/api/open/rankings/{id}/enterprises/{code}', {
          ...{ params: { path: { id, code: code ?? '' } }, signal },
        }),
      ),
  });
