import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';
import { isOver } from '../jobs/jobs.queries';
import { type ImportChoice, importForm } from './import-request';

export type Import = components['schemas']['ImportDto'];
export type ImportResult = components['schemas']['ImportResultDto'];
export type ImportProblem = components['schemas']['ImportProblemDto'];

/** Nothing more is to come: neither the copies of the refused rows nor the end of an undo. */
function isSettled(item: Import): boolean {
  return isOver(item) && item.copies?.ready !== false && (item.undo === null || isOver(item.undo));
}

/** Every list that can be imported. */
export function useImportLists() {
  return useQuery({
    queryKey: ['import-lists'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/import-lists', { signal })),
    staleTime: Infinity,
  });
}

/** What an undo left as it is, and why. */
export function useKeptChanges(jobId: string, wanted: boolean) {
  return useQuery({
    queryKey: ['import-changes', jobId, 'kept'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/imports/{jobId}/changes', {
          params: { path: { jobId }, query: { outcome: 'kept', limit: 50 } },
          signal,
        }),
      ),
    enabled: wanted,
  });
}

/** Takes a whole import back. */
export function useUndoImport(jobId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) =>
      unwrap(api.POST('/api/console/imports/{jobId}/undo', { params: { path: { jobId } }, body: { reason } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['import', jobId] }),
  });
}

/** The newest imports, trial runs among them. */
export function useImports() {
  return useQuery({
    queryKey: ['imports'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/imports', { signal })),
    refetchInterval: ({ state }) => (state.data?.items.some((item) => !isOver(item)) ? 2000 : false),
  });
}

/** One import, asked after every second until it is over. */
export function useImport(jobId: string | undefined) {
  return useQuery({
    queryKey: ['import', jobId],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/imports/{jobId}', { params: { path: { jobId: jobId ?? '' } }, signal })),
    enabled: jobId !== undefined,
    refetchInterval: ({ state }) => (state.data && isSettled(state.data) ? false : 1000),
    staleTime: 0,
  });
}

/** What an import refused or warned of, page by page. */
export function useImportProblems(jobId: string, warning: boolean | undefined) {
  return useInfiniteQuery({
    queryKey: ['import-problems', jobId, warning],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/console/imports/{jobId}/problems', {
          params: { path: { jobId }, query: { warning, limit: 50, after: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export interface ImportOrder {
  file: File;
  choice: ImportChoice;
  dryRun: boolean;
}

/** Sends a file; answers with the job that takes it in. */
export function useStartImport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ file, choice, dryRun }: ImportOrder) =>
      // the document describes the parts of a form; the browser makes the body of it
      unwrap(api.POST('/api/console/imports', { body: importForm(file, choice, dryRun) as never })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['imports'] }),
  });
}
