import { useMutation, useQuery } from '@tanstack/react-query';
import { api, sentOnce, settle, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';
import { useMeasuresChange } from '../measures/measures.queries';

type Schemas = components['schemas'];
export type BudgetLine = Schemas['BudgetLineDto'];
export type Disbursement = Schemas['DisbursementDto'];
export type DisbursementDetail = Schemas['DisbursementDetailDto'];
export type Payment = Schemas['DisbursementItemDto'];
export type GivenLine = Schemas['NewLineDto'];

export const allocationWords: Readonly<Record<BudgetLine['allocation'], string>> = {
  firstCome: '先到先得',
  proportional: '同比例折算',
};
export const listWords: Readonly<Record<Disbursement['state'], string>> = {
  prepared: '待批准',
  approved: '已批准，等银行回单',
  settled: '已办结',
  dropped: '已撤销',
};

export function useBudgetLines() {
  return useQuery({
    queryKey: ['measures', 'lines'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/budget-lines', { signal })),
  });
}

export function useDisbursements() {
  return useQuery({
    queryKey: ['measures', 'disbursements'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/disbursements', { signal })),
  });
}

export function useDisbursement(id: string) {
  return useQuery({
    queryKey: ['measures', 'disbursement', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/disbursements/{id}', { params: { path: { id } }, signal })),
  });
}

const paramsOf = ({ id, version }: { id: string; version: number }) => ({
  ...{ path: { id }, header: { 'If-Match': String(version) } },
});

export const useCreateLine = () =>
  useMeasuresChange((body: GivenLine) => unwrap(api.POST('/api/console/budget-lines', { body })));

export const useChangeLine = (line: BudgetLine) =>
  useMeasuresChange((body: Schemas['ChangedBudgetLineDto']) =>
    settle(api.PUT('/api/console/budget-lines/{id}', { params: paramsOf(line), body })),
  );

export const useAllocate = (line: BudgetLine) =>
  useMeasuresChange(() => unwrap(api.POST('/api/console/budget-lines/{id}/allocations', { params: paramsOf(line) })));

export const useOrderPayments = () =>
  useMeasuresChange((line: string) => unwrap(api.POST('/api/console/disbursements', { body: { line } })));

export const useApproveList = (list: Disbursement) =>
  useMeasuresChange(() => settle(api.POST('/api/console/disbursements/{id}/approval', { params: paramsOf(list) })));

export const useDropList = (list: Disbursement) =>
  useMeasuresChange((reason: string) =>
    settle(api.POST('/api/console/disbursements/{id}/dropping', { params: paramsOf(list), body: { reason } })),
  );

export const useAnswers = (list: Disbursement) =>
  useMeasuresChange((body: Schemas['BankAnswersDto']) =>
    settle(api.POST('/api/console/disbursements/{id}/answers', { params: paramsOf(list), body })),
  );

export const useGiveBack = (list: Disbursement) =>
  useMeasuresChange((body: Schemas['ReturnedPaymentDto']) =>
    settle(api.POST('/api/console/disbursements/{id}/returns', { params: paramsOf(list), body })),
  );

/** The file for the bank, handed to the person at the browser. */
export const useBankFile = ({ id, number }: Disbursement) =>
  useMutation({
    mutationFn: async (format: 'csv' | 'xlsx') => {
      const asked = api.POST('/api/console/disbursements/{id}/files', {
        ...{ params: { path: { id } }, body: { format }, parseAs: 'blob' as const, ...sentOnce },
      });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await unwrap(asked));
      link.download = `付款清单_${number}.${format}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    },
  });
