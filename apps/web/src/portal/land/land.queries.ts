import { useQuery } from '@tanstack/react-query';
import { portalApi, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/portal.gen';

export type OwnShare = components['schemas']['EnterpriseShareDto'];
export type OwnAreaItem = components['schemas']['OwnAreaItemDto'];

const of = (enterpriseId: string) => ({ path: { enterpriseId } });

export const useOwnParcels = (id: string) =>
  useQuery({
    queryKey: ['own-land', id],
    queryFn: ({ signal }) =>
      unwrap(portalApi.GET('/api/portal/enterprises/{enterpriseId}/parcels', { params: of(id), signal })),
  });

export const useOwnAreaItems = (id: string) =>
  useQuery({
    queryKey: ['own-land', id, 'published'],
    queryFn: ({ signal }) =>
      unwrap(portalApi.GET('/api/portal/enterprises/{enterpriseId}/area-items', { params: of(id), signal })),
  });
