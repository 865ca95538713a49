import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { components } from '../../shared/api/console.gen';
import { api, unwrap } from '../../shared/api/client';
import { districtKey } from '../../shared/district/district';

export type Profile = components['schemas']['DistrictProfileDto'];
export type NewProfile = components['schemas']['SetProfileDto'];

const key = ['profile'];

export function useProfile() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await unwrap(api.GET('/api/console/profile', { signal }))).profile,
  });
}

/** Divisions a text may mean. */
export function useRegions(q: string) {
  return useQuery({
    queryKey: ['profile-regions', q],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/api/console/profile/regions', { params: { query: { q } }, signal }))).items,
    placeholderData: keepPreviousData,
    staleTime: 3_600_000,
  });
}

export function useSetProfile(version: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewProfile) =>
      unwrap(api.PUT('/api/console/profile', { params: { header: { 'If-Match': String(version) } }, body })),
    onSuccess: () => Promise.all([key, districtKey].map((one) => queries.invalidateQueries({ queryKey: one }))),
  });
}
