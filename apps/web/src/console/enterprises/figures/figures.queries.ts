import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../../shared/api/client';
import type { components } from '../../../shared/api/console.gen';

export type FigureSet = components['schemas']['FigureSetDto'];
export type Fact = components['schemas']['FactDto'];
export type Conflict = components['schemas']['ConflictDto'];
export type Judgement = components['schemas']['JudgementDto'];
export type Flag = components['schemas']['FlagDto'];
export type Evidence = components['schemas']['EvidenceFileDto'];
export type Source = FigureSet['source'];
export type NewFigures = components['schemas']['NewFiguresDto'];
export type NewJudgement = components['schemas']['NewJudgementDto'];
export type NewResolution = components['schemas']['NewResolutionDto'];

/** Where the sources of an enterprise disagree, and what was decided. */
export function useConflicts(id: string, asOf?: string) {
  return useQuery({
    queryKey: ['figure-conflicts', id, asOf],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/enterprises/{id}/figure-conflicts', {
          params: { path: { id }, query: asOf === undefined ? {} : { asOf } },
          signal,
        }),
      ),
  });
}

/** What the checks found in the figures of an enterprise. */
export function useFlags(id: string) {
  return useQuery({
    queryKey: ['figure-flags', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/enterprises/{id}/figure-flags', { params: { path: { id } }, signal })),
  });
}

/** What was judged about an enterprise, revoked judgements behind. */
export function useJudgements(id: string, asOf?: string) {
  return useQuery({
    queryKey: ['judgements', id, asOf],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/enterprises/{id}/judgements', {
          params: { path: { id }, query: asOf === undefined ? {} : { asOf } },
          signal,
        }),
      ),
  });
}

/** The files that prove figures and judgements. */
export function useEvidence(id: string) {
  return useQuery({
    queryKey: ['evidence', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/enterprises/{id}/evidence-files', { params: { path: { id } }, signal })),
  });
}

/** Every revision of a year and source, newest first. */
export function useRevisions(id: string, year: number, source: Source) {
  return useQuery({
    queryKey: ['revisions', id, year, source],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/enterprises/{id}/figures/revisions', {
          params: { path: { id }, query: { year, source } },
          signal,
        }),
      ),
  });
}

/** Whatever a change touches is read again: figures, conflicts, flags, judgements and the work lists. */
function useRefresh() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ['figures', 'figure-conflicts', 'figure-flags', 'judgements', 'revisions', 'evidence', 'waiting', 'quality'].map(
        (key) => queries.invalidateQueries({ queryKey: [key] }),
      ),
    );
}

export function useSubmitFigures(id: string) {
  return useMutation({
    mutationFn: (body: NewFigures) =>
      unwrap(api.POST('/api/console/enterprises/{id}/figures', { params: { path: { id } }, body })),
    // refused too: somebody else may have changed what is shown
    onSettled: useRefresh(),
  });
}

export function useJudge(id: string) {
  return useMutation({
    mutationFn: (body: NewJudgement) =>
      unwrap(api.POST('/api/console/enterprises/{id}/judgements', { params: { path: { id } }, body })),
    // refused too: somebody else may have changed what is shown
    onSettled: useRefresh(),
  });
}

export function useRevokeJudgement() {
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      unwrap(api.POST('/api/console/judgements/{id}/revocation', { params: { path: { id } }, body: { reason } })),
    // refused too: somebody else may have changed what is shown
    onSettled: useRefresh(),
  });
}

export function useResolve(id: string) {
  return useMutation({
    mutationFn: (body: NewResolution) =>
      unwrap(api.POST('/api/console/enterprises/{id}/figure-resolutions', { params: { path: { id } }, body })),
    // refused too: somebody else may have changed what is shown
    onSettled: useRefresh(),
  });
}

export function useExplainFlag() {
  return useMutation({
    mutationFn: ({ id, version, explanation }: { id: string; version: number; explanation: string }) =>
      unwrap(
        api.POST('/api/console/figure-flags/{id}/explanation', {
          params: { path: { id }, header: { 'If-Match': String(version) } },
          body: { explanation },
        }),
      ),
    // refused too: somebody else may have changed what is shown
    onSettled: useRefresh(),
  });
}

/** Takes an explanation back: the flag is to be looked at again. */
export function useReopenFlag() {
  return useMutation({
    mutationFn: ({ id, version }: Pick<Flag, 'id' | 'version'>) =>
      unwrap(
        api.POST('/api/console/figure-flags/{id}/reopening', {
          params: { path: { id }, header: { 'If-Match': String(version) } },
        }),
      ),
    // refused too: somebody else may have changed what is shown
    onSettled: useRefresh(),
  });
}

export interface NewEvidence {
  file: File;
  kind: Evidence['kind'];
  document: string;
  /** Accounting year it speaks of; undefined: unknown. */
  year: number | undefined;
}

export function useAddEvidence(id: string) {
  return useMutation({
    mutationFn: ({ file, kind, document, year }: NewEvidence) => {
      const form = new FormData();
      form.set('kind', kind);
      if (document !== '') form.set('document', document);
      if (year !== undefined) {
        form.set('periodFrom', `${year}-01-01`);
        form.set('periodUntil', `${year + 1}-01-01`);
      }
      form.set('file', file, file.name);
      // the document describes the parts of a form; the browser makes the body of it
      return unwrap(
        api.POST('/api/console/enterprises/{id}/evidence-files', { params: { path: { id } }, body: form as never }),
      );
    },
    // refused too: somebody else may have changed what is shown
    onSettled: useRefresh(),
  });
}
