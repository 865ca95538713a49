import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { components } from '../../shared/api/console.gen';
import { api, settle, unwrap } from '../../shared/api/client';
import { useDeskChange } from '../tasks/tasks.queries';

type Schemas = components['schemas'];
export type Delivery = Schemas['DeliveryDto'];
export type NewNotice = Schemas['NewNoticeDto'];

/** Deliveries a page; as many letters are printed at once at most. */
export const pageSize = 50;

/** The views of the page: letters that wait, letters that went, what did not arrive. */
export const views = {
  waiting: { label: '待打印的信函', query: { channel: 'letter', state: 'waiting' } },
  posted: { label: '已寄出的信函', query: { channel: 'letter', state: 'sent' } },
  bounced: { label: '没有送到的', query: { state: 'bounced' } },
} as const;
export type View = keyof typeof views;

export function useDeliveries(view: View, after: string | undefined) {
  return useQuery({
    queryKey: ['desk', 'deliveries', view, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/desk/deliveries', {
          ...{ params: { query: { ...views[view].query, after, limit: pageSize } }, signal },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useChannels() {
  return useQuery({
    queryKey: ['desk-channels'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/desk/channels', { signal })),
  });
}

export const usePostLetters = () =>
  useDeskChange((ids: string[]) => unwrap(api.POST('/api/console/desk/deliveries/postings', { body: { ids } })));

export const useSendAgain = () =>
  useDeskChange((id: string) =>
    settle(api.POST('/api/console/desk/deliveries/{id}/retry', { params: { path: { id } } })),
  );

export const useWriteNotice = () =>
  useDeskChange((body: NewNotice) => unwrap(api.POST('/api/console/desk/notices', { body })));
