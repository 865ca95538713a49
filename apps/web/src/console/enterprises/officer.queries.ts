import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, settle, unwrap } from '../../shared/api/client';
import { asProblem } from '../../shared/api/problem';
import { formatInstant } from '../../shared/format/times';

/** Who is responsible for enterprises today, and for how many. */
export function useOfficers() {
  return useQuery({
    queryKey: ['enterprise-officers'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/enterprise-officers', { signal })),
    staleTime: 60_000,
  });
}

/** How an act on several enterprises went: each is an act of its own, so that one refusal stops no other. */
export interface BulkResult {
  done: number;
  refused: { id: string; why: string }[];
}

interface OfficerRequest {
  ids: string[];
  officerName: string;
  reason: string;
  onDone: (done: number) => void;
}

/** Makes somebody responsible for enterprises from today on, one after the other, by the version just read. */
export function useSetOfficer() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ ids, officerName, reason, onDone }: OfficerRequest): Promise<BulkResult> => {
      const effectiveOn = formatInstant(new Date().toISOString()).slice(0, 10);
      const result: BulkResult = { done: 0, refused: [] };
      for (const id of ids) {
        try {
          const path = { id };
          const { version } = await unwrap(
            api.GET('/api/console/enterprises/{id}', { params: { path, query: { own: true } } }),
          );
          await settle(
            api.PATCH('/api/console/enterprises/{id}', {
              params: { path, header: { 'If-Match': String(version) } },
              body: { values: { officerId: null, officerName }, reason, effectiveOn },
            }),
          );
          result.done++;
        } catch (error) {
          result.refused.push({ id, why: asProblem(error).detail });
        }
        onDone(result.done + result.refused.length);
      }
      return result;
    },
    onSettled: () =>
      Promise.all(['enterprises', 'enterprise-officers'].map((of) => queries.invalidateQueries({ queryKey: [of] }))),
  });
}
