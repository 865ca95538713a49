import { useMutation, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';

export type Standard = components['schemas']['StandardDto'];
export type StandardDetail = components['schemas']['StandardDetailDto'];
export type ScoringRun = components['schemas']['ScoringRunDto'];

/** The standards in use. */
export function useStandards() {
  return useQuery({
    queryKey: ['standards'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/standards', { signal })),
    staleTime: 300_000,
  });
}

/** One standard with its clauses and releases. */
export function useStandard(id: string | undefined) {
  return useQuery({
    queryKey: ['standard', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/standards/{id}', { params: { path: { id: id ?? '' } }, signal })),
    enabled: id !== undefined,
    staleTime: 300_000,
  });
}

/** The newest runs, the ones in use first asked for by `latest`. */
export function useScoringRuns(latest?: boolean) {
  return useQuery({
    queryKey: ['scoring-runs', latest],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/scoring-runs', { params: { query: { latest, limit: 50 } }, signal })),
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
