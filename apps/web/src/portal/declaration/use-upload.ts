import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { portalApi, settle, unwrap } from '../../shared/api/client';
import { asProblem } from '../../shared/api/problem';
import type { EvidenceKind } from './declaration.queries';

interface Given {
  file: File;
  kind: EvidenceKind;
  /** Accounting year it speaks of. */
  year: number;
}

/** How often a part is sent before one is asked to go on later, and how long is waited before the next time, in ms. */
const tries = 4;
const pause = 1500;

/** Uploads a file of evidence part by part: after a broken line it goes on where it stood. */
export function useUpload(enterpriseId: string) {
  const queries = useQueryClient();
  const [percent, setPercent] = useState(0);
  /** The upload under way of a file, so that trying again goes on with it. */
  const begun = useRef<{ file: File; id: string } | null>(null);
  const sending = useMutation({
    mutationFn: async ({ file, kind, year }: Given) => {
      if (begun.current?.file !== file) {
        const body = { name: file.name, size: file.size };
        const made = portalApi.POST('/api/portal/enterprises/{enterpriseId}/evidence-transfers', {
          ...{ params: { path: { enterpriseId } }, body },
        });
        begun.current = { file, id: (await unwrap(made)).id };
      }
      const path = { enterpriseId, id: begun.current.id };
      const transfer = await unwrap(
        portalApi.GET('/api/portal/enterprises/{enterpriseId}/evidence-transfers/{id}', { params: { path } }),
      );
      const parts = Math.ceil(file.size / transfer.partSize);
      for (let number = 0; number < parts; number++) {
        if (transfer.received.includes(number)) continue;
        await again(() =>
          sendPart(path, number, file.slice(number * transfer.partSize, (number + 1) * transfer.partSize)),
        );
        setPercent(Math.floor(((number + 1) * 100) / parts));
      }
      const body = { kind, periodFrom: `${year}-01-01`, periodUntil: `${year + 1}-01-01` };
      return unwrap(
        portalApi.POST('/api/portal/enterprises/{enterpriseId}/evidence-transfers/{id}/file', {
          params: { path },
          body,
        }),
      );
    },
    onSuccess: () => {
      begun.current = null;
      return queries.invalidateQueries({ queryKey: ['portal', enterpriseId, 'evidence-files'] });
    },
  });
  const { variables, mutate } = sending;
  return { ...sending, percent, again: () => variables && mutate(variables) };
}

function sendPart(path: { enterpriseId: string; id: string }, number: number, part: Blob): Promise<void> {
  const form = new FormData();
  form.set('file', part, 'part');
  return settle(
    portalApi.PUT('/api/portal/enterprises/{enterpriseId}/evidence-transfers/{id}/parts/{number}', {
      // the document describes the parts of a form; the browser makes the body of it
      ...{ params: { path: { ...path, number } }, body: form as never },
    }),
  );
}

/** Tries anew while the line is broken; what the server refuses stays refused. */
async function again(send: () => Promise<void>, left = tries): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (left <= 1 || asProblem(error).status !== 0) throw error;
    await new Promise((done) => setTimeout(done, pause));
    await again(send, left - 1);
  }
}
