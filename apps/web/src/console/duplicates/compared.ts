import type { components } from '../../shared/api/console.gen';
import { ownershipWords, statusWords } from '../words';

type Enterprise = components['schemas']['EnterpriseRecordDto'];

/** One thing two records say, side by side. */
export interface Compared {
  label: string;
  first: string | null;
  second: string | null;
  same: boolean;
}

const names = (rows: { name: string }[]) => (rows.length === 0 ? null : rows.map(({ name }) => name).join('、'));

const says: [label: string, of: (one: Enterprise) => string | null][] = [
  ['名称', (one) => one.name],
  ['统一社会信用代码', (one) => one.creditCode],
  ['状态', (one) => statusWords[one.status] ?? one.status],
  ['曾用名、简称', (one) => names(one.names)],
  ['旧代码', (one) => (one.aliases.length === 0 ? null : one.aliases.map(({ code }) => code).join('、'))],
  ['所在地', (one) => one.regionPath ?? one.regionCode],
  ['住所', (one) => one.registeredAddress],
  ['法定代表人', (one) => one.legalRepresentative],
  ['成立日期', (one) => one.registeredOn],
  ['行业', (one) => one.industryName ?? one.industryCode],
  ['所有制', (one) => (one.ownership === null ? null : (ownershipWords[one.ownership] ?? one.ownership))],
  ['联系人', (one) => names(one.contacts)],
  ['备注', (one) => (one.notes.length === 0 ? null : `${one.notes.length} 条`)],
  ['企业关系', (one) => (one.links.length === 0 ? null : `${one.links.length} 条`)],
];

/** What two records say, thing by thing; null: the record says nothing of it. */
export function compared(first: Enterprise, second: Enterprise): Compared[] {
  return says.map(([label, of]) => {
    const [one, other] = [of(first), of(second)];
    return { label, first: one, second: other, same: one !== null && one === other };
  });
}
