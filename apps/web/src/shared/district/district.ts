import { useQuery } from '@tanstack/react-query';
import type { components } from '../api/open.gen';
import { openApi, unwrap } from '../api/client';

/** Whose register this is, as everybody may know it. */
export type District = components['schemas']['DistrictNamesDto'];

const key = ['district'];

/** Whose register this is; null before the installation was set up, undefined while that is unknown. */
export function useDistrict(): District | null | undefined {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await unwrap(openApi.GET('/api/open/district', { signal }))).district,
    staleTime: 300_000,
  }).data;
}

export const districtKey = key;
