import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { portalApi, sentOnce, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/portal.gen';

type Schemas = components['schemas'];
export type Opening = Schemas['OpeningDto'];
export type Declaration = Schemas['DeclarationDto'];
export type AskedFact = Schemas['AskedDto'];
export type SavedDeclaration = Schemas['SavedDeclarationDto'];
export type EvidenceFile = Schemas['EvidenceFileDto'];
export type EvidenceKind = EvidenceFile['kind'];
export type NamedFile = Schemas['NamedFileDto'];
export type Revision = Schemas['DeclaredRevisionDto'];
export type Purpose = Declaration['purpose'];

/** What is open to an enterprise, and what it has under way. */
export function useOpenings(enterpriseId: string) {
  return useQuery({
    queryKey: ['portal', enterpriseId, 'batches'],
    queryFn: async ({ signal }) => {
      const asked = portalApi.GET('/api/portal/enterprises/{enterpriseId}/batches', {
        ...{ params: { path: { enterpriseId } }, signal },
      });
      return (await unwrap(asked)).items;
    },
  });
}

const keyOf = (enterpriseId: string, id: string) => ['portal', enterpriseId, 'declaration', id];

export function useDeclaration(enterpriseId: string, id: string) {
  return useQuery({
    queryKey: keyOf(enterpriseId, id),
    queryFn: ({ signal }) =>
      unwrap(
        portalApi.GET('/api/portal/enterprises/{enterpriseId}/applications/{id}', {
          ...{ params: { path: { enterpriseId, id } }, signal },
        }),
      ),
    staleTime: Infinity, // the form holds what is typed; it is read again when it is opened or something was done
    gcTime: 0,
  });
}

export function useRevision(enterpriseId: string, id: string, number: number) {
  return useQuery({
    queryKey: ['portal', enterpriseId, 'revision', id, number],
    queryFn: ({ signal }) =>
      unwrap(
        portalApi.GET('/api/portal/enterprises/{enterpriseId}/applications/{id}/revisions/{number}', {
          ...{ params: { path: { enterpriseId, id, number } }, signal },
        }),
      ),
  });
}

export function useEvidenceFiles(enterpriseId: string) {
  return useQuery({
    queryKey: ['portal', enterpriseId, 'evidence-files'],
    queryFn: async ({ signal }) => {
      const asked = portalApi.GET('/api/portal/enterprises/{enterpriseId}/evidence-files', {
        ...{ params: { path: { enterpriseId } }, signal },
      });
      return (await unwrap(asked)).items;
    },
  });
}

/** Something done with a declaration; what was read of the enterprise's cases is read anew, after a refusal too. */
function useAct<Given, Answer>(enterpriseId: string, act: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () =>
      queries.invalidateQueries({
        predicate: ({ queryKey: [room, of, what] }) =>
          room === 'portal' && of === enterpriseId && (what === 'declaration' || what === 'batches' || what === 'home'),
      }),
  });
}

/** Begins the declaration, or goes on with the one there is; `onBegun` goes first, for the list then shows no button any more. */
export function useBegin(enterpriseId: string, onBegun: (id: string) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { batchId: string; purpose: Purpose }) =>
      unwrap(
        portalApi.POST('/api/portal/enterprises/{enterpriseId}/applications', {
          ...{ params: { path: { enterpriseId } }, body },
        }),
      ),
    onSuccess: ({ id }) => {
      onBegun(id);
      void queries.invalidateQueries({ queryKey: ['portal', enterpriseId, 'batches'] });
    },
  });
}

export const useSubmit = (enterpriseId: string, { id, version }: Declaration) =>
  useAct(enterpriseId, () =>
    unwrap(
      portalApi.POST('/api/portal/enterprises/{enterpriseId}/applications/{id}/submissions', {
        params: { path: { enterpriseId, id }, header: { 'If-Match': String(version) } },
      }),
    ),
  );

export const useAskConfirmation = (enterpriseId: string, { id }: Declaration) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (lastFour: string) =>
      unwrap(
        portalApi.POST('/api/portal/enterprises/{enterpriseId}/applications/{id}/confirmations', {
          ...sentOnce,
          ...{ params: { path: { enterpriseId, id } }, body: { lastFour } },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['portal', enterpriseId, 'batches'] }),
  });
};

/** Another purpose; what was typed is kept by its fact. */
export const useChangePurpose = (enterpriseId: string, { id, version }: Declaration) =>
  useAct(enterpriseId, (purpose: Purpose) =>
    unwrap(
      portalApi.PUT('/api/portal/enterprises/{enterpriseId}/applications/{id}/purpose', {
        ...{ params: { path: { enterpriseId, id }, header: { 'If-Match': String(version) } }, body: { purpose } },
      }),
    ),
  );

export const useWithReason = (enterpriseId: string, { id, version }: Declaration, what: 'withdrawal' | 'appeal') =>
  useAct(enterpriseId, (reason: string) => {
    const given = {
      ...{ params: { path: { enterpriseId, id }, header: { 'If-Match': String(version) } }, body: { reason } },
    };
    return unwrap(
      what === 'withdrawal'
        ? portalApi.POST('/api/portal/enterprises/{enterpriseId}/applications/{id}/withdrawal', given)
        : portalApi.POST('/api/portal/enterprises/{enterpriseId}/applications/{id}/appeal', given),
    );
  });
