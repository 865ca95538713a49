import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, settle, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';

export type SavedView = components['schemas']['SavedViewDto'];
export type ViewSetup = components['schemas']['ViewSetupDto'];

const path = '/api/console/enterprise-views';

/** One's own saved views and those others share. */
export function useViews() {
  return useQuery({ queryKey: ['enterprise-views'], queryFn: ({ signal }) => unwrap(api.GET(path, { signal })) });
}

/** Keeps a view: a new one, or one's own under its id set up anew. */
export function useSaveView() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ setup, over }: { setup: ViewSetup; over: SavedView | undefined }) =>
      over
        ? unwrap(
            api.PUT(`${path}/{id}`, {
              params: { path: { id: over.id }, header: { 'If-Match': String(over.version) } },
              body: setup,
            }),
          )
        : unwrap(api.POST(path, { body: setup })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['enterprise-views'] }),
  });
}

export function useRemoveView() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: SavedView) =>
      settle(api.DELETE(`${path}/{id}`, { params: { path: { id }, header: { 'If-Match': String(version) } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['enterprise-views'] }),
  });
}
