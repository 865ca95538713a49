import { DomainError } from '@tidu/kernel';

export const taskNotFound = () => new DomainError('notFound', 'DESK.TASK_NOT_FOUND', '没有这项任务。');

export const messageNotFound = () => new DomainError('notFound', 'DESK.MESSAGE_NOT_FOUND', '没有这条消息。');

export const enterpriseNotFound = () => new DomainError('notFound', 'DESK.ENTERPRISE_NOT_FOUND', '没有这家企业。');

export const taskEnded = (how: string) =>
  new DomainError('conflict', 'DESK.TASK_ENDED', `任务${how}，不能再改。请刷新后核对。`);

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
