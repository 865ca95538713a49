import { DomainError } from '@tidu/kernel';
import { parseDocument } from 'yaml';

/** A list that can be imported: what tells its records apart, and headers its columns are met under. */
export interface ImportList {
  /** Kind of what it holds. */
  code: string;
  /** Fields that together tell one record of an enterprise from another. */
  key: string[];
  /** Field → headers. */
  aliases: Record<string, string[]>;
}

/** Reads `lists.yaml` strictly. @throws DomainError `REFERENCE.LISTS` that names the place. */
export function readImportLists(text: string): ImportList[] {
  const document = parseDocument(text, { uniqueKeys: true });
  const fail = (what: string) => new DomainError('invalid', 'REFERENCE.LISTS', `lists.yaml：${what}`);
  if (document.errors[0]) throw fail(document.errors[0].message);
  const lists = document.toJS() as unknown;
  if (!isRecord(lists)) throw fail('应为清单代码到定义的对应。');
  return Object.entries(lists).map(([code, list]) => {
    if (!isRecord(list)) throw fail(`${code} 应有 key 和 aliases。`);
    const unknown = Object.keys(list).find((one) => one !== 'key' && one !== 'aliases');
    if (unknown !== undefined) throw fail(`${code} 有不认识的 ${unknown}。`);
    const { key, aliases = {} } = list;
    if (!isTexts(key) || key.length === 0) throw fail(`${code}.key 应为字段的列表。`);
    if (!isRecord(aliases)) throw fail(`${code}.aliases 应为字段到表头的对应。`);
    const wrong = Object.entries(aliases).find(([, headers]) => !isTexts(headers));
    if (wrong) throw fail(`${code}.aliases.${wrong[0]} 应为表头的列表。`);
    return { code, key, aliases: aliases as Record<string, string[]> };
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string' && one !== '');
