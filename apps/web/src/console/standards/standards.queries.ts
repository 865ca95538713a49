import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';

export type Standard = components['schemas']['StandardDto'];
export type StandardDetail = components['schemas']['StandardDetailDto'];
export type StandardClause = components['schemas']['StandardClauseDto'];
export type Release = components['schemas']['ReleaseDto'];
export type ReleaseCheck = components['schemas']['ReleaseCheckDto'];
export type Difference = components['schemas']['DifferenceDto'];
export type StandardTexts = components['schemas']['StandardTextsDto'];
export type VersionChange = components['schemas']['VersionChangeDto'];

/** The standards in use; not `wanted`: only if they are at hand. */
export function useStandards(wanted = true) {
  return useQuery({
    enabled: wanted,
    queryKey: ['standards', 'in-use'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/standards', { signal })),
    staleTime: 300_000,
  });
}

/** One release of a standard with its clauses; without a version the one in use. */
export function useStandard(id: string | undefined, version?: number) {
  return useQuery({
    queryKey: ['standards', 'one', id, version],
    queryFn: ({ signal }) =>
      version === undefined
        ? unwrap(api.GET('/api/console/standards/{id}', { params: { path: { id: id ?? '' } }, signal }))
        : unwrap(
            api.GET('/api/console/standards/{id}/releases/{version}', {
              params: { path: { id: id ?? '', version } },
              signal,
            }),
          ),
    enabled: id !== undefined,
    staleTime: 300_000,
  });
}

/** Every release of every standard. */
export function useReleases() {
  return useQuery({
    queryKey: ['standards', 'releases'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/standard-releases', { signal })),
  });
}

/** What changed between two versions. */
export function useStandardDiff(id: string, from: number | undefined, to: number) {
  return useQuery({
    queryKey: ['standards', 'diff', id, from, to],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/standards/{id}/diff', {
          params: { path: { id }, query: { from: from ?? to, to } },
          signal,
        }),
      ),
    enabled: from !== undefined,
  });
}

/** Asks what stands in the way of publishing; nothing is written. */
export function useCheckStandard() {
  return useMutation({
    mutationFn: (body: StandardTexts) => unwrap(api.POST('/api/console/standard-releases/checks', { body })),
  });
}

export function usePublishStandard() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: StandardTexts) => unwrap(api.POST('/api/console/standard-releases', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['standards'] }),
  });
}

export interface Activation {
  id: string;
  version: number;
  /** Empty: today. */
  fromDay: string;
  /** The version in use as the page shows it. */
  expected: number | null;
}

export function useActivateRelease() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, fromDay, expected }: Activation) =>
      unwrap(
        api.POST('/api/console/standards/{id}/releases/{version}/activations', {
          params: { path: { id, version } },
          body: { expected, ...(fromDay && { fromDay }) },
        }),
      ),
    // refused or not: what is in use may be another version than the page shows
    onSettled: () => queries.invalidateQueries({ queryKey: ['standards'] }),
  });
}
