import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { titleWords } from '../../words';
import { api, unwrap } from '../../../shared/api/client';
import type { components, operations } from '../../../shared/api/console.gen';

type TitleCode = NonNullable<NonNullable<operations['FunnelConsoleController_funnel']['parameters']['query']>['title']>;
type Schemas = components['schemas'];
export type Funnel = Schemas['FunnelDto'];
export type Stage = Schemas['FunnelStageDto']['stage'];
export type FunnelRow = Schemas['FunnelRowDto'];
export type StepTime = Schemas['StepTimeDto'];

/** What stands in the address. */
export interface FunnelSearch {
  title?: string;
  year?: string;
  region?: string;
  officer?: string;
  stage?: string;
  after?: string;
  page?: string;
}

export type Narrowed = Pick<FunnelSearch, 'title' | 'year' | 'region' | 'officer'>;

/** An address may be written by hand: what the server would refuse is left out. */
export const filterOf = ({ title, year, region, officer }: Narrowed) => ({
  title: title !== undefined && title in titleWords ? (title as TitleCode) : undefined,
  officer,
  year: year !== undefined && /^2[01]\d\d$/.test(year) ? Number(year) : undefined,
  region: region !== undefined && /^\d{6}$/.test(region) ? region : undefined,
});

export function useFunnel(search: Narrowed) {
  const query = filterOf(search);
  return useQuery({
    queryKey: ['recognition', 'funnel', query],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/recognition/funnel', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Rows a page. */
export const pageSize = 20;

export function useFunnelList(stage: Stage, search: Narrowed, after: string | undefined) {
  const query = { ...filterOf(search), stage, after, limit: pageSize };
  return useQuery({
    queryKey: ['recognition', 'funnel-list', query],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/recognition/funnel/enterprises', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}
