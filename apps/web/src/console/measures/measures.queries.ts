import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, openApi, settle, unwrap } from '../../shared/api/client';
import type { components, paths } from '../../shared/api/console.gen';
import type { GivenCorrection } from '../../shared/notices/CorrectionForm';

type Schemas = components['schemas'];
export type MeasureRow = Schemas['MeasureRowDto'];
export type MeasureDetail = Schemas['MeasureDetailDto'];
export type MeasurePreview = Schemas['MeasurePreviewDto'];
export type Notice = Schemas['StaffSupportNoticeDto'];
export type Matching = Schemas['MatchingDto'];
export type MeasureStandings = Schemas['MeasureStandingsDto'];
export type StandingRow = Schemas['MeasureStandingDto'];
export type EnterpriseSupport = Schemas['EnterpriseSupportDto'];
type ListQuery = NonNullable<paths['/api/console/measures']['get']['parameters']['query']>;
export type MeasuresFilter = Pick<ListQuery, 'state' | 'on' | 'q' | 'after'>;
type StandingsQuery = NonNullable<paths['/api/console/measure-standings']['get']['parameters']['query']>;
export type StandingsFilter = Pick<StandingsQuery, 'measure' | 'standing' | 'why' | 'after'>;
export type TakeUpBy = paths['/api/console/measure-take-up']['get']['parameters']['query']['by'];

/** Rows a page. */
export const pageSize = 20;

export const modeWords: Readonly<Record<MeasureRow['mode'], string>> = {
  application: '企业申报',
  automatic: '免申即享',
};
export const standingWords = {
  received: '已享受',
  pending: '办理中',
  blocked: '受阻',
  unclaimed: '应享未享',
} as const;
export type Standing = keyof typeof standingWords;

export function useMeasures(filter: MeasuresFilter) {
  return useQuery({
    queryKey: ['measures', 'list', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/measures', { params: { query: { ...filter, limit: pageSize } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function useMeasure(id: string | undefined) {
  return useQuery({
    queryKey: ['measures', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/measures/{id}', { params: { path: { id: id ?? '' } }, signal })),
    enabled: id !== undefined,
  });
}

export function useMatching() {
  return useQuery({
    queryKey: ['measures', 'matching'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/measure-matchings/newest', { signal })),
  });
}

export function useStandings(filter: StandingsFilter) {
  return useQuery({
    queryKey: ['measures', 'standings', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/measure-standings', { params: { query: { ...filter, limit: pageSize } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function useTakeUp(by: TakeUpBy) {
  return useQuery({
    queryKey: ['measures', 'take-up', by],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/measure-take-up', { params: { query: { by } }, signal })),
  });
}

export function useSupport(id: string) {
  return useQuery({
    queryKey: ['measures', 'support', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/enterprises/{id}/support', { params: { path: { id } }, signal })),
  });
}

/** A change of anything about measures; refused too, somebody else may have changed what is shown. */
export function useMeasuresChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => queries.invalidateQueries({ queryKey: ['measures'] }) });
}

export const useStartMatching = () => useMeasuresChange(() => unwrap(api.POST('/api/console/measure-matchings')));

export const usePreview = () =>
  useMutation({ mutationFn: (text: string) => unwrap(api.POST('/api/console/measures/previews', { body: { text } })) });

/** Keeps a draft: a new one, or another text of one that is there. */
export const useWriteMeasure = (draft: Pick<MeasureRow, 'id' | 'version'> | null) =>
  useMeasuresChange(async (body: Schemas['WrittenMeasureDto']) => {
    if (!draft) return (await unwrap(api.POST('/api/console/measures', { body }))).id;
    const params = { path: { id: draft.id }, header: { 'If-Match': String(draft.version) } };
    await settle(api.PUT('/api/console/measures/{id}', { params, body }));
    return draft.id;
  });

export const usePublishMeasure = ({ id, version }: MeasureRow) =>
  useMeasuresChange(() =>
    settle(
      api.POST('/api/console/measures/{id}/publication', {
        params: { path: { id }, header: { 'If-Match': String(version) } },
      }),
    ),
  );

export const usePushMeasure = (id: string) =>
  useMeasuresChange(() =>
    unwrap(api.POST('/api/console/measures/{id}/pushes', { params: { path: { id } }, body: { enterprises: null } })),
  );

export function useMeasureNotices(id: string) {
  return useQuery({
    queryKey: ['measures', 'notices', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/measures/{id}/notices', { params: { path: { id } }, signal })),
  });
}

export const usePublishResults = (id: string) =>
  useMeasuresChange((body: Schemas['NewSupportNoticeDto']) =>
    unwrap(api.POST('/api/console/measures/{id}/notices', { params: { path: { id } }, body })),
  );

/** A notice as everybody reads it, with who stands on it. */
export function useNoticeToCorrect(id: string) {
  return useQuery({
    queryKey: ['measures', 'notice', id],
    queryFn: ({ signal }) =>
      unwrap(openApi.GET('/api/open/support-notices/{id}', { params: { path: { id } }, signal })),
  });
}

export const useCorrectResults = (id: string) =>
  useMeasuresChange((body: GivenCorrection) =>
    unwrap(api.POST('/api/console/support-notices/{id}/corrections', { params: { path: { id } }, body })),
  );

export const useRecordRelief = (id: string) =>
  useMeasuresChange((body: Schemas['NewReliefDto']) =>
    unwrap(api.POST('/api/console/enterprises/{id}/tax-reliefs', { params: { path: { id } }, body })),
  );

export const useWithdrawRelief = () =>
  useMeasuresChange(({ id, reason }: { id: string; reason: string }) =>
    settle(api.POST('/api/console/tax-reliefs/{id}/withdrawal', { params: { path: { id } }, body: { reason } })),
  );
