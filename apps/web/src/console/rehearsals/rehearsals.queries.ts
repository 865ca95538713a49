import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';

export type Rehearsal = components['schemas']['RehearsalDto'];
export type RehearsalDetail = components['schemas']['RehearsalDetailDto'];
export type RehearsalRow = components['schemas']['RehearsalRowDto'];
export type RehearsalRequest = components['schemas']['CreateRehearsalDto'];
export type ChangeCounts = components['schemas']['ChangeCountsDto'];
export type Tuning = components['schemas']['TuningDto'];
export type TuningResult = components['schemas']['TuningResultDto'];
export type Threshold = components['schemas']['TunableThresholdDto'];
export type ListedChange = RehearsalRow['change'];

export const rowsPerPage = 50;

/** The standards in use, to choose from. */
export function useStandardsToCompare() {
  return useQuery({
    queryKey: ['standards'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/standards', { signal })),
    staleTime: 300_000,
  });
}

/** The rehearsals made so far, newest first. */
export function useRehearsals(after: string | undefined) {
  return useQuery({
    queryKey: ['rehearsals', after],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/rehearsals', { params: { query: { after, limit: rowsPerPage } }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** One rehearsal with its conclusions. */
export function useRehearsal(id: string) {
  return useQuery({
    queryKey: ['rehearsal', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/rehearsals/{id}', { params: { path: { id } }, signal })),
    staleTime: Infinity, // a rehearsal never changes
  });
}

export interface RowFilter {
  change?: ListedChange;
  clause?: string;
  old?: RehearsalRow['oldOutcome'];
  new?: RehearsalRow['newOutcome'];
  q?: string;
}

/** One page of the list, narrowed by kind of change, clause, outcomes and name. */
export function useRehearsalRows(id: string, filter: RowFilter, after: string | undefined) {
  return useQuery({
    queryKey: ['rehearsal-rows', id, filter, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/rehearsals/{id}/rows', {
          params: { path: { id }, query: { ...filter, after, limit: rowsPerPage } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** Asks for a rehearsal; answers with the job that makes it. */
export function useStartRehearsal() {
  return useMutation({
    mutationFn: (body: RehearsalRequest) => unwrap(api.POST('/api/console/rehearsals', { body })),
  });
}

/** Asks for a file of the list as it is narrowed; answers with the job that writes it. */
export function useExportRehearsal(id: string, filter: RowFilter) {
  return useMutation({
    mutationFn: (format: 'csv' | 'xlsx') =>
      unwrap(
        api.POST('/api/console/rehearsals/{id}/exports', { params: { path: { id } }, body: { format, ...filter } }),
      ),
  });
}

/** Opens a session that holds the year's fact sheets of one standard in the server's memory. */
export function useOpenTuning() {
  return useMutation({
    mutationFn: (body: components['schemas']['OpenTuningDto']) => unwrap(api.POST('/api/console/tunings', { body })),
  });
}

/** Moves one threshold and answers what the register looks like then. */
export function stepTuning(id: string, body: components['schemas']['TuningStepDto']): Promise<TuningResult> {
  return unwrap(api.POST('/api/console/tunings/{id}/steps', { params: { path: { id } }, body }));
}

/** Gives the memory back; nothing waits for it. */
export function closeTuning(id: string): void {
  void api.DELETE('/api/console/tunings/{id}', { params: { path: { id } } });
}
