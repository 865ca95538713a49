import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';

export type ScaleEntry = components['schemas']['ScaleEntryDto'];
export type ScaleWarning = components['schemas']['ScaleWarningDto'];

export const rowsPerPage = 50;

interface Shown {
  asOf: string | undefined;
  region: string | undefined;
  after: string | undefined;
}

/** The official list as of a day: who is on it, who came and who left in that year. */
export function useScaleList(state: 'in' | 'entered' | 'left', shown: Shown) {
  return useQuery({
    queryKey: ['scale-list', state, shown],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/scale-list', { params: { query: { ...shown, state, limit: rowsPerPage } }, signal }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** Whose figure lies on the other side of the line than the list has them. */
export function useScaleWarnings(kind: 'rise' | 'fall', year: number | undefined, shown: Shown) {
  return useQuery({
    queryKey: ['scale-warnings', kind, year, shown],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/scale-warnings', {
          params: { query: { ...shown, kind, year, limit: rowsPerPage } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** How many are on the list, came and left. */
export function useScaleCounts(asOf: string | undefined, region: string | undefined) {
  return useQuery({
    queryKey: ['scale-list', 'summary', asOf, region],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/scale-list/summary', { params: { query: { asOf, region } }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Where the early warning begins. */
export function useScaleLine() {
  return useQuery({
    queryKey: ['scale-warnings', 'line'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/scale-warnings/line', { signal })),
  });
}

/** An entry into the list or an exit from it, as a document says it of several enterprises. */
export interface ScaleActRequest {
  act: 'enter' | 'leave';
  enterpriseIds: string[];
  day: string;
  batch: string;
  source: string;
  document: string;
  reason: string;
}

/** Records it; says for how many it was new. */
export function useScaleAct() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ act, enterpriseIds, day, batch, source, document, reason }: ScaleActRequest) => {
      const given = { enterpriseIds, source, reason, ...(document !== '' && { document }) };
      return act === 'enter'
        ? unwrap(
            api.POST('/api/console/scale-list/entries', {
              body: { ...given, validFrom: day, ...(batch !== '' && { batch }) },
            }),
          )
        : unwrap(api.POST('/api/console/scale-list/exits', { body: { ...given, validUntil: day } }));
    },
    onSuccess: () =>
      Promise.all(
        ['scale-list', 'scale-warnings', 'enterprise', 'evidence'].map((of) =>
          queries.invalidateQueries({ queryKey: [of] }),
        ),
      ),
  });
}
