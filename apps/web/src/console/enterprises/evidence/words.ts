import { formatPercent } from '../../../shared/format/amounts';
import type { EvidenceField, EvidenceRecord } from './evidence.queries';

/** How a record stands on the day, in words; a sign beside it says the same. */
export const stateWords: Record<EvidenceRecord['state'], string> = {
  holds: '有效',
  ahead: '尚未开始',
  ended: '已结束',
  withdrawn: '已撤回',
};

export const actWords = { record: '登记', correct: '更正', withdraw: '撤回' } as const;

/** A value in words; null for one that isn't known. */
export function valueWords({ type, options }: EvidenceField, value: unknown): string | null {
  const label = (code: string) => options.find((one) => one.code === code)?.label ?? code;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((one) => label(String(one))).join('、');
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value);
  if (type === 'ratio') return formatPercent(text);
  if (type === 'rank') return `第 ${text} 名`;
  return label(text);
}
