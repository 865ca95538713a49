import { PURPOSE_LABELS } from '@tidu/criteria';
import type { Declaration } from './declaration.queries';

export const purposeWords = PURPOSE_LABELS;

/** In whose hands a case is, as people say it. */
export const holderWords: Readonly<Record<Declaration['holder'], string>> = {
  enterprise: '在本企业手里',
  bureau: '在工信局手里',
  above: '在上级手里',
  nobody: '已了结',
};

/** How much time is left: `还有 3 个工作日`, `逾期 2 个工作日`. */
export function leftWords(left: number | null): string {
  if (left === null) return '';
  if (left < 0) return `逾期 ${-left} 个工作日`;
  return left === 0 ? '今天到期' : `还有 ${left} 个工作日`;
}

export const openingWords: Readonly<Record<Declaration['openings'][number]['state'], string>> = {
  asked: '等待工信局答复',
  opened: '已打开，可以修改',
  declined: '没有打开',
  lapsed: '已再次提交，不再答复',
};
