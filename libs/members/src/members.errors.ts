import { DomainError } from '@tidu/kernel';

/** The same for a request that isn't there and for one of somebody else. */
export const requestNotFound = () => new DomainError('notFound', 'MEMBERS.REQUEST_NOT_FOUND', '没有这份申请。');

/** The same for an enterprise that isn't there and for one the person doesn't act for (any more). */
export const notForYou = () =>
  new DomainError('notFound', 'MEMBERS.NOT_YOURS', '没有这家企业，或您没有（不再有）代表它的权限。');

/** What is asked can't be done from where the request stands. */
export const illegal = (detail: string) => new DomainError('conflict', 'MEMBERS.ILLEGAL_TRANSITION', detail);

/** One field is refused, with what to do. */
export function badField(field: string, value: string | null, code: string, message: string): DomainError {
  return new DomainError('invalid', code, message, [
    { where: { field }, ...(value !== null && { value: value.slice(0, 100) }), code, message },
  ]);
}
