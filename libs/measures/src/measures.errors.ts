import { DomainError, type Problem } from '@tidu/kernel';

export const measureNotFound = () => new DomainError('notFound', 'MEASURES.MEASURE_NOT_FOUND', '没有这项扶持措施。');

/** The same for a case that isn't there and for one out of sight. */
export const caseNotFound = () => new DomainError('notFound', 'MEASURES.CASE_NOT_FOUND', '没有这件办理。');

export const lineNotFound = () => new DomainError('notFound', 'MEASURES.LINE_NOT_FOUND', '没有这条预算。');

/** The same for a list that isn't there and for one of which not all is in sight. */
export const disbursementNotFound = () =>
  new DomainError('notFound', 'MEASURES.DISBURSEMENT_NOT_FOUND', '没有这份付款清单，或其中有您看不到的企业。');

export const enterpriseNotFound = () => new DomainError('notFound', 'MEASURES.ENTERPRISE_NOT_FOUND', '没有这家企业。');

export const reliefNotFound = () => new DomainError('notFound', 'MEASURES.RELIEF_NOT_FOUND', '没有这条减税降费记录。');

export const noticeNotFound = () => new DomainError('notFound', 'MEASURES.NOTICE_NOT_FOUND', '没有这份公示。');

/** As things stand, it can't be done. */
export const refused = (code: string, message: string) => new DomainError('conflict', `MEASURES.${code}`, message);

/** Whoever did one half may not do the other. */
export const samePerson = (message: string) => new DomainError('forbidden', 'MEASURES.SAME_PERSON', message);

/** Fields that are refused, each with what to do. */
export const badFields = (code: string, fields: readonly (readonly [string, string])[]) => {
  const problems = fields.map(([field, message]): Problem => ({ where: { field }, code: `MEASURES.${code}`, message }));
  return new DomainError('invalid', `MEASURES.${code}`, problems.map(({ message }) => message).join(' '), problems);
};

export const badField = (code: string, field: string, message: string) => badFields(code, [[field, message]]);
