import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';

export type ConflictRow = components['schemas']['ConflictRowDto'];
export type FlagRow = components['schemas']['FlagDto'];
export type Waiting = components['schemas']['WaitingDto'];

export const rowsPerPage = 20;

export interface ConflictFilter {
  year?: string;
  effect?: ConflictRow['effect'];
  state?: 'open' | 'resolved' | 'all';
  q?: string;
}

/** Conflicts between sources, those that decide something first. */
export function useConflictRows({ year, ...filter }: ConflictFilter, after: string | undefined) {
  return useQuery({
    queryKey: ['quality', 'conflicts', year, filter, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/figure-conflicts', {
          params: { query: { ...filter, ...(year && { year: Number(year) }), after, limit: rowsPerPage } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useWeighConflicts() {
  return useMutation({
    mutationFn: (year: number) => unwrap(api.POST('/api/console/figure-conflicts', { body: { year } })),
  });
}

export interface FlagFilter {
  year?: string;
  check?: string;
  state?: FlagRow['state'];
  source?: components['schemas']['FigureSetDto']['source'];
  q?: string;
}

/** What the checks found, the newest first. */
export function useFlagRows({ year, ...filter }: FlagFilter, after: string | undefined) {
  return useQuery({
    queryKey: ['quality', 'flags', year, filter, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/figure-flags', {
          params: { query: { ...filter, ...(year && { year: Number(year) }), after, limit: rowsPerPage } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** The checks with how many of their flags are open. */
export function useChecks(year: string | undefined) {
  return useQuery({
    queryKey: ['quality', 'checks', year],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/figure-checks', {
          params: { query: year === undefined ? {} : { year: Number(year) } },
          signal,
        }),
      ),
  });
}

export function useStartCheck() {
  return useMutation({
    mutationFn: (year: number) => unwrap(api.POST('/api/console/figure-checks', { body: { year } })),
  });
}

export interface WaitingFilter {
  run?: string;
  only?: 'decisive' | 'all';
  q?: string;
}

/** Enterprises whose result waits for a judgement. */
export function useWaiting(filter: WaitingFilter, after: string | undefined) {
  return useQuery({
    queryKey: ['waiting', filter, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/judgements/waiting', {
          params: { query: { ...filter, after, limit: rowsPerPage } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** The newest run of every standard, year and purpose. */
export function useLatestRuns() {
  return useQuery({
    queryKey: ['scoring-runs', 'latest'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/scoring-runs', { params: { query: { latest: true, limit: 100 } }, signal })),
  });
}
