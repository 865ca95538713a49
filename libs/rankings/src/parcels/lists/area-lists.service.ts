import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { addWorkingDays, type Day, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, JobsService, todayOf, type Transaction, workInSets } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { type FieldFault, notBy, notNow, requireNoFault } from '../parcels.errors';
import { parcelRules } from '../parcel-rules';
import { divisionsOn } from '../parcels.store';
import { requireReady } from './ready';
import { writeAreasTask } from './write-areas.job';

export interface GivenAreaList {
  year: number;
  asOf: Day;
  title: string;
  body: string;
  workingDays: number;
}

/** Publishes how the parcels are divided for objection (面积公示), and has figures written of it. */
@Injectable()
export class AreaListsService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly jobs: JobsService,
    private readonly trail: AuditTrail,
  ) {}

  /** Until when a list published today would be shown. */
  async closing(person: ActingPerson, workingDays = parcelRules().leastWorkingDays): Promise<Day> {
    const today = await this.database.read(person, (tx) => todayOf(tx));
    return addWorkingDays(await this.reference.workingCalendar(), today, workingDays).day;
  }

  /**
   * Publishes every share of a day. Only who sees the whole register may: a list with holes would say something false.
   * @throws DomainError `PARCELS.WHOLE_SCOPE`, `PARCELS.NOTICE_DAYS`, `PARCELS.YEAR`, `PARCELS.FUTURE`, `PARCELS.EMPTY`.
   */
  async publish(person: ActingPerson, { year, asOf, title, body, workingDays }: GivenAreaList): Promise<string> {
    if (!person.scope.everything)
      throw notBy('WHOLE_SCOPE', '面积公示要包括全部地块，只有看得到全区的人才能发布。请由他们办理。');
    const calendar = await this.reference.workingCalendar();
    return this.database.write(person, async (tx) => {
      await workInSets(tx); // of a hundred thousand parcels it takes longer than a statement may at a door
      const today = await todayOf(tx);
      requireNoFault(faultsOf({ year, asOf, workingDays }, today));
      const id = uuidv7();
      const { day: closesOn, provisional } = addWorkingDays(calendar, today, workingDays);
      const demo = await isDemoOnly(tx, asOf);
      await tx.rows(
        `insert into area_list (id, year, "asOf", title, body, demo, "opensOn", "closesOn", "workingDays", "closesProvisional", "publishedByName")
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [...[id, year, asOf, title, body, demo, today, closesOn, workingDays, provisional, person.name]],
      );
      const items = await writeItems(tx, id, asOf, demo);
      if (items === 0) throw notNow('EMPTY', `${asOf} 这一天台账里没有一家企业的份额，没有可公示的。请先登记地块。`);
      await this.trail.record(tx, {
        ...{ action: 'parcels.publishList', objectType: 'area_list', objectId: id },
        after: { year, asOf, title, closesOn, workingDays, items },
      });
      return id;
    });
  }

  /**
   * Asks for the areas of a list to be written as figures; returns the job's id. Checked here for a plain answer, and
   * again by the job.
   * @throws DomainError `PARCELS.NO_LIST`, and what {@link requireReady} throws.
   */
  async write(person: ActingPerson, listId: string, reason: string | undefined): Promise<string> {
    return this.database.write(person, async (tx) => {
      await workInSets(tx);
      await requireReady(tx, listId, reason ?? null);
      return this.jobs.enqueue(tx, writeAreasTask, { listId, reason: reason ?? null });
    });
  }
}

/** What of a list can't be published, each by itself. */
function faultsOf({ year, asOf, workingDays }: Pick<GivenAreaList, 'year' | 'asOf' | 'workingDays'>, today: Day) {
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

/** Registered and invented enterprises never stand on one list. */
async function isDemoOnly(tx: Transaction, asOf: Day): Promise<boolean> {
  const row = await tx.row<{ demo: boolean | null }>(
    `select bool_and(p.demo) as demo from ${divisionsOn('$1')} d join parcel p on p.id = d."parcelId"
     where exists (select from parcel_share s where s."divisionId" = d.id)`,
    [asOf],
  );
  return row?.demo ?? false;
}

/** Every share of the day, by parcel, the larger first; returns how many. */
async function writeItems(tx: Transaction, listId: string, asOf: Day, demo: boolean): Promise<number> {
  const row = await tx.row<{ n: number }>(
    `with given as (
       select gen_random_uuid() as id, row_number() over (order by p.number, s.area desc, e."creditCode") as position,
         p.id as "parcelId", d.id as "divisionId", e.id as "enterpriseId", p.number, p.address, d.area as "parcelArea",
         d."publicArea" + d."vacantArea" as "unsharedArea", e.name,
         left(e."creditCode", 4) || '**********' || right(e."creditCode", 4) as "creditCodeShown", s.area
       from ${divisionsOn('$2')} d join parcel p on p.id = d."parcelId" join parcel_share s on s."divisionId" = d.id
         join enterprise e on e.id = s."enterpriseId" where p.demo = $3),
     written as (
       insert into area_list_item (id, "listId", position, "parcelId", "divisionId", "enterpriseId", number, address,
         "parcelArea", "unsharedArea", name, "creditCodeShown", area)
       select id, $1, position, "parcelId", "divisionId", "enterpriseId", number, address, "parcelArea", "unsharedArea",
         name, "creditCodeShown", area from given returning 1)
     select count(*)::int as n from written`,
    [listId, asOf, demo],
  );
  return row?.n ?? 0;
}
