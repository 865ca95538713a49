import { useQuery } from '@tanstack/react-query';
import { api, settle, unwrap } from '../../../shared/api/client';
import type { components } from '../../../shared/api/console.gen';
import { useChange } from '../recognition.queries';

type Schemas = components['schemas'];
export type BatchConsultations = Schemas['BatchConsultationsDto'];
export type Consultation = Schemas['ConsultationDto'];
export type ConsultationItem = Schemas['ConsultationItemDto'];
export type GivenReply = Schemas['GivenReplyDto'];
export type ReplyState = ConsultationItem['state'];

/** Departments that may be asked about a batch, and the lists that were sent. */
export function useBatchConsultations(id: string) {
  return useQuery({
    queryKey: ['recognition', 'consultations', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/recognition/batches/{id}/consultations', { params: { path: { id } }, signal })),
  });
}

export function useConsultation(id: string) {
  return useQuery({
    queryKey: ['recognition', 'consultation', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/recognition/consultations/{id}', { params: { path: { id } }, signal })),
  });
}

export const useSendConsultations = (id: string) =>
  useChange((body: Schemas['GivenConsultationsDto']) =>
    unwrap(api.POST('/api/console/recognition/batches/{id}/consultations', { params: { path: { id } }, body })),
  );

export const useRecordReply = (id: string) =>
  useChange((body: GivenReply) =>
    settle(api.POST('/api/console/recognition/consultations/{id}/replies', { params: { path: { id } }, body })),
  );
