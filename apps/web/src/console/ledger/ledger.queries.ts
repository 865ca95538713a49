import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, settle, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';
import { useDeskChange } from '../tasks/tasks.queries';

type Schemas = components['schemas'];
export type Promised = Schemas['PromiseDto'];
export type NewPromise = Schemas['NewPromiseDto'];
export type Beside = Schemas['TaskBesideDto'];
export type Bulletin = Schemas['BulletinDto'];
export type LedgerState = keyof Schemas['LedgerCountsDto'];
export type PromiseSource = Promised['source'];

/** Rows a page. */
export const pageSize = 20;

export const ledgerLists: Readonly<Record<LedgerState, string>> = {
  all: '全部承诺',
  deployed: '部署：在办',
  checking: '检查：待核对',
  settled: '落实：已办结',
  overdue: '逾期',
  escalated: '已上报负责人',
};

export const sourceWords: Readonly<Record<PromiseSource, string>> = {
  meeting: '会议议定',
  visit: '走访承诺',
  document: '文件要求',
  reply: '答复企业',
};

export interface LedgerFilter {
  state?: LedgerState | undefined;
  source?: PromiseSource | undefined;
  enterprise?: string | undefined;
  q?: string | undefined;
  after?: string | undefined;
}

export function useLedger(query: LedgerFilter) {
  return useQuery({
    queryKey: ['desk', 'ledger', query],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/desk/promises', { params: { query: { ...query, limit: pageSize } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function useLedgerCounts() {
  return useQuery({
    queryKey: ['desk', 'ledger-counts'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/desk/promises/counts', { signal })),
  });
}

export const useRecordPromise = () =>
  useDeskChange((body: NewPromise) => unwrap(api.POST('/api/console/desk/promises', { body })));

/** Evidence, reports and origin of a task. */
export function useBeside(id: string) {
  return useQuery({
    queryKey: ['desk', 'beside', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/desk/tasks/{id}/beside', { params: { path: { id } }, signal })),
  });
}

export const useAddFile = (id: string) =>
  useDeskChange((file: File) => {
    const form = new FormData();
    form.set('file', file, file.name);
    // the document describes the parts of a form; the browser makes the body of it
    return unwrap(api.POST('/api/console/desk/tasks/{id}/files', { params: { path: { id } }, body: form as never }));
  });

/** What a second person finds: done, or not. */
export const useCheck = ({ id, version }: { id: string; version: number }) =>
  useDeskChange(({ done, reason }: { done: boolean; reason: string }) => {
    const params = { path: { id }, header: { 'If-Match': String(version) } };
    return done
      ? settle(api.POST('/api/console/desk/tasks/{id}/acceptance', { params, body: { reason } }))
      : settle(api.POST('/api/console/desk/tasks/{id}/rejection', { params, body: { reason } }));
  });

export function useBulletin(month: string, asOf: string | undefined) {
  return useQuery({
    queryKey: ['desk', 'bulletin', month, asOf],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/desk/bulletin', { params: { query: { month, asOf } }, signal })),
    placeholderData: keepPreviousData,
  });
}
