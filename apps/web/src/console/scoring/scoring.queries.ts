import { useMutation, useQuery } from '@tanstack/react-query';
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
