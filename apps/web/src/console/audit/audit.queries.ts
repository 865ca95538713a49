import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';
import type { FileFormat } from '../jobs/FileExport';

export type AuditEntry = components['schemas']['AuditEntryDto'];
export type AuditEntryDetail = components['schemas']['AuditEntryDetailDto'];
export type Sealing = components['schemas']['SealingDto'];

export const rowsPerPage = 50;

/** By what the trail is searched: the part of the address that says so. */
export interface AuditFilter {
  person?: string;
  action?: string;
  objectType?: string;
  objectId?: string;
  from?: string;
  until?: string;
  file?: string;
}

export function useAuditEntries(filter: AuditFilter, after: string | undefined) {
  return useQuery({
    queryKey: ['audit', filter, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/audit/entries', {
          params: { query: { ...filter, limit: rowsPerPage, ...(after !== undefined && { after }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** How often an act stands in the trail since a day. */
export function useMassReadings(action: string, from: string) {
  return useQuery({
    queryKey: ['audit-count', action, from],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/audit/entries', { params: { query: { action, from, limit: 1 } }, signal })),
  });
}

export function useAuditEntry(id: string) {
  return useQuery({
    queryKey: ['audit-entry', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/audit/entries/{id}', { params: { path: { id } }, signal })),
  });
}

/** Acts with words, for the filter; they change with the program alone. */
export function useAuditActions() {
  return useQuery({
    queryKey: ['audit-actions'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/audit/actions', { signal })),
    staleTime: Infinity,
  });
}

export function useSealing() {
  return useQuery({
    queryKey: ['audit-sealing'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/audit/sealing', { signal })),
    refetchInterval: 30_000,
  });
}

export function useExportTrail() {
  return useMutation({
    mutationFn: ({ format, filter }: { format: FileFormat; filter: AuditFilter }) =>
      unwrap(api.POST('/api/console/audit/exports', { body: { format, ...filter } })),
  });
}
