import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, openApi, settle, unwrap } from '../../../shared/api/client';
import type { components } from '../../../shared/api/console.gen';
import type { GivenCorrection } from '../../../shared/notices/CorrectionForm';

type Schemas = components['schemas'];
export type Objection = Schemas['NoticeObjectionDto'];
export type ObjectionState = Objection['state'];
export type Notice = Schemas['StaffNoticeDto'];
export type Waiting = Schemas['WaitingForNoticeDto'];
export type GivenNotice = Schemas['GivenPublicNoticeDto'];

/** Objections a page. */
export const pageSize = 20;

/** What waits for a notice, and how one is usually written. */
export function useWaitingForNotice(id: string) {
  return useQuery({
    queryKey: ['recognition', 'notice-list', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/recognition/batches/{id}/notice-list', { params: { path: { id } }, signal })),
  });
}

export function useBatchNotices(id: string) {
  return useQuery({
    queryKey: ['recognition', 'notices', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/recognition/batches/{id}/notices', {
          ...{ params: { path: { id }, query: { limit: 50 } }, signal },
        }),
      ),
  });
}

export function useObjections(state: ObjectionState | undefined, after: string | undefined) {
  return useQuery({
    queryKey: ['recognition', 'objections', state, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/recognition/objections', {
          params: { query: { state, after, limit: pageSize } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

function useChange<T>(send: (given: T) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => client.invalidateQueries({ queryKey: ['recognition'] }) });
}

export const usePublish = (id: string) =>
  useChange((body: GivenNotice) =>
    unwrap(api.POST('/api/console/recognition/batches/{id}/notices', { params: { path: { id } }, body })),
  );

/** A notice as everybody reads it, with who stands on it. */
export function useNoticeToCorrect(id: string) {
  return useQuery({
    queryKey: ['recognition', 'notice', id],
    queryFn: ({ signal }) => unwrap(openApi.GET('/api/open/notices/{id}', { params: { path: { id } }, signal })),
  });
}

export function useCorrect(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ names: corrections, ...given }: GivenCorrection) =>
      unwrap(
        api.POST('/api/console/recognition/notices/{id}/corrections', {
          ...{ params: { path: { id } }, body: { ...given, corrections } },
        }),
      ),
    // where somebody was faster, theirs is shown beside the refusal
    onSettled: () => client.invalidateQueries({ queryKey: ['recognition'] }),
  });
}

const onVersion = ({ id, version }: Pick<Objection, 'id' | 'version'>) => ({
  params: { path: { id }, header: { 'If-Match': String(version) } },
});

export const useAccept = (one: Objection) =>
  useChange(() => settle(api.POST('/api/console/recognition/objections/{id}/acceptance', onVersion(one))));

export const useFile = (one: Objection) =>
  useChange((answer: string) =>
    settle(api.POST('/api/console/recognition/objections/{id}/filing', { ...onVersion(one), body: { answer } })),
  );

export const useAnswer = (one: Objection) =>
  useChange((body: Schemas['ObjectionAnswerDto']) =>
    settle(api.POST('/api/console/recognition/objections/{id}/answer', { ...onVersion(one), body })),
  );
