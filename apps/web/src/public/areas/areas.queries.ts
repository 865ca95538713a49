import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { openApi, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/open.gen';

type Schemas = components['schemas'];
export type PublicAreaList = Schemas['AreaListDto'];
export type AreaItem = Schemas['AreaItemDto'];

export const listsPerPage = 20;
export const itemsPerPage = 50;

export const usePublicAreaLists = (after: string | undefined) =>
  useQuery({
    queryKey: ['area-lists', after],
    queryFn: ({ signal }) =>
      unwrap(openApi.GET('/api/open/area-lists', { params: { query: { after, limit: listsPerPage } }, signal })),
    placeholderData: keepPreviousData,
  });

export const usePublicAreaList = (id: string) =>
  useQuery({
    queryKey: ['area-list', id],
    queryFn: ({ signal }) => unwrap(openApi.GET('/api/open/area-lists/{id}', { params: { path: { id } }, signal })),
  });

export const useAreaItems = (id: string, q: string | undefined, after: string | undefined) =>
  useQuery({
    queryKey: ['area-list', id, 'items', q, after],
    queryFn: ({ signal }) =>
      unwrap(
        openApi.GET('/api/open/area-lists/{id}/items', {
          ...{ params: { path: { id }, query: { q, after, limit: itemsPerPage } }, signal },
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** Says what is wrong with a published share. */
export const useObjectToArea = () =>
  useMutation({
    mutationFn: (body: Schemas['GivenAreaObjectionDto']) =>
      unwrap(openApi.POST('/api/open/area-lists/objections', { body, headers: { 'x-requested-with': 'tidu' } })),
  });
