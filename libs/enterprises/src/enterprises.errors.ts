import { DomainError } from '@tidu/kernel';

/** The same for a record that isn't there and for one outside the person's scope. */
export const enterpriseNotFound = () =>
  new DomainError('notFound', 'ENTERPRISES.NOT_FOUND', '没有这家企业，或它不在您的管辖范围内。');

/** A cursor of another list or another order. */
export const badPlace = () =>
  new DomainError('invalid', 'PLATFORM.BAD_CURSOR', 'after：翻页位置与排序不符，请从第一页重新开始。');
