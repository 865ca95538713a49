import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { FurtherImports, type UndoneImport } from '@tidu/figures';
import { DomainError } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { notNow } from '../parcels.errors';
import { importParcelsTask } from './import-parcels.options';

/** At most so many parcels are named where an import can't be taken back. */
const mostNamed = 20;

/** SQL of what an import recorded of parcels that the person is responsible for, and of what held on the day without it. */
const recorded = `(
  select d.id, d."parcelId", d."validFrom", d.revision, p.number, p.version,
    not exists (select from parcel_division v where v."parcelId" = p.id and v."jobId" is distinct from $1) as created, before.*
  from parcel_division d join parcel p on p.id = d."parcelId" left join lateral (
    select v.id as "beforeId", v.ended, v.area, v."publicArea", v."vacantArea", v.document,
      v.area = v."publicArea" + v."vacantArea" + coalesce((select sum(s.area) from parcel_share s where s."divisionId" = v.id), 0) as whole
    from parcel_division v where v."parcelId" = p.id and v."jobId" is distinct from $1 and v."validFrom" <= d."validFrom"
    order by v."validFrom" desc, v.revision desc limit 1) before on true
  where d."jobId" = $1)`;

/**
 * Takes an import of parcels back, all of it or nothing: parcels it made go, others are divided again as they were. Where
 * something was built on it since, it stays: then each parcel is put right by itself.
 */
@Injectable()
export class ParcelImportUndo {
  constructor(
    private readonly trail: AuditTrail,
    further: FurtherImports,
  ) {
    further.teach(importParcelsTask, (tx, of) => this.undo(tx, of));
  }

  private async undo(tx: Transaction, { importJobId, jobId, reason }: UndoneImport): Promise<void> {
    await tx.rows(`select pg_advisory_xact_lock(hashtextextended('parcels', 0))`);
    await requireAll(tx, importJobId);
    await requireNothingBuilt(tx, importJobId);
    const divided = await divideBack(tx, importJobId, jobId, reason);
    const gone = await tx.row<{ n: number }>('select undo_created_parcels($1) as n', [importJobId]);
    await tx.rows(`update import_change set outcome = 'undone' where "jobId" = $1`, [importJobId]);
    await this.trail.record(tx, {
      ...{ action: 'parcels.undoImport', objectType: 'job_run', objectId: jobId, reason },
      after: { importJobId, removed: gone?.n ?? 0, divided },
    });
  }
}

/** What the import recorded is all in sight, and the person's to change. @throws DomainError `PARCELS.PART_ONLY`, `PARCELS.NOTHING_TO_UNDO`. */
async function requireAll(tx: Transaction, importJobId: string): Promise<void> {
  const own = await tx.rows<{ id: string }>(
    'select id from parcel where id in (select "parcelId" from parcel_division where "jobId" = $1) for update',
    [importJobId],
  );
  const counts = await tx.row<{ seen: number; noted: number }>(
    `select (select count(*)::int from parcel_division where "jobId" = $1 and "parcelId" = any ($2::uuid[])) as seen,
       (select count(*)::int from import_change where "jobId" = $1) as noted`,
    [importJobId, own.map(({ id }) => id)],
  );
  const { seen = 0, noted = 0 } = counts ?? {};
  if (seen < noted)
    throw new DomainError(
      'forbidden',
      'PARCELS.PART_ONLY',
      '这次导入的地块有的不在您负责的区划或园区里，不能整次撤销。请由负责全部这些地块的人办理。',
    );
  if (seen === 0) throw notNow('NOTHING_TO_UNDO', '这次导入与台账已有的完全相同，没有写入，无须撤销。');
  if (seen > noted)
    throw notNow(
      'NOTHING_TO_UNDO',
      '这次导入没有留下可以整次撤销的记录。请在台账里打开有错的地块，重新划分并写明理由。',
    );
}

/** @throws DomainError `PARCELS.BUILT_ON` naming parcels, and why each. */
async function requireNothingBuilt(tx: Transaction, importJobId: string): Promise<void> {
  const rows = await tx.rows<{ number: string; why: string; n: number }>(
    `select number, min(why) as why, (count(*) over ())::int as n from (
       select r.number, case
         when exists (select from parcel_division v where v."parcelId" = r."parcelId" and v."jobId" is distinct from $1
           and v.revision > r.revision) then '之后又划分过'
         when exists (select from area_list_item i where i."divisionId" = r.id) then
           '已按它公示面积（' || (select l.title from area_list l join area_list_item i on i."listId" = l.id
             where i."divisionId" = r.id order by l.id limit 1) || '）'
         when r.created and r.version > 1 then '之后改过坐落或园区'
         when not r.whole then '里面有您范围以外的企业'
       end as why from ${recorded} r) x
     where why is not null group by number order by number limit $2`,
    [importJobId, mostNamed],
  );
  const [first] = rows;
  if (!first) return;
  const named = rows.map(({ number, why }) => `地块 ${number}：${why}`).join('；');
  const more = first.n > rows.length ? `；等 ${first.n} 个地块` : '';
  throw notNow(
    'BUILT_ON',
    `不能整次撤销，一个地块也没有改：${named}${more}。请在台账里打开有错的地块，重新划分并写明理由。`,
  );
}

/** Parcels that were there before are divided on each of the import's days as they were; returns how many. */
async function divideBack(tx: Transaction, importJobId: string, jobId: string, reason: string): Promise<number> {
  const back = await tx.rows<{ parcelId: string }>(
    `with back as materialized (
       select gen_random_uuid() as fresh, r.*, last.revision + row_number() over (partition by r."parcelId" order by r."validFrom") as next
       from ${recorded} r cross join lateral (
         select max(v.revision) as revision from parcel_division v where v."parcelId" = r."parcelId") last
       where not r.created),
     divided as (
       insert into parcel_division (id, "parcelId", revision, "validFrom", ended, area, "publicArea", "vacantArea", document,
         reason, "jobId", "recordedByName")
       select b.fresh, b."parcelId", b.next, b."validFrom", coalesce(b.ended, true), coalesce(b.area, 0), coalesce(b."publicArea", 0),
         coalesce(b."vacantArea", 0), b.document, $3, $2, $4 from back b),
     shared as (
       insert into parcel_share ("divisionId", "parcelId", "enterpriseId", area)
       select b.fresh, b."parcelId", s."enterpriseId", s.area from back b join parcel_share s on s."divisionId" = b."beforeId")
     select "parcelId" from back`,
    [importJobId, jobId, `撤销导入：${reason}`.slice(0, 500), tx.person.name],
  );
  await tx.rows('update parcel set version = version + 1 where id = any ($1::uuid[])', [
    back.map(({ parcelId }) => parcelId),
  ]);
  return back.length;
}
