import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { addWorkingDays, uuidv7 } from '@tidu/kernel';
import { type JobContext, type JobHandler, throwIfStopped, type Transaction, workInSets } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { divisionsOn } from '../parcels.store';
import { emptyList, type GivenAreaList, requirePublishable } from './publishable';

export const publishAreaListTask = 'rankings.publishAreaList';

export interface PublishAreaListResult {
  listId: string;
  /** Shares on it, and parcels. */
  items: number;
  parcels: number;
}

/** Publishes every share of a day for objection (面积公示): the list is there whole, with its entry in the trail, or not at all. */
@Injectable()
export class PublishAreaListJob implements JobHandler<GivenAreaList> {
  readonly task = publishAreaListTask;

  constructor(
    private readonly reference: ReferenceService,
    private readonly trail: AuditTrail,
  ) {}

  async run({ payload, commit, signal, progress }: JobContext<GivenAreaList>): Promise<PublishAreaListResult> {
    const calendar = await this.reference.workingCalendar();
    progress({ stage: '写入公示名单' });
    return commit(async (tx) => {
      await workInSets(tx);
      const opensOn = await requirePublishable(tx, payload);
      const { day: closesOn, provisional } = addWorkingDays(calendar, opensOn, payload.workingDays);
      const listId = uuidv7();
      const counts = await writeList(tx, { id: listId, ...payload, opensOn, closesOn, provisional });
      throwIfStopped(signal);
      progress({ done: counts.items, total: counts.items, counted: counts.items });
      const { year, asOf, title, workingDays } = payload;
      await this.trail.record(tx, {
        ...{ action: 'parcels.publishList', objectType: 'area_list', objectId: listId },
        after: { year, asOf, title, closesOn, workingDays, ...counts },
      });
      return { listId, ...counts };
    });
  }
}

interface NewAreaList extends GivenAreaList {
  id: string;
  opensOn: string;
  closesOn: string;
  provisional: boolean;
}

/**
 * The list and every share of its day, by parcel, the larger first: in one statement, so that what it counts, what it
 * holds and whether it is of invented enterprises is of one state of the ledger. Registered and invented ones never stand
 * on one list.
 */
async function writeList(tx: Transaction, list: NewAreaList): Promise<{ items: number; parcels: number }> {
  const { id, year, asOf, title, body, opensOn, closesOn, workingDays, provisional } = list;
  const made = await tx.row<{ items: number; parcels: number }>(
    `with share as materialized (
       select p.id as "parcelId", d.id as "divisionId", e.id as "enterpriseId", p.number, p.address, p.demo,
         d.area as "parcelArea", d."publicArea" + d."vacantArea" as "unsharedArea", e.name, e."creditCode", s.area
       from ${divisionsOn('$3')} d join parcel p on p.id = d."parcelId" join parcel_share s on s."divisionId" = d.id
         join enterprise e on e.id = s."enterpriseId"),
     given as materialized (select * from share where demo = (select bool_and(demo) from share)),
     made as (
       insert into area_list (id, year, "asOf", title, body, demo, "opensOn", "closesOn", "workingDays", "closesProvisional",
         "publishedByName", items, parcels)
       select $1, $2, $3, $4, $5, bool_and(demo), $6, $7, $8, $9, $10, count(*), count(distinct "parcelId") from given
       having count(*) > 0 returning items, parcels),
     written as (
       insert into area_list_item (id, "listId", position, "parcelId", "divisionId", "enterpriseId", number, address,
         "parcelArea", "unsharedArea", name, "creditCodeShown", area)
       select gen_random_uuid(), $1, row_number() over (order by number, area desc, "creditCode"), "parcelId", "divisionId",
         "enterpriseId", number, address, "parcelArea", "unsharedArea", name,
         left("creditCode", 4) || '**********' || right("creditCode", 4), area from given)
     select items, parcels from made`,
    [...[id, year, asOf, title, body, opensOn, closesOn, workingDays, provisional, tx.person.name]],
  );
  if (!made) throw emptyList(asOf);
  return made;
}
