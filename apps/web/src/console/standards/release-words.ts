import type { Difference, Release } from './standards.queries';

/** What may be said of a release in a word. */
export const stateWords: Readonly<Record<Release['state'], string>> = {
  active: '在用',
  planned: '已定启用日',
  waiting: '待启用',
  past: '未用',
};

/** How two versions differ at a place. */
export const differenceWords: Readonly<Record<Difference['kind'], string>> = {
  head: '总则',
  added: '新增',
  removed: '删去',
  rule: '要求变了',
  wording: '只改文字',
};

/** What will happen when a release is put to use; said before it is done. */
export function activationWords(version: number, inUse: number | null, fromDay: string, today: string): string {
  const from = fromDay === '' || fromDay === today ? '从今天起' : `从 ${fromDay} 起`;
  const before = inUse === null || inUse === version ? '' : `，第 ${inUse} 版不再用于新的预评估`;
  return `${from}，新的预评估、自测和开放接口都按第 ${version} 版${before}。已经做过的预评估、排名和导出不变。`;
}

/** The number in an address, or undefined where there is none. */
export function versionOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined;
}
