import type { StandardDocument } from '../document';
import { insidePeriod } from '../evaluate';
import { PURPOSE_LABELS, type Purpose } from '../purpose';

/** What a case is about: the title wanted, where the enterprise is, why it is judged and on which day. */
export interface Occasion {
  title: string;
  /** GB/T 2260, six digits; `nation` for a question that concerns no region. */
  region: string;
  purpose: Purpose;
  /** YYYY-MM-DD. */
  date: string;
}

/** A standard that leads to the title, and why it holds here or not. */
export interface Considered {
  id: string;
  name: string;
  fits: boolean;
  /** Why, in Chinese. */
  reason: string;
}

/** `one`: `id` names the standard. `none` and `several` are answers too: the sentence says what to look at. */
export interface Choice {
  answer: 'one' | 'none' | 'several';
  id: string | null;
  explanation: string;
  considered: Considered[];
}

type Head = Pick<StandardDocument, 'id' | 'name' | 'grants' | 'region' | 'periods'>;

/** How many digits of a region's code mean something: 0 for the whole nation, 2 a province, 4 a city, 6 a district. */
function regionDepth(region: string): number {
  if (region === 'nation') return 0;
  return region.endsWith('0000') ? 2 : region.endsWith('00') ? 4 : 6;
}

/** Whether a region lies within another, or is it. */
export function regionWithin(region: string, wider: string): boolean {
  const depth = regionDepth(wider);
  return depth === 0 || (region !== 'nation' && region.slice(0, depth) === wider.slice(0, depth) && regionDepth(region) >= depth); // prettier-ignore
}

/**
 * Chooses the standard by title × region × purpose × date among those in use. The one of the narrowest region wins
 * (a supplement over what it supplements); two of the same region are not decided between, but named.
 */
export function chooseStandard(standards: readonly Head[], occasion: Occasion): Choice {
  const { title, region, purpose, date } = occasion;
  const of = standards.filter(({ grants }) => grants.title === title);
  const judged = of.map((standard) => ({ standard, obstacle: obstacleOf(standard, occasion) }));
  const fitting = judged.filter(({ obstacle }) => obstacle === null).map(({ standard }) => standard);
  const depth = Math.max(-1, ...fitting.map((standard) => regionDepth(standard.region)));
  const chosen = fitting.filter((standard) => regionDepth(standard.region) === depth);
  const [only] = chosen;
  const considered = judged.map(({ standard, obstacle }): Considered => {
    const { id, name } = standard;
    if (obstacle !== null) return { id, name, fits: false, reason: obstacle };
    if (chosen.includes(standard)) return { id, name, fits: true, reason: '称号、地区、用途和日期都符合' };
    return {
      id,
      name,
      fits: false,
      reason: `有地区更具体的标准（${chosen.map((one) => one.id).join('、')}），以它为准`,
    };
  });
  const where = `${date} 在${region === 'nation' ? '全国' : ` ${region} `}${PURPOSE_LABELS[purpose]}`;
  if (only && chosen.length === 1)
    return { answer: 'one', id: only.id, explanation: `${where}，适用《${only.name}》。`, considered };
  if (only) {
    const names = chosen.map((one) => `《${one.name}》`).join('、');
    const explanation = `${where}，有 ${chosen.length} 个标准同样适用：${names}。请按编号指明用哪一个。`;
    return { answer: 'several', id: null, explanation, considered };
  }
  const why = of.length === 0 ? '在用的标准里没有这个称号的' : '这个称号的标准都不适用，原因见下';
  return { answer: 'none', id: null, explanation: `${where}，没有适用的标准：${why}。`, considered };
}

/** Why a standard doesn't hold on an occasion; null where it does. */
function obstacleOf({ region, periods }: Head, occasion: Occasion): string | null {
  if (!regionWithin(occasion.region, region)) return `只适用于 ${region}`;
  const period = periods[occasion.purpose];
  if (!period) return `不用于${PURPOSE_LABELS[occasion.purpose]}`;
  if (insidePeriod(period, occasion.date)) return null;
  const early = period.from !== undefined && occasion.date < period.from;
  return early
    ? `${PURPOSE_LABELS[occasion.purpose]}自 ${period.from} 起施行`
    : `${PURPOSE_LABELS[occasion.purpose]}到 ${period.to ?? ''} 为止`;
}
