import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { openApi, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/open.gen';

type Schemas = components['schemas'];
export type SupportNotice = Schemas['SupportNoticeDto'];
export type SupportNoticeItem = Schemas['SupportNoticeItemDto'];

/** Notices a page. */
export const pageSize = 20;

export function useSupportNotices(after: string | undefined) {
  return useQuery({
    queryKey: ['support-notices', after],
    queryFn: ({ signal }) =>
      unwrap(openApi.GET('/api/open/support-notices', { params: { query: { after, limit: pageSize } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function useSupportNotice(id: string) {
  return useQuery({
    queryKey: ['support-notice', id],
    queryFn: ({ signal }) =>
      unwrap(openApi.GET('/api/open/support-notices/{id}', { params: { path: { id } }, signal })),
  });
}
