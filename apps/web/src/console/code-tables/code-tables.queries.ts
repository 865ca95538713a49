import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';

type Schemas = components['schemas'];
export type CodeEntry = Schemas['CodeEntryDto'];
export type Override = Schemas['OverrideDto'];
export type OverrideRequest = Schemas['OverrideRequestDto'];
export type OwnEntry = Schemas['OwnEntryDto'];
export type CalendarYear = Schemas['CalendarYearDto'];
export type NationalTable = Override['table'];
export type OwnList = 'zone' | 'chain';

/** Rows a page. */
export const pageSize = 20;

export interface CodeQuery {
  table: NationalTable;
  q: string | undefined;
  parent: string | undefined;
  on: string | undefined;
  after: string | undefined;
}

export function useCodes({ table, q, parent, on, after }: CodeQuery) {
  return useQuery({
    queryKey: ['codes', table, q, parent, on, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/code-tables/{table}', {
          params: { path: { table }, query: { q, parent, on, after, limit: pageSize } },
          signal,
        }),
      ),
  });
}

export function useOverrides() {
  return useQuery({
    queryKey: ['code-overrides'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/code-overrides', { params: { query: {} }, signal })),
  });
}

export function useOwnList(list: OwnList, on: string | undefined) {
  return useQuery({
    queryKey: ['own-list', list, on],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/own-lists/{list}', { params: { path: { list }, query: { on } }, signal })),
  });
}

export function useOwnHistory(list: OwnList, code: string) {
  return useQuery({
    queryKey: ['own-history', list, code],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/own-lists/{list}/{code}/history', { params: { path: { list, code } }, signal })),
  });
}

export function useCalendar(year: number, version: number | undefined) {
  return useQuery({
    queryKey: ['calendar', year, version],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/calendar', { params: { query: { year, version } }, signal })),
  });
}

export function useCalendarVersions() {
  return useQuery({
    queryKey: ['calendar-versions'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/calendar/versions', { signal })),
  });
}

const changed = ['codes', 'code-overrides', 'own-list', 'own-history', 'calendar', 'calendar-versions'];

/** A change of a code table; what is shown of any of them is asked for anew. */
function useChange<Input>(send: (input: Input) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => Promise.all(changed.map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
}

/** The version a change starts from. */
const ifMatch = (version: number) => ({ 'If-Match': String(version) });

export const useAddOverride = () =>
  useChange((body: OverrideRequest) => unwrap(api.POST('/api/console/code-overrides', { body })));

export const useWithdrawOverride = () =>
  useChange(({ id, version, reason }: { id: string; version: number; reason: string }) =>
    unwrap(
      api.POST('/api/console/code-overrides/{id}/withdrawal', {
        params: { path: { id }, header: ifMatch(version) },
        body: { reason },
      }),
    ),
  );

export const useAddOwn = (list: OwnList) =>
  useChange((body: Schemas['OwnAddDto']) =>
    unwrap(api.POST('/api/console/own-lists/{list}', { params: { path: { list } }, body })),
  );

export const useChangeOwn = (list: OwnList) =>
  useChange(({ code, version, body }: { code: string; version: number; body: Schemas['OwnChangeDto'] }) =>
    unwrap(
      api.PUT('/api/console/own-lists/{list}/{code}', {
        params: { path: { list, code }, header: ifMatch(version) },
        body,
      }),
    ),
  );

export const useSetDay = () =>
  useChange(({ day, version, body }: { day: string; version: number; body: Schemas['CalendarSetDayDto'] }) =>
    unwrap(api.PUT('/api/console/calendar/days/{day}', { params: { path: { day }, header: ifMatch(version) }, body })),
  );

export const useAnnounceYear = () =>
  useChange(({ year, version, body }: { year: number; version: number; body: Schemas['CalendarAnnounceDto'] }) =>
    unwrap(
      api.PUT('/api/console/calendar/years/{year}', { params: { path: { year }, header: ifMatch(version) }, body }),
    ),
  );
