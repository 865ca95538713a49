import { readSearch } from '../../shared/search-text';

const lists = { conflicts: '来源冲突', flags: '数据疑点', waiting: '等待判断' } as const;
const prefix = '/console/quality/';

/** The way back to a work list, with its filters and page: `flags?check=copied&page=2`. */
export function wayBack({ pathname, searchStr }: { pathname: string; searchStr: string }): string | undefined {
  return pathname.startsWith(prefix) ? pathname.slice(prefix.length) + searchStr : undefined;
}

/** Where a way back leads; null for whatever is none. */
export function readWayBack(text: string | undefined) {
  const [name = '', query = ''] = (text ?? '').split('?');
  if (!Object.hasOwn(lists, name)) return null;
  const list = name as keyof typeof lists;
  return { to: `${prefix}${list}`, search: readSearch(query), label: lists[list] } as const;
}
