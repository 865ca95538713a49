import type { components } from '../../shared/api/console.gen';
import { ownershipWords, statusWords } from '../words';

type Enterprise = components['schemas']['EnterpriseRecordDto'];

/** One thing two records say, side by side. */
export interface Compared {
  label: string;
  /** What each says; null: nothing is known. */
  first: string | null;
  second: string | null;
  /** How they compare; null where there is nothing to compare. */
  same: boolean | null;
}

const none = '没有登记';
const listed = (texts: string[]) => (texts.length === 0 ? none : texts.join('、'));

const says: [label: string, of: (one: Enterprise) => string | null][] = [
  ['名称', (one) => one.name],
  ['统一社会信用代码', (one) => one.creditCode],
  ['状态', (one) => statusWords[one.status] ?? one.status],
  ['曾用名、简称', (one) => listed(one.names.map(({ name }) => name))],
  ['旧代码', (one) => listed(one.aliases.map(({ code }) => code))],
  ['所在地', (one) => one.regionPath ?? one.regionCode],
  ['住所', (one) => one.registeredAddress],
  ['法定代表人', (one) => one.legalRepresentative],
  ['成立日期', (one) => one.registeredOn],
  ['行业', (one) => one.industryName ?? one.industryCode],
  ['所有制', (one) => (one.ownership === null ? null : (ownershipWords[one.ownership] ?? one.ownership))],
  ['联系人', (one) => listed(one.contacts.map(({ name }) => name))],
  ['备注', (one) => (one.notes.length === 0 ? none : `${one.notes.length} 条`)],
  ['企业关系', (one) => (one.links.length === 0 ? none : `${one.links.length} 条`)],
];

/** What two records say, thing by thing. */
export function compared(first: Enterprise, second: Enterprise): Compared[] {
  return says.map(([label, of]) => {
    const [one, other] = [of(first), of(second)];
    const open = [one, other].some((text) => text === null || text === none || / 条$/.test(text));
    return { label, first: one, second: other, same: open ? null : one === other };
  });
}
