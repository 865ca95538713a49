import { titleWords } from '../words';
import type { Batch, Queued, Waits } from './recognition.queries';

export const batchStateWords: Readonly<Record<Batch['state'], string>> = {
  prepared: '筹备中',
  announced: '已公布',
  ended: '已结束',
};

export const levelWords: Readonly<Record<Batch['level'], string>> = {
  district: '区县级',
  city: '市级',
  province: '省级',
  nation: '国家级',
};

export const holderWords: Readonly<Record<Queued['holder'], string>> = {
  bureau: '在本局',
  enterprise: '在企业',
  above: '在上级',
  nobody: '已了结',
};

export const waitsWords: Readonly<Record<Waits, string>> = {
  reviewer: '等我初审',
  approver: '等我批准',
  recorder: '等我登记上级决定',
};

/** Titles that batches are made for. */
export const batchTitles = Object.entries(titleWords).map(([value, label]) => ({ value, label }));

/** A batch's window in one line: when, how many working days, how many are left. */
export function windowWords({ state, window }: Pick<Batch, 'state' | 'window'>): string {
  const { opensOn, closesOn, workingDays, left, provisional } = window;
  const days = `${opensOn} 至 ${closesOn}，${workingDays} 个工作日${provisional ? '（暂定）' : ''}`;
  if (state !== 'announced') return days;
  return left === null ? days : `${days}，${left === 0 ? '今天截止' : `还有 ${left} 个工作日`}`;
}

/** How far a case is, as people say it. */
export function leftWords({ dueOn, left, overdue }: Pick<Queued, 'dueOn' | 'left' | 'overdue'>): string {
  if (dueOn === null || left === null) return '没有规定期限';
  if (overdue) return left === 0 ? '已逾期' : `逾期 ${-left} 个工作日`;
  return left === 0 ? '今天到期' : `还有 ${left} 个工作日`;
}
