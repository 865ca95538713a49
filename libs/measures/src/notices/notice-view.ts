import { formatYuan } from '@tidu/kernel';
import type { SupportNotice, SupportNoticeItem } from './support-notice';
import type { SupportNoticeDto, SupportNoticeItemDto } from './support-notice.dto';

export const toNotice = ({ publishedAt, total, ...notice }: SupportNotice): SupportNoticeDto => ({
  ...{ ...notice, publishedAt: publishedAt.toISOString(), total: formatYuan(BigInt(total)) },
});

export const toNoticeItem = ({ amount, ...item }: SupportNoticeItem): SupportNoticeItemDto => ({
  ...{ ...item, amount: amount === null ? null : formatYuan(BigInt(amount)) },
});
