import { DomainError } from '@tidu/kernel';

export const taskNotFound = () => new DomainError('notFound', 'DESK.TASK_NOT_FOUND', '没有这项任务。');

export const messageNotFound = () => new DomainError('notFound', 'DESK.MESSAGE_NOT_FOUND', '没有这条消息。');

export const enterpriseNotFound = () => new DomainError('notFound', 'DESK.ENTERPRISE_NOT_FOUND', '没有这家企业。');

export const taskEnded = (how: string) =>
  new DomainError('conflict', 'DESK.TASK_ENDED', `任务${how}，不能再改。请刷新后核对。`);

export const secondPerson = () =>
  new DomainError(
    'forbidden',
    'DESK.SECOND_PERSON',
    '报告落实的人和责任人自己不能核对，请另一个人核对，或请企业确认。',
  );

export const reportNotFound = () =>
  new DomainError('notFound', 'DESK.REPORT_NOT_FOUND', '没有等您确认的这件事，或已经有人确认过。');

export const fileNotFound = () => new DomainError('notFound', 'DESK.FILE_NOT_FOUND', '没有这份佐证材料。');

export const questionNotFound = () =>
  new DomainError('notFound', 'DESK.QUESTION_NOT_FOUND', '没有等您评价的这件事，或已经评价过。');

export const illegalAct = (message: string) => new DomainError('conflict', 'DESK.ILLEGAL', message);

export const notYours = (ownerName: string) =>
  new DomainError(
    'forbidden',
    'DESK.NOT_YOURS',
    `任务由${ownerName}承办，只有承办人和负责人能改。请联系承办人，或请负责人改派。`,
  );

export const invalid = (field: string, code: string, message: string) =>
  new DomainError('invalid', `DESK.${code}`, `${field}：${message}`, [
    { where: { field }, code: `DESK.${code}`, message: `${field}：${message}` },
  ]);

export const documentNotFound = () => invalid('documentId', 'DOCUMENT', '没有这份来文，请先登记来文，或不选。');
