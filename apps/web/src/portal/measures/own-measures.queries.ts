import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { portalApi, settle, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/portal.gen';

type Schemas = components['schemas'];
export type MyMeasures = Schemas['MyMeasuresDto'];
export type PortalMeasure = Schemas['PortalMeasureDto'];
export type OwnSupport = Schemas['OwnSupportDto'];
export type Payee = Schemas['PayeeDto'];

const keyOf = (enterpriseId: string) => ['portal', enterpriseId, 'measures'];

export function useMyMeasures(enterpriseId: string) {
  return useQuery({
    queryKey: keyOf(enterpriseId),
    queryFn: ({ signal }) =>
      unwrap(
        portalApi.GET('/api/portal/enterprises/{enterpriseId}/measures', {
          params: { path: { enterpriseId } },
          signal,
        }),
      ),
  });
}

function useOwnChange<Given, Answer>(enterpriseId: string, change: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: ['portal', enterpriseId] }),
  });
}

/** Confirms what was pushed, or claims. */
export const useClaim = (enterpriseId: string, measureId: string) =>
  useOwnChange(enterpriseId, (body: Schemas['SupportClaimDto']) =>
    unwrap(
      portalApi.POST('/api/portal/enterprises/{enterpriseId}/measures/{measureId}/claims', {
        ...{ params: { path: { enterpriseId, measureId } }, body },
      }),
    ),
  );

export const useOwnAct = (enterpriseId: string, { id: caseId, version }: OwnSupport) =>
  useOwnChange(enterpriseId, (body: Schemas['OwnSupportActDto']) =>
    settle(
      portalApi.POST('/api/portal/enterprises/{enterpriseId}/measure-cases/{caseId}/acts', {
        params: { path: { enterpriseId, caseId }, header: { 'If-Match': String(version) } },
        body,
      }),
    ),
  );
