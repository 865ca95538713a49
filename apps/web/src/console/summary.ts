import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../shared/api/client';

/** What the register holds as a whole: how many enterprises, which years, whether demo data are among them. */
export function useSummary(enabled = true) {
  return useQuery({
    queryKey: ['summary'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/summary', { signal })),
    enabled,
    staleTime: 60_000,
  });
}
