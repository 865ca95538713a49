import { DomainError } from '@tidu/kernel';
import type { ProblemLog, Transaction } from '@tidu/platform';
import type { EvidenceKind } from '../evidence/evidence-kind';
import { statedColumns } from '../evidence/evidence-store';
import { checkStatement, type EvidenceColumns } from '../evidence/statement';
import type { TakeInTerms, TakenInList } from './list-book';
import type { ListDefinition } from './list-definition';
import { refuse } from './match-staged';

const batch = 2000;
const columnsOf = (names: readonly string[], of = '') => names.map((name) => `${of}"${name}"`).join(', ');

/** Takes the staged rows in: new records in one statement; those the register has are changed where they say more. */
export async function takeInList(
  tx: Transaction,
  list: ListDefinition,
  { attempt, jobId, reason, today }: TakeInTerms,
  log: ProblemLog,
): Promise<TakenInList> {
  const { kind, key } = list;
  const same = `jsonb_build_array(${key.map((name) => `r."${name}"`).join(', ')}) = s.key::jsonb`;
  await tx.rows(
    `update list_staging s set "matchedId" = m.id from (
       select s.row, (array_agg(r.id order by r."recordedAt"))[1] as id
       from list_staging s join ${kind.table} r on r."enterpriseId" = s."enterpriseId" and r."withdrawnAt" is null and ${same}
       where s.attempt = $1 group by s.row) m
     where s.attempt = $1 and s.row = m.row`,
    [attempt],
  );
  let rejected = kind.exclusive ? await matchLeaving(tx, kind, attempt, log) : 0;
  if (kind.exclusive) rejected += await refuseOverlaps(tx, kind, attempt, log);
  const changes = await changedRows(tx, kind, attempt, today, log);
  rejected += changes.rejected;
  const changed = await change(tx, kind, { jobId, reason }, changes.rows);
  const created = await create(tx, kind, { attempt, jobId, reason });
  const [left] = await tx.rows<{ n: number }>('select count(*)::int as n from list_staging where attempt = $1', [
    attempt,
  ]);
  return { created, changed, unchanged: (left?.n ?? 0) - created - changed, rejected };
}

/** Rows that name only the day somebody left belong to the membership of that day; whoever is on no list can't leave it. */
async function matchLeaving(tx: Transaction, kind: EvidenceKind, attempt: string, log: ProblemLog): Promise<number> {
  const left = `(s.stated->>'validUntil')::date`;
  await tx.rows(
    `update list_staging s set "matchedId" = r.id from ${kind.table} r
     where s.attempt = $1 and s.stated->>'validFrom' is null and r."enterpriseId" = s."enterpriseId" and r."withdrawnAt" is null
       and r."validFrom" < ${left} and (r."validUntil" is null or r."validUntil" = ${left})`,
    [attempt],
  );
  return refuse(
    tx,
    log,
    `select s.row, s.stated->>'validUntil' as value, 'LISTS.NOT_LISTED' as code,
       '这家企业在 ' || (s.stated->>'validUntil') || ' 以前不在“${kind.label}”里，不能登记${kind.until.label}。请核对企业和日期，或补上${kind.from.label}。' as message
     from list_staging s where s.attempt = $1 and s.stated->>'validFrom' is null and s."matchedId" is null`,
    [attempt],
  );
}

/** Of an official list one can't be a member twice at a time, neither in the register nor in the file. */
function refuseOverlaps(tx: Transaction, kind: EvidenceKind, attempt: string, log: ProblemLog): Promise<number> {
  const days = (of: string) => `daterange((${of}->>'validFrom')::date, (${of}->>'validUntil')::date)`;
  return refuse(
    tx,
    log,
    `select s.row, null as value, 'LISTS.OVERLAP' as code,
       '这家企业在同一时间已经在“${kind.label}”里（' || coalesce(r."validFrom"::text, '不详') || ' 起），请先写明前一段的${kind.until.label}，再导入这一段。' as message
     from list_staging s join ${kind.table} r on r."enterpriseId" = s."enterpriseId" and r."withdrawnAt" is null
       and r.id is distinct from s."matchedId" and daterange(r."validFrom", r."validUntil") && ${days('s.stated')}
     where s.attempt = $1 and s.stated->>'validFrom' is not null
     union
     select s.row, null, 'LISTS.OVERLAP', '与文件第 ' || min(o.row) || ' 行的时间重叠，同一家企业不能同时入库两次，请核对日期。'
     from list_staging s join list_staging o on o.attempt = s.attempt and o."enterpriseId" = s."enterpriseId" and o.row <> s.row
       and ${days('o.stated')} && ${days('s.stated')}
       and s.stated->>'validFrom' is not null and o.stated->>'validFrom' is not null
     where s.attempt = $1 group by s.row`,
    [attempt],
  );
}

interface Changed {
  id: string;
  row: number;
  before: EvidenceColumns;
  after: EvidenceColumns;
}

