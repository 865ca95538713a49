import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';

export type ScoringRun = components['schemas']['ScoringRunDto'];

/** The newest runs, the ones in use first asked for by `latest`. */
export function useScoringRuns(latest?: boolean) {
  return useQuery({
    queryKey: ['scoring-runs', latest],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/scoring-runs', { params: { query: { latest, limit: 50 } }, signal })),
  });
}

/** One run: what was judged by what, and how it came out. */
export function useScoringRun(id: string) {
  return useQuery({
    queryKey: ['scoring-run', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/scoring-runs/{id}', { params: { path: { id } }, signal })),
  });
}

export type RunCard = components['schemas']['RunCardDto'];

/** What a run's enterprises are narrowed by. */
export interface RunCardFilter {
  outcome?: RunCard['outcome'];
  q?: string;
}

export const cardsPerPage = 50;

/** One page of a run's enterprises. */
export function useRunCards(id: string, filter: RunCardFilter, after: string | undefined) {
  return useQuery({
    queryKey: ['run-cards', id, filter, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/scoring-runs/{id}/cards', {
          params: { path: { id }, query: { ...filter, after, limit: cardsPerPage } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export interface ScoringRequest {
  year: number;
  standardIds: string[];
  purpose: 'application' | 'renewal';
  asOf?: string;
}

/** Asks for a run over every enterprise with figures of the year. */
export function useStartScoring() {
  return useMutation({
    mutationFn: (body: ScoringRequest) => unwrap(api.POST('/api/console/scoring-runs', { body })),
  });
}
