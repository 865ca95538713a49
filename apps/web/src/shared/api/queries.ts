import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem';

/** What the server refuses stays refused; only a dead connection or an overloaded server is worth another try. */
function worthRetrying(failures: number, error: unknown): boolean {
  const status = error instanceof ApiProblem ? error.status : 0;
  return failures < 2 && (status === 0 || status === 503);
}

/** One cache of answers for the whole console. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: worthRetrying, staleTime: 10_000, refetchOnWindowFocus: false },
      mutations: { retry: false },
    },
  });
}
