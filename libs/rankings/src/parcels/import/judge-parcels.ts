import type { Day } from '@tidu/kernel';
import type { ActingPerson, ProblemLog, Transaction } from '@tidu/platform';
import type { Regions } from './import-parcels.options';
import type { ParcelGroup } from './read-parcel-rows';

/** A parcel of the ledger that a file names. */
export interface Known {
  id: string;
  number: string;
  demo: boolean;
  revision: number;
  /** Whether the person is responsible for the place. */
  own: boolean;
  /** Whether tenants stand in it whom the person doesn't see. */
  hidden: boolean;
}

export interface Tenant {
  id: string;
  creditCode: string;
  name: string;
  demo: boolean;
}

/** A division that can be taken in; `parcel`: none yet. */
export interface Judged {
  group: ParcelGroup;
  parcel: Known | undefined;
  demo: boolean;
}

/** What a set of divisions is judged by. */
export interface Terms {
  tenants: ReadonlyMap<string, Tenant>;
  known: ReadonlyMap<string, Known>;
  zones: ReadonlySet<string>;
  regions: Regions;
  today: Day;
  person: ActingPerson;
}

export async function termsOf(
  tx: Transaction,
  groups: readonly ParcelGroup[],
  { regions, today }: Pick<Terms, 'regions' | 'today'>,
): Promise<Terms> {
  const codes = groups.flatMap(({ shares }) => shares.map(({ creditCode }) => creditCode));
  const tenants = await tx.rows<Tenant>(
    'select id, "creditCode", name, demo from enterprise where "creditCode" = any ($1)',
    [codes],
  );
  const zones = await tx.rows<{ code: string }>('select code from zone where code = any ($1)', [
    groups.flatMap(({ zoneCode }) => (zoneCode === null ? [] : [zoneCode])),
  ]);
  return {
    ...{ regions, today, person: tx.person, known: await knownOf(tx, groups) },
    tenants: new Map(tenants.map((one) => [one.creditCode, one])),
    zones: new Set(zones.map(({ code }) => code)),
  };
}

async function knownOf(tx: Transaction, groups: readonly ParcelGroup[]): Promise<Map<string, Known>> {
  const numbers = groups.map(({ number }) => number);
  const own = await tx.rows<{ id: string }>('select id from parcel where number = any ($1) order by id for update', [
    numbers,
  ]);
  const rows = await tx.rows<Omit<Known, 'own'>>(
    `select p.id, p.number, p.demo, coalesce(d.revision, 0) as revision,
       coalesce(d.area <> d."publicArea" + d."vacantArea" + coalesce(
         (select sum(s.area) from parcel_share s where s."divisionId" = d.id), 0), false) as hidden
     from parcel p left join lateral (
       select * from parcel_division v where v."parcelId" = p.id order by v.revision desc limit 1) d on true
     where p.number = any ($1)`,
    [numbers],
  );
  const mine = new Set(own.map(({ id }) => id));
  return new Map(rows.map((row): [string, Known] => [row.number, { ...row, own: mine.has(row.id) }]));
}

/** The division with its parcel, or null where it is refused: all its rows are named in the log. */
export function judge(group: ParcelGroup, terms: Terms, log: ProblemLog): Judged | null {
  const parcel = terms.known.get(group.number);
  const faults = faultsOf(group, parcel, terms);
  if (faults.length > 0) {
    refuse(group, faults, log);
    return null;
  }
  for (const { row: at, creditCode, enterpriseName } of group.shares) {
    const name = terms.tenants.get(creditCode)?.name ?? '';
    if (enterpriseName === null || enterpriseName === name) continue;
    const words = `登记簿里这个代码是“${name}”，按代码导入。`;
    log.add({
      ...{ row: at, column: '企业名称', value: enterpriseName, code: 'PARCELS.NAME' },
      message: words,
      warning: true,
    });
  }
  return { group, parcel, demo: parcel?.demo ?? isDemo(group, terms) };
}

/** What is wrong with a division; `row`: where it is one row's alone. */
interface Fault {
  message: string;
  row?: number;
}

/** Everything that is wrong with a division; of a parcel that isn't the person's to divide that alone is said. */
function faultsOf(group: ParcelGroup, parcel: Known | undefined, terms: Terms): Fault[] {
  const { zoneCode, shares } = group;
  if (parcel && !parcel.own) return [{ message: '这个地块不在您负责的区划或园区里，不能改。' }];
  if (parcel?.hidden) return [{ message: '这个地块里有您范围以外的企业，您看不到全部份额，不能重新划分。' }];
  const messages = [
    ...(group.validFrom > terms.today ? ['起算日还没有到，台账记已经发生的。'] : []),
    ...(parcel ? [] : placeFaults(group, terms)),
    ...(zoneCode !== null && !terms.zones.has(zoneCode) ? [`本区没有“${zoneCode}”这个园区，请填园区表里的代码。`] : []),
  ];
  const lost = shares.filter(({ creditCode }) => !terms.tenants.has(creditCode));
  const demo = parcel?.demo ?? isDemo(group, terms);
  const isMixed = shares.some(({ creditCode }) => {
    const tenant = terms.tenants.get(creditCode);
    return tenant && tenant.demo !== demo;
  });
  return [
    ...messages.map((message) => ({ message })),
    ...lost.map(({ row, creditCode }) => ({ row, message: `登记簿里没有 ${creditCode} 这家企业，或不在您的范围里。` })),
    ...(isMixed ? [{ message: '演示企业和登记企业不能在同一个地块里。' }] : []),
  ];
}

/** What is wrong with where a new parcel lies. */
function placeFaults(group: ParcelGroup, terms: Terms): string[] {
  const { regionCode, address } = group;
  if (regionCode === null || address === null) return ['台账里还没有这个地块，县区代码和坐落要填写。'];
  if (terms.regions.get(regionCode)?.level !== 'district') return [`没有“${regionCode}”这个县区。`];
  return isOwnPlace(terms.person, group) ? [] : ['这个县区（园区）不在您的范围里，不能在那里登记地块。'];
}

const isDemo = ({ shares }: ParcelGroup, { tenants }: Terms) =>
  shares.some(({ creditCode }) => tenants.get(creditCode)?.demo);

/** Whether the person may enter parcels there; the same as the database says. */
const isOwnPlace = ({ scope }: ActingPerson, { regionCode, zoneCode }: ParcelGroup): boolean =>
  scope.everything ||
  scope.regions.some((code) => (regionCode ?? '').startsWith(code)) ||
  (zoneCode !== null && (scope.zones ?? []).includes(zoneCode));

/** Names every row of a division, each with all that is wrong with it; where others alone are at fault it says which. */
export function refuse(group: ParcelGroup, faults: readonly Fault[], log: ProblemLog): void {
  for (const row of group.rows) {
    const own = faults.filter((one) => one.row === undefined || one.row === row);
    const add = (code: string, message: string) =>
      log.add({ ...{ row, column: null, value: null, code, message }, warning: false });
    for (const { message } of own) add('PARCELS.REFUSED', message);
    if (own.length > 0) continue;
    const at = faults.map((one) => one.row).join('、');
    add('PARCELS.GROUP', `同一个地块的第 ${at} 行有错，整个地块没有导入。`);
  }
}
