import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { components } from '../../shared/api/console.gen';
import { api, settle, unwrap } from '../../shared/api/client';

type Schemas = components['schemas'];
export type Task = Schemas['TaskDto'];
export type TaskDetail = Schemas['TaskDetailDto'];
export type TaskAct = Task['acts'][number];
export type NewTask = Schemas['NewTaskDto'];
export type TaskState = 'open' | 'paused' | 'done' | 'cancelled' | 'all';

/** Rows a page. */
export const pageSize = 20;

export const listStates: Readonly<Record<TaskState, string>> = {
  open: '在办',
  paused: '暂停的',
  done: '已办结',
  cancelled: '已取消',
  all: '全部',
};

/** What a list is narrowed by, as it stands in the address. */
export interface TasksFilter {
  kind?: string | undefined;
  state?: TaskState | undefined;
  due?: string | undefined;
  overdue?: 'true' | 'false' | undefined;
  escalated?: 'true' | 'false' | undefined;
  enterprise?: string | undefined;
  owner?: string | undefined;
  q?: string | undefined;
  after?: string | undefined;
}

export function useTasks(query: TasksFilter, limit = pageSize, enabled = true) {
  return useQuery({
    queryKey: ['desk', 'tasks', query, limit],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/desk/tasks', { params: { query: { ...query, limit } }, signal })),
    placeholderData: keepPreviousData,
    enabled,
  });
}

export function useTask(id: string) {
  return useQuery({
    queryKey: ['desk', 'task', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/desk/tasks/{id}', { params: { path: { id } }, signal })),
  });
}

/** How much there is to do, and how many messages wait; asked again every minute. */
export function useDeskSummary(enabled = true) {
  return useQuery({
    queryKey: ['desk', 'summary'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/desk/summary', { signal })),
    refetchInterval: 60_000,
    enabled,
  });
}

export function useTaskKinds() {
  return useQuery({
    queryKey: ['desk-kinds'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/desk/kinds', { signal })),
    staleTime: Infinity,
  });
}

/** Who may hold a task of this kind about this enterprise. */
export function useOwners(kind: string, enterprise: string | undefined, enabled = true) {
  return useQuery({
    queryKey: ['desk', 'owners', kind, enterprise],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/desk/owners', { params: { query: { kind, enterprise } }, signal })),
    enabled: enabled && kind !== '',
  });
}

/** A change at the desk; refused too, somebody else may have changed what is shown. */
export function useDeskChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => queries.invalidateQueries({ queryKey: ['desk'] }) });
}

export interface GivenAct {
  act: TaskAct;
  reason: string;
  evidence: string | null;
  owner: string;
}

export const useTaskAct = ({ id, version }: Task) =>
  useDeskChange(({ act, reason, evidence, owner }: GivenAct) => {
    const params = { path: { id }, header: { 'If-Match': String(version) } };
    if (act === 'settle')
      return settle(api.POST('/api/console/desk/tasks/{id}/settlement', { params, body: { reason, evidence } }));
    if (act === 'report')
      return settle(api.POST('/api/console/desk/tasks/{id}/reports', { params, body: { reason, evidence } }));
    if (act === 'handOver')
      return settle(api.POST('/api/console/desk/tasks/{id}/handover', { params, body: { reason, owner } }));
    if (act === 'pause') return settle(api.POST('/api/console/desk/tasks/{id}/pause', { params, body: { reason } }));
    if (act === 'resume')
      return settle(api.POST('/api/console/desk/tasks/{id}/resumption', { params, body: { reason } }));
    return settle(api.POST('/api/console/desk/tasks/{id}/cancellation', { params, body: { reason } }));
  });

export const useGiveTask = () =>
  useDeskChange((body: NewTask) => unwrap(api.POST('/api/console/desk/tasks', { body })));
