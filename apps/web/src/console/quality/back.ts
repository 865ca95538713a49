import { readSearch } from '../../shared/search-text';

const lists = { conflicts: '来源冲突', flags: '数据疑点', waiting: '等待判断' } as const;
const prefix = '/console/quality/';
/** Where the gaps of a ranking's figures are listed, and how such a place begins in a way back. */
const ofGaps = { prefix: '/console/yearly-rankings/definitions/', name: 'gaps/', label: '数据缺口' } as const;
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** The way back to a work list, with its filters and page: `flags?check=copied&page=2`, `gaps/<definition>?page=2`. */
export function wayBack({ pathname, searchStr }: { pathname: string; searchStr: string }): string | undefined {
  const definition = pathname.startsWith(ofGaps.prefix) ? pathname.slice(ofGaps.prefix.length) : '';
  if (isId(definition)) return ofGaps.name + definition + searchStr;
  return pathname.startsWith(prefix) ? pathname.slice(prefix.length) + searchStr : undefined;
}

/** Where a way back leads; null for whatever is none. */
export function readWayBack(text: string | undefined) {
  const [name = '', query = ''] = (text ?? '').split('?');
  const definition = name.startsWith(ofGaps.name) ? name.slice(ofGaps.name.length) : '';
  const search = readSearch(query);
  if (isId(definition)) return { definition, search, label: ofGaps.label } as const;
  if (!Object.hasOwn(lists, name)) return null;
  const list = name as keyof typeof lists;
  return { to: `${prefix}${list}`, search, label: lists[list] } as const;
}
