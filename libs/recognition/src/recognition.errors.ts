import { DomainError } from '@tidu/kernel';

/** The same for an application that isn't there and for one out of sight. */
export const applicationNotFound = () =>
  new DomainError('notFound', 'RECOGNITION.APPLICATION_NOT_FOUND', '没有这件申报。');

export const batchNotFound = () => new DomainError('notFound', 'RECOGNITION.BATCH_NOT_FOUND', '没有这个批次。');

/** What is asked can't be done from where the case stands. */
export const illegalTransition = (message: string) =>
  new DomainError('conflict', 'RECOGNITION.ILLEGAL_TRANSITION', message);

/** The one who asks may not do this with this case, whatever their role. */
export const samePerson = (message: string) => new DomainError('forbidden', 'RECOGNITION.SAME_PERSON', message);

export const notPermitted = (message: string) => new DomainError('forbidden', 'RECOGNITION.NOT_PERMITTED', message);

/** One field is refused, with what to do. */
export const badField = (field: string, code: string, message: string) =>
  new DomainError('invalid', `RECOGNITION.${code}`, message, [
    { where: { field }, code: `RECOGNITION.${code}`, message },
  ]);

export const listNotFound = () => new DomainError('notFound', 'RECOGNITION.LIST_NOT_FOUND', '没有这份名单。');

/** A list, or a row of it, is not as it must be for what is asked. */
export const listConflict = (code: string, message: string) =>
  new DomainError('conflict', `RECOGNITION.${code}`, message);

export const titleNotFound = () => new DomainError('notFound', 'RECOGNITION.TITLE_NOT_FOUND', '没有这个称号。');

export const poolNotFound = () => new DomainError('notFound', 'RECOGNITION.POOL_NOT_FOUND', '培育库里没有这一条。');

export const poolEnterpriseNotFound = () =>
  new DomainError('notFound', 'RECOGNITION.POOL_ENTERPRISE_NOT_FOUND', '没有这家企业。');
/** Nobody is told whether there is such a link, or whose it was. */
export const confirmationVoid = () =>
  new DomainError(
    'notFound',
    'RECOGNITION.CONFIRMATION_VOID',
    '确认链接无效、已过期、已重发或内容改过。请让本企业办理申报的人重新发一个。',
  );

/** It stands where nothing is typed any more. */
export const notOpen = (message: string) => new DomainError('conflict', 'RECOGNITION.NOT_OPEN', message);
