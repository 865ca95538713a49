import type { Day } from '@tidu/kernel';
import { todayOf, type Transaction } from '@tidu/platform';
import { type FieldFault, notBy, notNow, requireNoFault } from '../parcels.errors';
import { parcelRules } from '../parcel-rules';
import { itsDivisionOn } from '../parcels.store';

/** An area list as whoever publishes it gives it. */
export interface GivenAreaList {
  year: number;
  asOf: Day;
  title: string;
  body: string;
  workingDays: number;
}

/**
 * Whether the shares of a day may be published, today: only by who sees the whole register, because a list with holes
 * would say something false. Returns today.
 * @throws DomainError `PARCELS.WHOLE_SCOPE`, `PARCELS.NOTICE_DAYS`, `PARCELS.YEAR`, `PARCELS.FUTURE`, `PARCELS.EMPTY`.
 */
export async function requirePublishable(tx: Transaction, given: GivenAreaList): Promise<Day> {
  if (!tx.person.scope.everything)
    throw notBy('WHOLE_SCOPE', '面积公示要包括全部地块，只有看得到全区的人才能发布。请由他们办理。');
  const today = await todayOf(tx);
  requireNoFault(faultsOf(given, today));
  const found = await tx.row<{ some: boolean }>(
    `select exists (
       select from parcel p cross join lateral ${itsDivisionOn('$1')} d
       where exists (select from parcel_share s where s."divisionId" = d.id)) as some`,
    [given.asOf],
  );
  if (!found?.some) throw emptyList(given.asOf);
  return today;
}

export const emptyList = (asOf: Day) =>
  notNow('EMPTY', `${asOf} 这一天台账里没有一家企业的份额，没有可公示的。请先登记地块。`);

/** What of a list can't be published, each by itself. */
function faultsOf({ year, asOf, workingDays }: GivenAreaList, today: Day): FieldFault[] {
  const faults: FieldFault[] = [];
  const { leastWorkingDays } = parcelRules();
  const refuse = (field: string, code: string, message: string) =>
    faults.push({ field, code, message: `${field}：${message}` });
  if (workingDays < leastWorkingDays)
    refuse('workingDays', 'NOTICE_DAYS', `面积公示不得少于 ${leastWorkingDays} 个工作日。`);
  if (year > Number(today.slice(0, 4))) refuse('year', 'YEAR', `${year} 年度还没有开始，不能公示它的面积。`);
  if (asOf > today) refuse('asOf', 'FUTURE', '这一天还没有到，请选今天或以前的一天。');
  return faults;
}
