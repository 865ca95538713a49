import { Injectable } from '@nestjs/common';
import type { Transaction } from '@tidu/platform';
import type { EvidenceKind } from '../evidence/evidence-kind';
import { statedColumns } from '../evidence/evidence-store';
import { datedTables } from '../dated/dated-tables';
import { evidenceKinds } from '../evidence/kinds';
import { ListBook } from './list-book';
import { undoDated } from './take-in-dated';

/** Takes back what an import did to the register, as it is noted in `import_change`. */
@Injectable()
export class ImportUndo {
  constructor(private readonly book: ListBook = new ListBook()) {}

  /** What was changed since stays; every row of `import_change` says what became of it. */
  async undo(tx: Transaction, importJobId: string, reason: string): Promise<void> {
    const touched = await tx.rows<{ table: string }>('select distinct "table" from import_change where "jobId" = $1', [
      importJobId,
    ]);
    for (const kind of evidenceKinds.filter(({ table }) => touched.some((one) => one.table === table)))
      await undoEvidence(tx, kind, importJobId, reason);
    for (const dated of Object.values(datedTables).filter(({ table }) => touched.some((one) => one.table === table)))
      await undoDated(tx, dated, importJobId, reason);
    for (const list of this.book.lists.filter(({ table }) => touched.some((one) => one.table === table)))
      await list.undo(tx, importJobId, reason);
    await undoTakenOver(tx, importJobId, reason);
    await tx.rows('select undo_created_enterprises($1)', [importJobId]);
  }
}

/** What an import said of enterprises the register had: each is again as the change before it left it. */
async function undoTakenOver(tx: Transaction, importJobId: string, reason: string): Promise<void> {
  await tx.rows(
    `insert into import_change ("jobId", "table", "rowId", kind, before, version, outcome, why)
     select c."jobId", 'enterprise', c."enterpriseId", 'changed', coalesce(c.before, '{}'), e.version,
       case when later.n > 0 then 'kept' end, case when later.n > 0 then '之后又修改过登记信息，没有改动' end
     from enterprise_change c join enterprise e on e.id = c."enterpriseId"
       cross join lateral (select count(*) as n from enterprise_change l where l."enterpriseId" = c."enterpriseId"
         and l.kind like 'identity.%' and (l.at, l.id) > (c.at, c.id)) later
     where c."jobId" = $1 and c.kind in ('identity.change', 'identity.complete')
     on conflict do nothing`,
    [importJobId],
  );
  const text = (column: string) =>
    `"${column}" = case when c.after ? '${column}' then c.before->>'${column}' else e."${column}" end`;
  await tx.rows(
    `with undone as (
       update enterprise e set ${['regionCode', 'regionBasis', 'industryCode', 'ownership'].map(text).join(', ')},
         "registeredOn" = case when c.after ? 'registeredOn' then (c.before->>'registeredOn')::date else e."registeredOn" end,
         since = case when v.id is null then e.since else v."validFrom" end,
         version = e.version + 1, "updatedAt" = now(), "changedBy" = $2, "changedByName" = $3
       from import_change i
         join enterprise_change c on c."jobId" = i."jobId" and c."enterpriseId" = i."rowId" and c.kind in ('identity.change', 'identity.complete')
         left join enterprise_version v on v."jobId" = i."jobId" and v."enterpriseId" = i."rowId" and v."withdrawnAt" is null
       where i."jobId" = $1 and i."table" = 'enterprise' and i.kind = 'changed' and i.outcome is null and e.id = i."rowId"
       returning e.id, c.before, c.after),
     past as (
       update enterprise_version v set "withdrawnAt" = now(), "withdrawnBy" = $2, "withdrawnByName" = $3, "withdrawnReason" = $4
       from undone where v."jobId" = $1 and v."enterpriseId" = undone.id and v."withdrawnAt" is null),
     noted as (
       insert into enterprise_change ("enterpriseId", kind, before, after, reason, "personId", "personName")
       select id, 'identity.correct', after, before, $4, $2, $3 from undone)
     update import_change i set outcome = 'undone' from undone
     where i."jobId" = $1 and i."table" = 'enterprise' and i."rowId" = undone.id`,
    [importJobId, tx.person.id, tx.person.name, `撤销导入：${reason}`.slice(0, 500)],
  );
}

/** New records are withdrawn, changed ones say again what they said: each as a version of its own. */
async function undoEvidence(tx: Transaction, kind: EvidenceKind, importJobId: string, reason: string): Promise<void> {
  const names = statedColumns(kind);
  const mine = `c."jobId" = $1 and c."table" = '${kind.table}' and c.outcome is null`;
  await tx.rows(
    `update import_change c set outcome = 'kept',
       why = case when r."withdrawnAt" is null then '之后又更正过（现为第 ' || r.version || ' 版），没有改动' else '之后已被撤回' end
     from ${kind.table} r where ${mine} and r.id = c."rowId" and (r.version <> c.version or r."withdrawnAt" is not null)`,
    [importJobId],
  );
  const set = names.map((name) => `"${name}" = (b.said)."${name}"`).join(', ');
  await tx.rows(
    `with b as materialized (
       select c."rowId", jsonb_populate_record(null::${kind.table}, c.before) as said, c.before
       from import_change c where ${mine} and c.kind = 'changed'),
     done as (
       update ${kind.table} r set ${set}, version = r.version + 1, "changedAt" = now(), "changedBy" = acting_person(), "changedByName" = $2
       from b where r.id = b."rowId" returning r.id, r."enterpriseId", r.version, to_jsonb(r) as after)
     insert into evidence_change (id, "enterpriseId", kind, "recordId", version, act, before, after, reason, "changedByName")
     select gen_random_uuid(), done."enterpriseId", '${kind.kind}', done.id, done.version, 'correct', last.after,
       (select jsonb_object_agg(key, value) from jsonb_each(done.after) where key = any ($4)), $3, $2
     from done join lateral (select after from evidence_change e where e."recordId" = done.id order by version desc limit 1) last on true`,
    [importJobId, tx.person.name, `撤销导入：${reason}`, names],
  );
  await tx.rows(
    `with done as (
       update ${kind.table} r set version = r.version + 1, "changedAt" = now(), "changedBy" = acting_person(), "changedByName" = $2,
         "withdrawnAt" = now(), "withdrawnBy" = acting_person(), "withdrawnByName" = $2, "withdrawnReason" = $3
       from import_change c where ${mine} and c.kind = 'created' and r.id = c."rowId"
       returning r.id, r."enterpriseId", r.version, to_jsonb(r) as row)
     insert into evidence_change (id, "enterpriseId", kind, "recordId", version, act, before, after, reason, "changedByName")
     select gen_random_uuid(), "enterpriseId", '${kind.kind}', id, version, 'withdraw', stated, stated, $3, $2
     from done, lateral (select jsonb_object_agg(key, value) as stated from jsonb_each(row) where key = any ($4)) s`,
    [importJobId, tx.person.name, `撤销导入：${reason}`.slice(0, 500), names],
  );
  await tx.rows(`update import_change c set outcome = 'undone' where ${mine}`, [importJobId]);
}
