import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { components } from '../../shared/api/console.gen';
import { api, settle, unwrap } from '../../shared/api/client';
import { useDeskChange } from '../tasks/tasks.queries';

export type Message = components['schemas']['MessageDto'];

/** Messages a page. */
export const pageSize = 20;

export interface MessagesFilter {
  unread?: 'true' | 'false' | undefined;
  q?: string | undefined;
  after?: string | undefined;
}

export function useMessages(query: MessagesFilter, limit = pageSize, enabled = true) {
  return useQuery({
    queryKey: ['desk', 'messages', query, limit],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/desk/messages', { params: { query: { ...query, limit } }, signal })),
    placeholderData: keepPreviousData,
    enabled,
  });
}

export const useRead = () =>
  useDeskChange((id: string) =>
    settle(api.PUT('/api/console/desk/messages/{id}/reading', { params: { path: { id } } })),
  );

export const useReadAll = () =>
  useDeskChange((upTo: string) => unwrap(api.POST('/api/console/desk/messages/readings', { body: { upTo } })));
