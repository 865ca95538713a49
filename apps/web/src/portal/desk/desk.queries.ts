import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { components } from '../../shared/api/portal.gen';
import { portalApi, settle, unwrap } from '../../shared/api/client';
import { useOwnPlace, usePortalChange } from '../portal.queries';

type Schemas = components['schemas'];
export type OwnTask = Schemas['OwnTaskDto'];

/** How many tasks and messages a page shows before one asks for more. */
export const shown = 20;

const at = (enterpriseId: string) => ({ path: { enterpriseId } });

export function useOwnTasks(enterpriseId: string, state?: 'all') {
  return useQuery({
    queryKey: ['portal', enterpriseId, 'tasks', state],
    queryFn: ({ signal }) =>
      unwrap(
        portalApi.GET('/api/portal/desk/enterprises/{enterpriseId}/tasks', {
          ...{ params: { ...at(enterpriseId), query: { state, limit: shown } }, signal },
        }),
      ),
  });
}

export function useOwnMessages(enterpriseId: string, after: string | undefined) {
  return useQuery({
    queryKey: ['portal', enterpriseId, 'messages', after],
    queryFn: ({ signal }) =>
      unwrap(
        portalApi.GET('/api/portal/desk/enterprises/{enterpriseId}/messages', {
          ...{ params: { ...at(enterpriseId), query: { after, limit: shown } }, signal },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

const summaryOf = (enterpriseId: string) => ({
  queryKey: ['portal', enterpriseId, 'desk'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    unwrap(portalApi.GET('/api/portal/desk/enterprises/{enterpriseId}/summary', { params: at(enterpriseId), signal })),
  refetchInterval: 60_000,
});

export const useOwnDesk = (enterpriseId: string) => useQuery(summaryOf(enterpriseId));

/** Messages that wait for the person, of all enterprises they act for. */
export function useUnread(): number {
  const enterprises = useOwnPlace().data?.enterprises ?? [];
  const all = useQueries({ queries: enterprises.map(({ enterpriseId }) => summaryOf(enterpriseId)) });
  return all.reduce((sum, { data }) => sum + (data?.unread ?? 0), 0);
}

export const useReadOwn = (enterpriseId: string) =>
  usePortalChange((id: string) =>
    settle(
      portalApi.PUT('/api/portal/desk/enterprises/{enterpriseId}/messages/{id}/reading', {
        params: { path: { enterpriseId, id } },
      }),
    ),
  );

export const useReadAllOwn = (enterpriseId: string) =>
  usePortalChange((upTo: string) =>
    unwrap(
      portalApi.POST('/api/portal/desk/enterprises/{enterpriseId}/messages/readings', {
        ...{ params: at(enterpriseId), body: { upTo } },
      }),
    ),
  );

export const useSettleOwn = (enterpriseId: string, { id, version }: OwnTask) =>
  usePortalChange((body: { reason: string; evidence: string | null }) =>
    settle(
      portalApi.POST('/api/portal/desk/enterprises/{enterpriseId}/tasks/{id}/settlement', {
        ...{ params: { path: { enterpriseId, id }, header: { 'If-Match': String(version) } }, body },
      }),
    ),
  );

export type ToConfirm = Schemas['ToConfirmDto'];
export type OwnQuestion = Schemas['QuestionDto'];

/** What the enterprise is asked to confirm and to rate. */
export function useOwnLedger(enterpriseId: string) {
  return useQuery({
    queryKey: ['portal', enterpriseId, 'ledger'],
    queryFn: ({ signal }) =>
      unwrap(portalApi.GET('/api/portal/desk/enterprises/{enterpriseId}/ledger', { params: at(enterpriseId), signal })),
  });
}

export const useConfirm = (enterpriseId: string, id: string) =>
  usePortalChange((body: Schemas['ConfirmationDto']) =>
    settle(
      portalApi.POST('/api/portal/desk/enterprises/{enterpriseId}/reports/{id}/confirmation', {
        ...{ params: { path: { enterpriseId, id } }, body },
      }),
    ),
  );

export const useAnswer = (enterpriseId: string, id: string) =>
  usePortalChange((body: Schemas['SatisfactionAnswerDto']) =>
    settle(
      portalApi.POST('/api/portal/desk/enterprises/{enterpriseId}/questions/{id}/answer', {
        ...{ params: { path: { enterpriseId, id } }, body },
      }),
    ),
  );
