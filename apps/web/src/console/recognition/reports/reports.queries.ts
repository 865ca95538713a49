import { useMutation, useQuery } from '@tanstack/react-query';
import { api, sentOnce, unwrap } from '../../../shared/api/client';

/** What would be filled in; asked once a template and states are chosen. */
export function useReportCheck(batchId: string, versionId: string | undefined, states: readonly string[]) {
  return useQuery({
    queryKey: ['recognition', 'report-check', batchId, versionId, states.join(',')],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/recognition/batches/{id}/reports/{versionId}', {
          params: { path: { id: batchId, versionId: versionId ?? '' }, query: { states: states.join(',') } },
          signal,
        }),
      ),
    enabled: versionId !== undefined && states.length > 0,
    retry: false,
  });
}

/** The filled form, handed to the person at the browser under the name that carries the export's id. */
export function useReportFile(batchId: string) {
  return useMutation({
    mutationFn: async ({ versionId, ...body }: { versionId: string; states: string[]; expected: number }) => {
      const asked = api.POST('/api/console/recognition/batches/{id}/reports/{versionId}', {
        ...{ params: { path: { id: batchId, versionId } }, body, parseAs: 'blob' as const, ...sentOnce },
      });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await unwrap(asked));
      link.download = nameIn((await asked).response.headers.get('content-disposition')) ?? '报送表.xlsx';
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      return link.download;
    },
  });
}

function nameIn(disposition: string | null): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1];
  return encoded === undefined ? null : decodeURIComponent(encoded);
}
