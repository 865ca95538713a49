import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, sentOnce, unwrap } from '../../../shared/api/client';
import type { components } from '../../../shared/api/console.gen';

export type MeetingPack = components['schemas']['MeetingPackDto'];
export type PackSheet = MeetingPack['sheets'][number];

export function usePacks(batchId: string) {
  return useQuery({
    queryKey: ['recognition', 'meeting-packs', batchId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/recognition/batches/{id}/meeting-packs', { params: { path: { id: batchId } }, signal }),
      ),
  });
}

export function usePack(id: string) {
  return useQuery({
    queryKey: ['recognition', 'meeting-pack', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/recognition/meeting-packs/{id}', { params: { path: { id } }, signal })),
  });
}

export function useFreeze(batchId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (title: string) =>
      unwrap(
        api.POST('/api/console/recognition/batches/{id}/meeting-packs', {
          ...{ params: { path: { id: batchId } }, body: { title } },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['recognition', 'meeting-packs', batchId] }),
  });
}

/** The summary as a workbook, handed to the person at the browser. */
export function useSummaryFile({ id, title }: Pick<MeetingPack, 'id' | 'title'>) {
  return useMutation({
    mutationFn: async () => {
      const asked = api.POST('/api/console/recognition/meeting-packs/{id}/summaries', {
        ...{ params: { path: { id } }, parseAs: 'blob' as const, ...sentOnce },
      });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await unwrap(asked));
      link.download = `推荐汇总表_${title}.xlsx`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    },
  });
}
