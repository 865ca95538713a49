import { useMutation, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';

export type Dimension = components['schemas']['DimensionDto'];

/** The ways of dividing enterprises with their rules and the numbers of the newest year. */
export function useDimensions() {
  return useQuery({
    queryKey: ['segments'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/segments', { signal })),
    staleTime: 30_000,
  });
}

/** Who stood where in two years. */
export function useMovement(dimension: string, from: number, to: number) {
  return useQuery({
    queryKey: ['segment-movement', dimension, from, to],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/segments/{dimension}/movement', {
          params: { path: { dimension }, query: { from, to } },
          signal,
        }),
      ),
  });
}

/** Asks for a year's enterprises to be divided; answers with the job. */
export function useDivide() {
  return useMutation({
    mutationFn: (year: number) => unwrap(api.POST('/api/console/segment-runs', { body: { year } })),
  });
}
