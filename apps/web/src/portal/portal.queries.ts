import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { components } from '../shared/api/portal.gen';
import { accessApi, portalApi, settle, unwrap } from '../shared/api/client';
import { useKeepSession, useSession } from '../shared/session/session';

type Schemas = components['schemas'];
export type OwnPlace = Schemas['OwnPlaceDto'];
export type OwnRequest = Schemas['OwnRequestDto'];
export type OwnEnterprise = Schemas['OwnEnterpriseDto'];
export type Home = Schemas['EnterpriseHomeDto'];
export type Member = Schemas['MemberDto'];
export type Right = Member['rights'][number];
export type NewInvitation = Schemas['NewInvitationDto'];
export type Draft = Schemas['DraftViewDto'];
export type DraftFact = Schemas['DraftFactDto'];
export type Entry = Schemas['FigureEntryDto'];

/** Enterprises one may act for and requests under way; asked only of who is signed in as one of an enterprise. */
export function useOwnPlace() {
  const { data: session } = useSession();
  return useQuery({
    queryKey: ['portal', 'own'],
    queryFn: ({ signal }) => unwrap(portalApi.GET('/api/portal/own', { signal })),
    enabled: session?.duty === 'member' && session.missing !== 'code',
  });
}

export function useHome(enterpriseId: string) {
  return useQuery({
    queryKey: ['portal', enterpriseId, 'home'],
    queryFn: ({ signal }) =>
      unwrap(portalApi.GET('/api/portal/enterprises/{enterpriseId}', { params: { path: { enterpriseId } }, signal })),
  });
}

export function usePeople(enterpriseId: string) {
  return useQuery({
    queryKey: ['portal', enterpriseId, 'people'],
    queryFn: ({ signal }) =>
      unwrap(
        portalApi.GET('/api/portal/enterprises/{enterpriseId}/members', { params: { path: { enterpriseId } }, signal }),
      ),
  });
}

export function useDraft(enterpriseId: string, year: number) {
  return useQuery({
    queryKey: ['portal', enterpriseId, 'figures', year],
    queryFn: ({ signal }) =>
      unwrap(
        portalApi.GET('/api/portal/enterprises/{enterpriseId}/figures/{year}', {
          ...{ params: { path: { enterpriseId, year } }, signal },
        }),
      ),
    staleTime: Infinity, // the form holds what is typed; it is read again when it is opened or sent
    gcTime: 0,
  });
}

/** A change of something of the portal; what was read there is read anew, after a refusal too. */
export function usePortalChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'portal' && queryKey[2] !== 'figures' }),
  });
}

/** Reads who is signed in after an operation that began a session by itself. */
export function useArrive() {
  const keep = useKeepSession();
  return async () => keep((await unwrap(accessApi.GET('/api/access/session'))).session);
}

const seen = (id: string, version: number) => ({ path: { id }, header: { 'If-Match': String(version) } });

export const useUpload = ({ id, version }: OwnRequest) =>
  usePortalChange((file: File) => {
    const form = new FormData();
    form.set('file', file, file.name);
    // the document describes the parts of a form; the browser makes the body of it
    return settle(
      portalApi.PUT('/api/portal/own/requests/{id}/proof', { params: seen(id, version), body: form as never }),
    );
  });

export const useEnterCode = ({ id }: OwnRequest) =>
  usePortalChange((code: string) =>
    settle(portalApi.POST('/api/portal/own/requests/{id}/code', { params: { path: { id } }, body: { code } })),
  );

export const useWithdraw = ({ id, version }: OwnRequest) =>
  usePortalChange(() =>
    settle(portalApi.POST('/api/portal/own/requests/{id}/withdrawal', { params: seen(id, version) })),
  );
