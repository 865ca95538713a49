import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, settle, unwrap } from '../../shared/api/client';
import type { components, paths } from '../../shared/api/console.gen';
import { pageSize, useMeasuresChange } from '../measures/measures.queries';

type Schemas = components['schemas'];
export type SupportCase = Schemas['SupportCaseDto'];
export type SupportCaseDetail = Schemas['SupportCaseDetailDto'];
export type CaseAct = Schemas['CaseActDto'];
export type StateClock = Schemas['StateClockDto'];
type Query = NonNullable<paths['/api/console/measure-cases']['get']['parameters']['query']>;
export type CasesFilter = Pick<Query, 'state' | 'measure' | 'enterprise' | 'line' | 'overdue' | 'after'>;

export function useCases(filter: CasesFilter) {
  return useQuery({
    queryKey: ['measures', 'cases', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/measure-cases', { params: { query: { ...filter, limit: pageSize } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function useCaseClock() {
  return useQuery({
    queryKey: ['measures', 'clock'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/measure-cases/clock', { signal })),
  });
}

export function useCase(id: string) {
  return useQuery({
    queryKey: ['measures', 'case', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/measure-cases/{id}', { params: { path: { id } }, signal })),
  });
}

interface GivenAct {
  reason: string | null;
  amount: string | null;
  evidence: string;
}

/** An act of an officer or of whoever approves, on the version that is shown. */
export const useCaseAct = ({ id, version }: SupportCase) =>
  useMeasuresChange(({ act, by, reason, amount, evidence }: CaseAct & GivenAct) => {
    const params = { path: { id }, header: { 'If-Match': String(version) } };
    return by === 'approver'
      ? settle(
          api.POST('/api/console/measure-cases/{id}/decisions', {
            params,
            body: { act: act as Schemas['DecisionActDto']['act'], reason: reason ?? '' },
          }),
        )
      : settle(
          api.POST('/api/console/measure-cases/{id}/reviews', {
            params,
            body: { act: act as Schemas['ReviewActDto']['act'], reason, amount, ...(evidence && { evidence }) },
          }),
        );
  });

export const useBan = (id: string) =>
  useMeasuresChange((body: Schemas['NewSupportBanDto']) =>
    unwrap(api.POST('/api/console/measure-cases/{id}/bans', { params: { path: { id } }, body })),
  );

export const useLiftBan = (id: string) =>
  useMeasuresChange((reason: string) =>
    settle(api.POST('/api/console/measure-cases/{id}/ban-lifting', { params: { path: { id } }, body: { reason } })),
  );
