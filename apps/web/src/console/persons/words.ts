import type { Person } from './persons.queries';

/** Kinds of duty, as administrators choose them. */
export const dutyWords: Record<Person['duty'], string> = {
  business: '业务（区县、市级、园区、街道）',
  member: '企业（成员、代办）',
  system: '系统管理',
  security: '安全管理',
  audit: '审计管理',
};

/** How far an account is: a word for every state, none told by colour alone. */
export function standingOf({ status, confirmedAt, roles }: Pick<Person, 'status' | 'confirmedAt' | 'roles'>): string {
  if (status === 'disabled') return '已停用';
  if (status === 'invited') return '待本人设口令';
  if (confirmedAt === null) return roles.length > 0 ? '待安全管理员重新核实' : '待安全管理员授权';
  return roles.length > 0 ? '可用' : '没有角色';
}
