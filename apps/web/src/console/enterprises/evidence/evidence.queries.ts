import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../../shared/api/client';
import type { components } from '../../../shared/api/console.gen';

export type EvidenceKind = components['schemas']['EvidenceKindDto'];
export type EvidenceField = components['schemas']['EvidenceFieldDto'];
export type EvidenceDay = components['schemas']['EvidenceDayDto'];
export type EvidenceRecord = components['schemas']['EvidenceRecordDto'];
export type EvidenceKindCount = components['schemas']['EvidenceKindCountDto'];
export type EvidenceChange = components['schemas']['EvidenceChangeDto'];
export type EvidenceStatement = components['schemas']['EvidenceStatementDto'];

export const recordsPerPage = 50;

/** What each kind of evidence asks; the same for every enterprise. */
export function useEvidenceKinds() {
  return useQuery({
    queryKey: ['evidence-kinds'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/evidence-kinds', { signal })),
    staleTime: 3_600_000,
  });
}

/** How much there is of each kind as of a day. */
export function useEvidenceSummary(id: string, asOf: string | undefined) {
  return useQuery({
    queryKey: ['evidence', id, 'summary', asOf],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/enterprises/{id}/evidence', { params: { path: { id }, query: { asOf } }, signal })),
  });
}

export interface RecordsShown {
  kind: string;
  asOf: string | undefined;
  withdrawn: boolean;
  after: string | undefined;
}

/** The records of one kind, newest first. */
export function useEvidenceRecords(id: string, { kind, ...shown }: RecordsShown) {
  return useQuery({
    queryKey: ['evidence', id, kind, shown],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/enterprises/{id}/evidence/{kind}', {
          params: { path: { id, kind }, query: { ...shown, limit: recordsPerPage } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** Who recorded, corrected and withdrew what, when and why. */
export function useEvidenceChanges(id: string, after: string | undefined) {
  return useQuery({
    queryKey: ['evidence', id, 'changes', after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/enterprises/{id}/evidence-changes', {
          params: { path: { id }, query: { after, limit: recordsPerPage } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** Which record is changed, in the version that was seen; without one a new record is made. */
export interface ChangedRecord {
  id: string;
  version: number;
}

/** Records a piece of evidence, or corrects one. */
export function useKeepEvidence(enterpriseId: string, kind: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ record, body }: { record: ChangedRecord | null; body: EvidenceStatement }) =>
      record === null
        ? unwrap(
            api.POST('/api/console/enterprises/{id}/evidence/{kind}', {
              params: { path: { id: enterpriseId, kind } },
              body,
            }),
          )
        : unwrap(
            api.PUT('/api/console/enterprises/{id}/evidence/{kind}/{recordId}', {
              params: {
                path: { id: enterpriseId, kind, recordId: record.id },
                header: { 'If-Match': String(record.version) },
              },
              body,
            }),
          ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['evidence', enterpriseId] }),
  });
}

/** Withdraws a record that was a mistake. */
export function useWithdrawEvidence(enterpriseId: string, kind: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ record, reason }: { record: ChangedRecord; reason: string }) =>
      unwrap(
        api.POST('/api/console/enterprises/{id}/evidence/{kind}/{recordId}/withdrawal', {
          params: {
            path: { id: enterpriseId, kind, recordId: record.id },
            header: { 'If-Match': String(record.version) },
          },
          body: { reason },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['evidence', enterpriseId] }),
  });
}
