import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, settle, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';

type Schemas = components['schemas'];
export type Incoming = Schemas['IncomingDocumentDto'];
export type NewIncoming = Schemas['NewIncomingDocumentDto'];
export type Template = Schemas['TemplateDto'];
export type TemplateDetail = Schemas['TemplateDetailDto'];
export type TemplateVersion = Schemas['TemplateVersionDto'];
export type TemplateColumn = Schemas['TemplateColumnDto'];
export type MappedColumn = Schemas['MappedColumnDto'];

/** Rows a page. */
export const pageSize = 20;

export function useDocuments(after?: string) {
  return useQuery({
    queryKey: ['desk', 'documents', after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/desk/documents', { params: { query: { after, limit: pageSize } as never }, signal }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useTemplates(after?: string, limit = pageSize, source?: string) {
  return useQuery({
    queryKey: ['desk', 'templates', after, limit, source],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/desk/templates', { params: { query: { after, limit, source } as never }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function useTemplate(id: string) {
  return useQuery({
    queryKey: ['desk', 'template', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/desk/templates/{id}', { params: { path: { id } }, signal })),
  });
}

export function useReportSources() {
  return useQuery({
    queryKey: ['desk', 'report-sources'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/desk/report-sources', { signal })),
    staleTime: Infinity,
  });
}

function useDeskChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  // refused too, somebody else may have changed what is shown
  return useMutation({ mutationFn: change, onSettled: () => queries.invalidateQueries({ queryKey: ['desk'] }) });
}

export const useRegister = () =>
  useDeskChange((body: NewIncoming) => unwrap(api.POST('/api/console/desk/documents', { body })));

/** A template's file and what is said of it; absent or empty words are left out. */
export interface TemplateFile {
  file: File;
  words: Readonly<Record<string, string | undefined>>;
}

export const useAddTemplate = () =>
  useDeskChange((given: TemplateFile) =>
    unwrap(api.POST('/api/console/desk/templates', { body: form(given) as never })),
  );

export const useAddVersion = (id: string) =>
  useDeskChange((given: TemplateFile) =>
    unwrap(
      api.POST('/api/console/desk/templates/{id}/versions', { params: { path: { id } }, body: form(given) as never }),
    ),
  );

function form({ file, words }: TemplateFile): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(words))
    if (value !== undefined && value.trim() !== '') data.set(name, value.trim());
  data.set('file', file, file.name);
  return data;
}

export const useMapping = ({ id, version }: Pick<TemplateVersion, 'id' | 'version'>) =>
  useDeskChange((columns: MappedColumn[]) =>
    settle(
      api.PUT('/api/console/desk/template-versions/{id}/mapping', {
        params: { path: { id }, header: { 'If-Match': String(version) } },
        body: { columns },
      }),
    ),
  );
