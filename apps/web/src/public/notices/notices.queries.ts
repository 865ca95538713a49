import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { openApi, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/open.gen';
import { lastDay } from '../../shared/notices/last-day';

type Schemas = components['schemas'];
export type Notice = Schemas['NoticeDto'];
export type WholeNotice = Schemas['WholeNoticeDto'];
export type NoticeItem = Schemas['NoticeItemDto'];
export type Taken = Schemas['TakenObjectionDto']['taken'];

/** Notices a page. */
export const pageSize = 20;

export function useNotices(after: string | undefined) {
  return useQuery({
    queryKey: ['notices', after],
    queryFn: ({ signal }) =>
      unwrap(openApi.GET('/api/open/notices', { params: { query: { after, limit: pageSize } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function useNotice(id: string) {
  return useQuery({
    queryKey: ['notice', id],
    queryFn: ({ signal }) => unwrap(openApi.GET('/api/open/notices/{id}', { params: { path: { id } }, signal })),
  });
}

/** Says what is wrong with one who stands on a notice. */
export const useObject = () =>
  useMutation({
    mutationFn: (body: Schemas['GivenObjectionDto']) =>
      unwrap(openApi.POST('/api/open/notices/objections', { body, headers: { 'x-requested-with': 'tidu' } })),
  });

type Period = Pick<Notice, 'opensOn' | 'closesOn' | 'workingDays' | 'closesProvisional' | 'isOpen'>;

/** Until when a notice is shown, in words. */
export const periodWords = ({ opensOn, workingDays, isOpen, ...closing }: Period): string =>
  `${opensOn} 至 ${lastDay(closing)}，${workingDays} 个工作日${isOpen ? '' : '，已结束'}`;
