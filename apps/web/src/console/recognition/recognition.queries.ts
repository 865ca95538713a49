import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, settle, unwrap } from '../../shared/api/client';
import type { components, operations } from '../../shared/api/console.gen';

type Schemas = components['schemas'];
export type Batch = Schemas['BatchDto'];
export type GivenBatch = Schemas['GivenBatchDto'];
export type Proposals = Schemas['ProposalsDto'];
export type Procedure = Schemas['ProcedureDto'];
export type Queued = Schemas['QueuedDto'];
export type Case = Schemas['CaseDto'];
export type CaseFact = Schemas['CaseFactDto'];
export type PossibleAct = Schemas['PossibleActDto'];
export type Act = Schemas['ActDto'];
export type QueueFilter = NonNullable<operations['ApplicationsConsoleController_list']['parameters']['query']>;
export type Waits = PossibleAct['by'];

/** Rows a page. */
export const pageSize = 20;

export function useBatches(state: Batch['state'] | undefined, after: string | undefined, limit = pageSize) {
  return useQuery({
    queryKey: ['recognition', 'batches', state, after, limit],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/recognition/batches', { params: { query: { state, after, limit } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function useBatch(id: string, enabled = true) {
  return useQuery({
    queryKey: ['recognition', 'batch', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/recognition/batches/{id}', { params: { path: { id } }, signal })),
    enabled,
  });
}

export function useProcedures() {
  return useQuery({
    queryKey: ['recognition-procedures'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/recognition/procedures', { signal })),
    staleTime: Infinity,
  });
}

/** Who may look after applications. */
export function useReviewers(enabled: boolean) {
  return useQuery({
    queryKey: ['recognition', 'officers'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/recognition/officers', { signal })),
    enabled,
  });
}

export interface ProposalTerms {
  title: string;
  date: string;
  application?: string | undefined;
  renewal?: string | undefined;
}

/** Which standard the batch should go by; asked again whenever title, day or choice changes. */
export function useProposals(terms: ProposalTerms) {
  return useQuery({
    queryKey: ['recognition', 'proposals', terms],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/recognition/standard-proposals', {
          params: { query: { ...terms, title: terms.title as GivenBatch['title'] } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    enabled: terms.title !== '' && /^\d{4}-\d\d-\d\d$/.test(terms.date),
  });
}

export function useQueue(filter: QueueFilter, limit = pageSize, enabled = true) {
  return useQuery({
    queryKey: ['recognition', 'queue', filter, limit],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/recognition/applications', { params: { query: { ...filter, limit } }, signal })),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Every case of a list, at most so many, as it stands now. */
export async function readQueue(filter: QueueFilter, most: number): Promise<Queued[]> {
  const rows: Queued[] = [];
  for (let after: string | undefined, more = true; more && rows.length < most;) {
    const query = { ...filter, limit: 200, ...(after !== undefined && { after }) };
    const page = await unwrap(api.GET('/api/console/recognition/applications', { params: { query } }));
    rows.push(...page.items);
    after = page.next ?? undefined;
    more = after !== undefined;
  }
  return rows.slice(0, most);
}

/** How many cases wait for the person, as each of what they may act as. */
export function useWaitingCases(enabled: boolean) {
  return useQuery({
    queryKey: ['recognition', 'waiting'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/recognition/waiting', { signal })),
    refetchInterval: 60_000,
    enabled,
  });
}

export function useCase(id: string, revision: number | undefined) {
  return useQuery({
    queryKey: ['recognition', 'case', id, revision],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/recognition/applications/{id}', {
          params: { path: { id }, query: revision === undefined ? {} : { revision } },
          signal,
        }),
      ),
  });
}

export function useCaseOfficers(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['recognition', 'case-officers', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/recognition/applications/{id}/officers', { params: { path: { id } }, signal })),
    enabled,
  });
}

/** A change; refused too, somebody else may have changed what is shown. */
export function useChange<Given, Answer>(
  change: (given: Given) => Promise<Answer>,
  onRefused?: (error: Error) => void,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    // told before all is read anew: a form of the version that is gone goes with it
    ...(onRefused && { onError: onRefused }),
    onSettled: () => Promise.all(['recognition', 'desk'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
}

export const useCreateBatch = () =>
  useChange((body: GivenBatch) => unwrap(api.POST('/api/console/recognition/batches', { body })));

const onVersion = ({ id, version }: { id: string; version: number }) => ({
  params: { path: { id }, header: { 'If-Match': String(version) } },
});

export const useChangeBatch = (batch: Pick<Batch, 'id' | 'version'>) =>
  useChange((body: Schemas['ChangedBatchDto']) =>
    settle(api.PUT('/api/console/recognition/batches/{id}', { ...onVersion(batch), body })),
  );

export const useAnnounce = (batch: Batch) =>
  useChange(() => settle(api.POST('/api/console/recognition/batches/{id}/announcement', onVersion(batch))));

export const useEndBatch = (batch: Batch) =>
  useChange((reason: string) =>
    settle(api.POST('/api/console/recognition/batches/{id}/ending', { ...onVersion(batch), body: { reason } })),
  );

/** An act of the procedure, sent where those who may do it send it. */
export const useAct = (one: Pick<Case, 'id' | 'version'>, onRefused: (error: Error) => void) =>
  useChange(({ by, body }: { by: Waits; body: Act }) => {
    const init = { ...onVersion(one), body };
    if (by === 'reviewer') return unwrap(api.POST('/api/console/recognition/applications/{id}/reviews', init));
    if (by === 'approver') return unwrap(api.POST('/api/console/recognition/applications/{id}/decisions', init));
    return unwrap(api.POST('/api/console/recognition/applications/{id}/records', init));
  }, onRefused);

export const useRemark = (id: string) =>
  useChange((text: string) =>
    settle(
      api.POST('/api/console/recognition/applications/{id}/remarks', { params: { path: { id } }, body: { text } }),
    ),
  );

export const useAssign = (one: Pick<Case, 'id' | 'version'>) =>
  useChange((body: Schemas['AssignmentDto']) =>
    settle(api.POST('/api/console/recognition/applications/{id}/assignment', { ...onVersion(one), body })),
  );

export const useDeclareConflict = (id: string) =>
  useChange((reason: string) =>
    unwrap(
      api.POST('/api/console/recognition/applications/{id}/conflicts', { params: { path: { id } }, body: { reason } }),
    ),
  );

export const useLiftConflict = () =>
  useChange(({ id, reason }: { id: string; reason: string }) =>
    settle(api.POST('/api/console/recognition/conflicts/{id}/lifting', { params: { path: { id } }, body: { reason } })),
  );

export const useAnswerOpening = (id: string) =>
  useChange((body: Schemas['OpeningAnswerDto']) =>
    settle(api.POST('/api/console/recognition/openings/{id}/answer', { params: { path: { id } }, body })),
  );

export type BulkOutcome = Schemas['BulkOutcomeDto'];
export type BulkWords = Omit<Schemas['BulkDto'], 'items' | 'preview'>;

/** Asks for one hundred at most, in the name of those who act as this. */
export async function askBulk(by: Waits, body: Schemas['BulkDto']): Promise<BulkOutcome[]> {
  const init = { body };
  const asked =
    by === 'reviewer'
      ? api.POST('/api/console/recognition/bulk-reviews', init)
      : by === 'approver'
        ? api.POST('/api/console/recognition/bulk-decisions', init)
        : api.POST('/api/console/recognition/bulk-records', init);
  return (await unwrap(asked)).items;
}

export type BatchRanking = Schemas['BatchRankingDto'];

export function useBatchRanking(id: string) {
  return useQuery({
    queryKey: ['recognition', 'ranking', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/recognition/batches/{id}/ranking', { params: { path: { id } }, signal })),
  });
}

export const useProposeTie = (batchId: string) =>
  useChange((body: Schemas['TieProposalDto']) =>
    unwrap(api.POST('/api/console/recognition/batches/{id}/ties', { params: { path: { id: batchId } }, body })),
  );

export const useConfirmTie = () =>
  useChange((id: string) =>
    settle(api.POST('/api/console/recognition/ties/{id}/confirmation', { params: { path: { id } } })),
  );
