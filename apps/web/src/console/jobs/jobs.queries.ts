import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';

export type Job = components['schemas']['JobDto'];

/** Whether nothing will change any more. */
export function isOver(job: Pick<Job, 'state'>): boolean {
  return job.state === 'succeeded' || job.state === 'failed' || job.state === 'cancelled';
}

/** A job, asked after every second until it is over. It goes on when nobody looks. */
export function useJob(id: string | undefined) {
  return useQuery({
    queryKey: ['job', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/jobs/{id}', { params: { path: { id: id ?? '' } }, signal })),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : 1000),
    staleTime: 0,
  });
}

/** Asks a job to stop. */
export function useCancelJob() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(api.DELETE('/api/console/jobs/{id}', { params: { path: { id } } })),
    onSuccess: (job) => queries.setQueryData(['job', job.id], job),
  });
}
