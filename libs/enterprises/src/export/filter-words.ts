import { besideCode, type ReferenceService } from '@tidu/reference';
import type { EnterpriseFilter } from '../enterprises.conditions';
import { titles } from '../evidence/kinds';
import { ownershipWords, statusWords } from './export-columns';
import { segmentLabels } from './segment-labels';

const labels: Record<keyof EnterpriseFilter, string> = {
  ...{ q: '查找', region: '行政区划', industry: '行业', ownership: '所有制', status: '状态', title: '有效称号' },
  ...{ aboveScale: '规上名单', zone: '园区', chain: '产业链', officer: '包联责任人', segment: '分类' },
  demo: '演示数据',
};
const values: Partial<Record<keyof EnterpriseFilter, Readonly<Record<string, string>>>> = {
  ownership: ownershipWords,
  status: statusWords,
  title: Object.fromEntries(titles.map(({ code, label }) => [code, label])),
  aboveScale: { true: '在名单内', false: '不在名单内' },
  demo: { true: '只含演示数据', false: '不含演示数据' },
  officer: { none: '尚无责任人' },
};

/** A filter for people, label and value: names of codes, the code beside them; a code that no table has stays alone. */
export async function filterWords(reference: ReferenceService, filter: EnterpriseFilter): Promise<[string, string][]> {
  const words: [string, string][] = [];
  for (const key of Object.keys(labels) as (keyof EnterpriseFilter)[]) {
    const given = filter[key];
    if (given === undefined) continue;
    words.push([labels[key], values[key]?.[String(given)] ?? (await named(reference, key, String(given)))]);
  }
  return words;
}

async function named(reference: ReferenceService, key: keyof EnterpriseFilter, given: string): Promise<string> {
  if (key === 'region') return besideCode((await reference.regions()).get(given.padEnd(6, '0'))?.path, given);
  if (key === 'industry') {
    const industries = await reference.industries();
    const names = given.split(',').map((code) => besideCode(industries.get(code)?.name, code));
    return names.join('、');
  }
  if (key === 'zone' || key === 'chain')
    return besideCode((await reference.ownNames(key)).find(({ code }) => code === given)?.path, given);
  return key === 'segment' ? segmentLabels(given) : given;
}
