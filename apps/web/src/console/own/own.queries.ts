import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { accessApi, settle, unwrap } from '../../shared/api/client';
import { useKeepSession } from '../../shared/session/session';

const key = ['own-sessions'];

export function useOwnSessions() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => unwrap(accessApi.GET('/api/access/own/sessions', { signal })),
  });
}

export function useRevoke() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => settle(accessApi.DELETE('/api/access/own/sessions/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  });
}

export function useChangePassword() {
  const keep = useKeepSession();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { current: string; password: string }) =>
      unwrap(accessApi.PUT('/api/access/own/password', { body })),
    onSuccess: (session) => {
      keep(session);
      return queries.invalidateQueries({ queryKey: key });
    },
  });
}

export function useOfferFactor() {
  return useMutation({ mutationFn: () => unwrap(accessApi.POST('/api/access/own/factor')) });
}

export function useAcceptFactor() {
  const keep = useKeepSession();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => unwrap(accessApi.PUT('/api/access/own/factor', { body: { code } })),
    onSuccess: (session) => {
      keep(session);
      return queries.invalidateQueries({ queryKey: key });
    },
  });
}
