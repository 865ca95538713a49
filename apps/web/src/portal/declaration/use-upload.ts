import { useMutation, useQueryClient } from '@tanstack/react-query';
import { portalApi, unwrap } from '../../shared/api/client';
import type { EvidenceKind } from './declaration.queries';

interface Given {
  file: File;
  kind: EvidenceKind;
  /** Accounting year it speaks of. */
  year: number;
}

/** Uploads a file of evidence. */
export function useUpload(enterpriseId: string) {
  const queries = useQueryClient();
  const sending = useMutation({
    mutationFn: ({ file, kind, year }: Given) => {
      const form = new FormData();
      form.set('kind', kind);
      form.set('periodFrom', `${year}-01-01`);
      form.set('periodUntil', `${year + 1}-01-01`);
      form.set('file', file, file.name);
      return unwrap(
        // the document describes the parts of a form; the browser makes the body of it
        portalApi.POST('/api/portal/enterprises/{enterpriseId}/evidence-files', {
          ...{ params: { path: { enterpriseId } }, body: form as never },
        }),
      );
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['portal', enterpriseId, 'evidence-files'] }),
  });
  const { variables, mutate } = sending;
  return { ...sending, again: () => variables && mutate(variables) };
}
