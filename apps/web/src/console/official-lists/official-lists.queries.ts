import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../shared/api/client';
import type { components, paths } from '../../shared/api/console.gen';

type Schemas = components['schemas'];
export type OfficialList = Schemas['OfficialListDto'];
export type OfficialListDetail = Schemas['OfficialListDetailDto'];
export type ListedRow = Schemas['OfficialListRowDto'];
export type Absent = Schemas['AbsentEnterpriseDto'];
export type DecidedRow = Schemas['DecidedRowDto'];
export type Decision = Schemas['ListDecisionDto'];
export type Section = NonNullable<
  paths['/api/console/official-lists/{id}/rows']['get']['parameters']['query']
>['section'];

/** Rows a page. */
export const pageSize = 20;

export function useOfficialLists(title: string | undefined, after: string | undefined) {
  return useQuery({
    queryKey: ['official-lists', title, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/official-lists', {
          params: { query: { title, after, limit: pageSize } as never },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useOfficialList(id: string) {
  return useQuery({
    queryKey: ['official-list', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/official-lists/{id}', { params: { path: { id } }, signal })),
  });
}

export function useListRows(
  id: string,
  section: Section,
  q: string | undefined,
  after: string | undefined,
  enabled: boolean,
) {
  return useQuery({
    queryKey: ['official-list', id, 'rows', section, q, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/official-lists/{id}/rows', {
          params: { path: { id }, query: { section, limit: pageSize, ...(q && { q }), ...(after && { after }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    enabled,
  });
}

export function useAbsent(id: string, after: string | undefined, enabled: boolean) {
  return useQuery({
    queryKey: ['official-list', id, 'absent', after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/official-lists/{id}/absent', {
          params: { path: { id }, query: { limit: pageSize, ...(after && { after }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** What is said of a list when it is brought, as typed. */
export interface ListChoice {
  title: string;
  level: OfficialList['level'];
  batch: string;
  document: string;
  listedOn: string;
  validFrom: string;
  /** The last day of validity, as documents write it. */
  lastDay: string;
  statedCount: string;
  text: string;
}

/** Brings a list: a file, or the text of one. */
export function useBringList() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ file, choice }: { file: File | undefined; choice: ListChoice }) =>
      // the document describes the parts of a form; the browser makes the body of it
      unwrap(api.POST('/api/console/official-lists', { body: listForm(file, choice) as never })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['official-lists'] }),
  });
}

function listForm(file: File | undefined, { lastDay, text, ...choice }: ListChoice): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(choice)) form.set(name, value.trim());
  form.set('validUntil', dayAfter(lastDay));
  if (file) form.set('file', file, file.name);
  else form.set('text', text);
  return form;
}

/** The first day that no longer counts. */
export function dayAfter(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? day : new Date(at + 86_400_000).toISOString().slice(0, 10);
}

/** The last day that counts. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

function useListChange<Given, Answer>(id: string, change: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    // refused too, somebody else may have changed what is shown
    onSettled: () => queries.invalidateQueries({ queryKey: ['official-list', id] }),
  });
}

export const useDecide = (id: string) =>
  useListChange(id, (body: Decision) =>
    unwrap(api.POST('/api/console/official-lists/{id}/decisions', { params: { path: { id } }, body })),
  );

export const useGrant = (id: string) =>
  useListChange(id, (version: number) => {
    const params = { path: { id }, header: { 'If-Match': String(version) } };
    return unwrap(api.POST('/api/console/official-lists/{id}/grants', { params }));
  });

export const useUndoList = (id: string) =>
  useListChange(id, ({ version, reason }: { version: number; reason: string }) => {
    const params = { path: { id }, header: { 'If-Match': String(version) } };
    return unwrap(api.POST('/api/console/official-lists/{id}/undo', { params, body: { reason } }));
  });
