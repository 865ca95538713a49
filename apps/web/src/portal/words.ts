import type { Member, Right } from './portal.queries';

export const rightWords: Readonly<Record<Right, string>> = {
  view: '查看',
  fill: '填写',
  submit: '提交',
  manage: '管理成员',
};

export const roleWords: Readonly<Record<Member['role'], string>> = {
  'member.holder': '本企业人员',
  'member.agent': '代办',
};

/** `查看、填写、提交`. */
export const rightsText = (rights: readonly Right[]): string =>
  (Object.keys(rightWords) as Right[])
    .filter((right) => rights.includes(right))
    .map((right) => rightWords[right])
    .join('、');

/** Until when somebody may act: the day before the one on which it ends. */
export const untilText = (validUntil: string | null): string => (validUntil === null ? '直到收回' : `${validUntil} 前`);
