import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { components } from '../../shared/api/console.gen';
import { api, settle, unwrap } from '../../shared/api/client';

type Schemas = components['schemas'];
export type MemberRequest = Schemas['RequestDto'];
export type RequestDetail = Schemas['RequestDetailDto'];
export type Approval = Schemas['ApprovalDto'];
export type RequestState = MemberRequest['state'];

/** Rows a page. */
export const pageSize = 20;

export const stateWords: Readonly<Record<RequestState, string>> = {
  proof: '待提交证明',
  review: '待审核',
  code: '待输入口令',
  objection: '异议期',
  disputed: '有异议，待决定',
  granted: '已通过',
  refused: '未通过',
  withdrawn: '已撤回',
  lapsed: '已失效',
};

export interface RequestsQuery {
  state: RequestState | 'all' | undefined;
  q: string | undefined;
  after: string | undefined;
}

export function useRequests({ state, q, after }: RequestsQuery) {
  return useQuery({
    queryKey: ['member-requests', state, q, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/member-requests', { params: { query: { state, q, after, limit: pageSize } }, signal }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useRequest(id: string) {
  return useQuery({
    queryKey: ['member-request', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/member-requests/{id}', { params: { path: { id } }, signal })),
  });
}

/** A decision; refused too, somebody else may have changed what is shown. */
function useDecision<Given, Answer>(decide: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: decide,
    onSettled: () =>
      Promise.all(['member-request', 'member-requests'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
}

const seen = ({ id, version }: MemberRequest) => ({ path: { id }, header: { 'If-Match': String(version) } });

export const useApprove = (request: MemberRequest) =>
  useDecision((body: Approval) =>
    settle(api.POST('/api/console/member-requests/{id}/approval', { params: seen(request), body })),
  );

export const useAnswer = (request: MemberRequest) =>
  useDecision(({ act, answer }: { act: 'return' | 'refusal' | 'overruling'; answer: string }) => {
    const options = { params: seen(request), body: { answer } };
    if (act === 'return') return settle(api.POST('/api/console/member-requests/{id}/return', options));
    if (act === 'refusal') return settle(api.POST('/api/console/member-requests/{id}/refusal', options));
    return settle(api.POST('/api/console/member-requests/{id}/overruling', options));
  });

export const useIssueCode = (request: MemberRequest) =>
  useDecision((via: 'letter' | 'channel') =>
    unwrap(api.POST('/api/console/member-requests/{id}/codes', { params: seen(request), body: { via } })),
  );
