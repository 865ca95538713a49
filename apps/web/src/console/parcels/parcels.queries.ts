import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, openApi, settle, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';
import type { components as OpenComponents } from '../../shared/api/open.gen';

type Schemas = components['schemas'];
type OpenSchemas = OpenComponents['schemas'];
export type ParcelRow = Schemas['ParcelRowDto'];
export type WholeParcel = Schemas['WholeParcelDto'];
export type EnterpriseShare = Schemas['EnterpriseShareDto'];
export type Division = Schemas['DivisionDto'];
export type GivenAreas = Schemas['GivenAreasDto'];
export type AreaList = OpenSchemas['AreaListDto'];
export type WholeAreaList = Schemas['WholeAreaListDto'];
export type AreaChange = Schemas['AreaChangeDto'];
export type AreaObjection = Schemas['AreaObjectionDto'];

export const rowsPerPage = 50;
const key = 'parcels';

export interface ParcelFilter {
  q?: string;
  only?: 'shared' | 'vacant' | 'ended';
  day?: string;
}

export const useParcels = (filter: ParcelFilter, after: string | undefined) =>
  useQuery({
    queryKey: [key, 'list', filter, after],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/parcels', { params: { query: { ...filter, after, limit: rowsPerPage } }, signal })),
    placeholderData: keepPreviousData,
  });

export const useParcel = (id: string, day: string | undefined) =>
  useQuery({
    queryKey: [key, 'one', id, day],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/parcels/{id}', { params: { path: { id }, query: { day } }, signal })),
    placeholderData: keepPreviousData,
  });

export const useEnterpriseParcels = (id: string, day: string | undefined) =>
  useQuery({
    queryKey: [key, 'of', id, day],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/enterprises/{id}/parcels', { params: { path: { id }, query: { day } }, signal })),
  });

function useAct<In, Out>(act: (given: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: act, onSuccess: () => client.invalidateQueries({ queryKey: [key] }) });
}

export const useNewParcel = () =>
  useAct((body: Schemas['NewParcelDto']) => unwrap(api.POST('/api/console/parcels', { body })));

const versioned = (version: number) => ({ header: { 'If-Match': String(version) } });

export const useDivide = ({ id, version }: WholeParcel) =>
  useAct((body: Schemas['NewDivisionDto']) =>
    settle(api.POST('/api/console/parcels/{id}/divisions', { params: { path: { id }, ...versioned(version) }, body })),
  );

export const useEndParcel = ({ id, version }: WholeParcel) =>
  useAct((body: Schemas['ParcelEndDto']) =>
    settle(api.POST('/api/console/parcels/{id}/end', { params: { path: { id }, ...versioned(version) }, body })),
  );

export const useEditParcel = ({ id, version }: WholeParcel) =>
  useAct((body: Schemas['EditedParcelDto']) =>
    settle(api.PATCH('/api/console/parcels/{id}', { params: { path: { id }, ...versioned(version) }, body })),
  );

/** Sends a file of parcels; the import is followed by its job. */
export const useImportParcels = () =>
  useAct(({ file, source, dryRun }: { file: File; source: string; dryRun: boolean }) => {
    const form = new FormData();
    form.append('source', source);
    form.append('dryRun', String(dryRun));
    form.append('file', file);
    return unwrap(api.POST('/api/console/parcels/imports', { body: form as never }));
  });

export const useAreaLists = (after: string | undefined) =>
  useQuery({
    queryKey: [key, 'lists', after],
    queryFn: ({ signal }) =>
      unwrap(openApi.GET('/api/open/area-lists', { params: { query: { after, limit: 20 } }, signal })),
    placeholderData: keepPreviousData,
  });

export const useAreaListTerms = () =>
  useQuery({
    queryKey: [key, 'terms'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/area-list-terms', { signal })),
  });

export const usePublishAreas = () =>
  useAct((body: Schemas['GivenAreaListDto']) => unwrap(api.POST('/api/console/area-lists', { body })));

export const useAreaList = (id: string) =>
  useQuery({
    queryKey: [key, 'list-one', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/area-lists/{id}', { params: { path: { id } }, signal })),
  });

export const useAreaChanges = (id: string, after: string | undefined) =>
  useQuery({
    queryKey: [key, 'changes', id, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/area-lists/{id}/changes', {
          ...{ params: { path: { id }, query: { after, limit: rowsPerPage } }, signal },
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const useWriteAreas = (id: string) =>
  useAct((reason: string | undefined) =>
    unwrap(api.POST('/api/console/area-lists/{id}/writing', { params: { path: { id } }, body: { reason } })),
  );

/** Reads everything of the ledger again, as after a job of its own has ended. */
export function useRefreshParcels() {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: [key] }), [client]);
}

export const useAreaObjections = (list: string, wanted: boolean) =>
  useQuery({
    queryKey: [key, 'objections', list],
    enabled: wanted,
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/area-objections', { params: { query: { list, limit: 200 } }, signal })),
  });

const ofObjection = ({ id, version }: AreaObjection) => ({ path: { id }, ...versioned(version) });

export const useAcceptArea = (one: AreaObjection) =>
  useAct(() => settle(api.POST('/api/console/area-objections/{id}/acceptance', { params: ofObjection(one) })));

export const useFileArea = (one: AreaObjection) =>
  useAct((answer: string) =>
    settle(api.POST('/api/console/area-objections/{id}/filing', { params: ofObjection(one), body: { answer } })),
  );

export const useAnswerArea = (one: AreaObjection) =>
  useAct((body: Schemas['AreaObjectionAnswerDto']) =>
    settle(api.POST('/api/console/area-objections/{id}/answer', { params: ofObjection(one), body })),
  );