/** Records of which a row says something else: what it doesn't say is kept. The whole must make sense again. */
async function changedRows(tx: Transaction, kind: EvidenceKind, attempt: string, today: string, log: ProblemLog) {
  const names = statedColumns(kind).filter((name) => name !== 'fileId' && name !== 'source');
  const found = await tx.rows<{ id: string; row: number; before: EvidenceColumns; said: EvidenceColumns }>(
    `select r.id, s.row, to_jsonb(r) as before, jsonb_strip_nulls(s.stated) as said
     from list_staging s join ${kind.table} r on r.id = s."matchedId" where s.attempt = $1
       and exists (select from jsonb_each(jsonb_strip_nulls(s.stated)) v
         where v.key = any ($2) and v.value is distinct from to_jsonb(r)->v.key and v.value <> '[]'::jsonb)`,
    [attempt, names],
  );
  const rows: Changed[] = [];
  const bad: number[] = [];
  for (const { id, row, before, said } of found) {
    const merged = {
      ...before,
      ...Object.fromEntries(Object.entries(said).filter(([, value]) => !(Array.isArray(value) && value.length === 0))),
    };
    try {
      const stated = Object.fromEntries(statedColumns(kind).map((name) => [name, merged[name] ?? null]));
      rows.push({
        id,
        row,
        before,
        after: {
          ...rechecked(kind, merged, today),
          source: said.source ?? before.source ?? null,
          fileId: stated.fileId ?? null,
        },
      });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      log.add({
        ...{ row, column: null, value: null, code: 'LISTS.STATEMENT', warning: false },
        message: `与登记簿已有的记录合在一起不成立：${error.message}`,
      });
      bad.push(row);
    }
  }
  if (bad.length > 0) await tx.rows('delete from list_staging where attempt = $1 and row = any($2)', [attempt, bad]);
  return { rows, rejected: bad.length };
}

/** The same check as for what a person types; ratios go through as text. */
function rechecked(kind: EvidenceKind, merged: EvidenceColumns, today: string): EvidenceColumns {
  const values = Object.fromEntries(
    kind.fields.map(({ name, type }) => {
      const value = merged[name] ?? undefined;
      return [name, type === 'ratio' && typeof value === 'number' ? (value / 1e6).toFixed(6) : value];
    }),
  );
  const text = (name: string) => (typeof merged[name] === 'string' ? merged[name] : null);
  return checkStatement(
    kind,
    {
      values,
      validFrom: text('validFrom'),
      validUntil: text('validUntil'),
      source: text('source') ?? '',
      document: text('document'),
      note: text('note'),
    },
    today,
  );
}

async function change(
  tx: Transaction,
  kind: EvidenceKind,
  { jobId, reason }: { jobId: string; reason: string },
  rows: Changed[],
): Promise<number> {
  const names = statedColumns(kind);
  for (let at = 0; at < rows.length; at += batch) {
    const json = JSON.stringify(rows.slice(at, at + batch));
    await tx.rows(
      `with given as materialized (
         select g.*, jsonb_populate_record(null::${kind.table}, g.after) as said
         from json_to_recordset($1) as g(id uuid, row int, before jsonb, after jsonb)),
       done as (
         update ${kind.table} t set version = t.version + 1, "changedAt" = now(), "changedBy" = acting_person(), "changedByName" = $2,
           ${names.map((name) => `"${name}" = (given.said)."${name}"`).join(', ')}
         from given where t.id = given.id returning t.id, t."enterpriseId", t.version, given.row, given.before, given.after),
       noted as (
         insert into evidence_change (id, "enterpriseId", kind, "recordId", version, act, before, after, reason, "changedByName")
         select gen_random_uuid(), "enterpriseId", '${kind.kind}', id, version, 'correct',
           (select jsonb_object_agg(key, value) from jsonb_each(before) where key = any ($5)), after, $3, $2 from done)
       insert into import_change ("jobId", "table", "rowId", row, kind, before, version)
       select $4, '${kind.table}', id, row, 'changed', before, version from done`,
      [json, tx.person.name, reason, jobId, names],
    );
  }
  return rows.length;
}

async function create(
  tx: Transaction,
  kind: EvidenceKind,
  { attempt, jobId, reason }: { attempt: string; jobId: string; reason: string },
): Promise<number> {
  const names = statedColumns(kind);
  const [made] = await tx.rows<{ n: number }>(
    `with made as (
       insert into ${kind.table} (id, "enterpriseId", "recordedByName", "changedByName", ${columnsOf(names)})
       select s."recordId", s."enterpriseId", $2, $2, ${columnsOf(names, 'r.')}
       from list_staging s, lateral jsonb_populate_record(null::${kind.table}, s.stated) r
       where s.attempt = $1 and s."matchedId" is null returning id, "enterpriseId", version),
     noted as (
       insert into evidence_change (id, "enterpriseId", kind, "recordId", version, act, after, reason, "changedByName")
       select gen_random_uuid(), m."enterpriseId", '${kind.kind}', m.id, m.version, 'record', s.stated, $3, $2
       from made m join list_staging s on s.attempt = $1 and s."recordId" = m.id),
     kept as (
       insert into import_change ("jobId", "table", "rowId", row, kind, version)
       select $4, '${kind.table}', m.id, s.row, 'created', m.version
       from made m join list_staging s on s.attempt = $1 and s."recordId" = m.id)
     select count(*)::int as n from made`,
    [attempt, tx.person.name, reason, jobId],
  );
  return made?.n ?? 0;
}
