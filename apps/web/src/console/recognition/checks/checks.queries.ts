import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../../../shared/api/client';
import type { components } from '../../../shared/api/console.gen';
import { useChange } from '../recognition.queries';

type Schemas = components['schemas'];
export type BatchDraws = Schemas['BatchDrawsDto'];
export type Draw = Schemas['DrawDto'];
export type DrawCase = Schemas['DrawCaseDto'];
export type GivenSeed = Schemas['GivenDrawDto']['seed'];
export type GivenVisit = Schemas['GivenVisitDto'];

/** What may be drawn of a batch, and what was. */
export function useBatchDraws(id: string) {
  return useQuery({
    queryKey: ['recognition', 'draws', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/recognition/batches/{id}/draws', { params: { path: { id } }, signal })),
  });
}

export const useDraw = (id: string) =>
  useChange((body: Schemas['GivenDrawDto']) =>
    unwrap(api.POST('/api/console/recognition/batches/{id}/draws', { params: { path: { id } }, body })),
  );

export const useProposeRedraw = (id: string) =>
  useChange((body: Schemas['GivenRedrawDto']) =>
    unwrap(api.POST('/api/console/recognition/draws/{id}/redraws', { params: { path: { id } }, body })),
  );

export const useConfirmRedraw = () =>
  useChange((id: string) =>
    unwrap(api.POST('/api/console/recognition/redraws/{id}/confirmation', { params: { path: { id } } })),
  );

export const useRecordVisit = (id: string) =>
  useChange((body: GivenVisit) =>
    unwrap(api.POST('/api/console/recognition/applications/{id}/visits', { params: { path: { id } }, body })),
  );
