import { DomainError } from '@tidu/kernel';

/** The same for a record that isn't there and for one outside the person's scope. */
export const enterpriseNotFound = () =>
  new DomainError('notFound', 'ENTERPRISES.NOT_FOUND', '没有这家企业，或它不在您的管辖范围内。');

/** A cursor of another list or another order. */
export const badPlace = () =>
  new DomainError('invalid', 'PLATFORM.BAD_CURSOR', 'after：翻页位置与排序不符，请从第一页重新开始。');

/** The record no longer stands for itself; names the one that does. */
export function recordMerged(mergedInto: string): DomainError {
  const message = '这条记录已经合并到另一条记录，不能再改。请到保留的记录上修改，或先撤销合并。';
  return new DomainError('conflict', 'ENTERPRISES.MERGED', message, [
    { where: { field: 'mergedInto' }, value: mergedInto, code: 'ENTERPRISES.MERGED', message: '保留的记录。' },
  ]);
}

/** The credit code stands in another record, perhaps one the person doesn't see. */
export const codeTaken = (code: string) =>
  invalidField(
    'creditCode',
    code,
    'ENTERPRISES.CODE_TAKEN',
    '这个统一社会信用代码已经登记在另一条记录上。若是同一家企业，请用合并；若不是，请核对代码。',
    'conflict',
  );

/** A record may not be made in, or moved to, a region the person doesn't look after. */
export const outOfScope = (region: string) =>
  invalidField(
    'regionCode',
    region,
    'ENTERPRISES.OUT_OF_SCOPE',
    `${region} 不在您的管辖范围内，不能把企业登记到那里。企业已迁出的，请把状态改为迁出。`,
  );

/** A row of a record (a name, a contact …) that isn't there, or isn't this enterprise's. */
export const rowNotFound = (word: string) =>
  new DomainError('notFound', 'ENTERPRISES.ROW_NOT_FOUND', `这家企业没有这条${word}，或它已被撤回。请刷新后重试。`);

/** One field is refused, with what to do. */
export function invalidField(
  field: string,
  value: string | null,
  code: string,
  message: string,
  kind: 'invalid' | 'conflict' = 'invalid',
): DomainError {
  return new DomainError(kind, code, message, [{ where: { field }, ...(value !== null && { value }), code, message }]);
}
