import { Injectable } from '@nestjs/common';
import {
  type ExportedList,
  ListBook,
  type ListStatement,
  standingRows,
  type TakeInTerms,
  type TakenInList,
} from '@tidu/enterprises';
import { DomainError, formatYuan, type Problem } from '@tidu/kernel';
import type { ProblemLog, Transaction } from '@tidu/platform';

const most = 10n ** 15n;
const blank = { required: true, hint: '', options: [], lastDay: false };
const columns = [
  { ...blank, name: 'year', label: '年度', type: 'year' as const },
  { ...blank, name: 'kind', label: '减免了什么', type: 'text' as const, hint: '税种或项目，如 研发费用加计扣除' },
  { ...blank, name: 'amount', label: '减免税费', type: 'money' as const, hint: '没有减免的企业不列' },
  {
    ...{ ...blank, name: 'department', label: '报送部门', type: 'text' as const, required: false },
    hint: '不写的，是导入时填的来源',
  },
];
const exported: ExportedList = {
  about: '一家企业一个年度一个项目一行：哪个部门报送减免了多少。',
  permission: 'measures.read',
  columns: [
    { key: 'year', label: '年度', type: 'integer', sql: 'r.year' },
    { key: 'kind', label: '减免了什么', type: 'text', width: 28, sql: 'r.kind' },
    { key: 'amount', label: '减免税费（元）', type: 'decimal', sql: '(r.amount / 100.0)::numeric(18, 2)::text' },
    { key: 'department', label: '报送部门', type: 'text', width: 20, sql: 'r.department' },
    { key: 'source', label: '依据', type: 'text', width: 24, sql: 'r.source' },
  ],
  order: 'r.year, r.kind, r.department, r.id',
};

/** Teaches the imports the list of tax relief (减税降费): a row is what an enterprise was relieved of in a year. */
@Injectable()
export class ReliefList {
  constructor(book: ListBook) {
    book.teach({
      ...{ id: 'taxRelief', label: '减税降费', group: 'support', table: 'tax_relief', permission: 'measures.manage' },
      about:
        '一家企业一个年度一个项目一行：减免了多少。来源填报送的部门，一份清单有几个部门的逐行写；同一部门又报同一项的，以新报的为准。',
      ...{ columns, exported, check, takeIn, undo },
    });
  }
}

/** A row as `tax_relief` holds it; the department is who says the list, where the row names none. */
function check({ values, source, document }: ListStatement): Record<string, unknown> {
  const problems: Problem[] = [];
  const wrong = (field: string, message: string) =>
    problems.push({ where: { field }, value: shown(values[field]), code: 'MEASURES.RELIEF_FIELD', message });
  const department = (values.department as string | null | undefined) ?? source;
  for (const { name, label, required } of columns)
    if (required && (values[name] ?? null) === null) wrong(name, `${label}：必须填写。没有减免的企业请删去这一行。`);
  const { kind, amount } = values as { kind?: string | null; amount?: string | null };
  if (kind && !fits(kind, 100)) wrong('kind', '减免了什么：应为 2 到 100 个字。');
  if (amount && (BigInt(amount) < 1n || BigInt(amount) > most))
    wrong('amount', `减免税费：应大于 0、至多 ${formatYuan(most)} 元。没有减免的企业请删去这一行。`);
  if (!fits(department, 100))
    if (values.department) wrong('department', '报送部门：应为 2 到 100 个字。');
    else wrong('source', '来源：应为报送的部门，2 到 100 个字。');
  if (problems.length > 0)
    throw new DomainError('invalid', 'MEASURES.RELIEF_ROW', problems.map(({ message }) => message).join(''), problems);
  return {
    ...Object.fromEntries(columns.map(({ name }) => [name, values[name]])),
    department,
    source: document,
  };
}

const fits = (text: string, longest: number) => [...text].length >= 2 && [...text].length <= longest;
const shown = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);

const said = `lateral jsonb_populate_record(null::tax_relief, s.stated) r`;

/** New rows are recorded; where the same department said another amount, that row is withdrawn and the new one counts. */
async function takeIn(tx: Transaction, terms: TakeInTerms, log: ProblemLog): Promise<TakenInList> {
  const { attempt, jobId, reason } = terms;
  const standing = standingRows('tax_relief', { where: 'r."withdrawnAt" is null' });
  await tx.rows(
    `update list_staging s set "matchedId" = m.id from (
       select s.row, (array_agg(t.id order by t.own desc, t.id))[1] as id
       from list_staging s, ${said}, ${standing} t
       where s.attempt = $1 and t."of" = s."enterpriseId" and (t.year, t.kind, t.department) = (r.year, r.kind, r.department)
       group by s.row) m
     where s.attempt = $1 and s.row = m.row`,
    [attempt],
  );
  const replaced = await tx.rows<{ row: number; before: string; after: string }>(
    `with done as (
       update tax_relief t set "withdrawnAt" = now(), "withdrawnByName" = $2,
         "withdrawnWhy" = left($4 || '改为 ' || trim_scale(r.amount / 100.0)::text || ' 元', 500)
       from list_staging s, ${said}
       where s.attempt = $1 and t.id = s."matchedId" and t.amount <> r.amount
       returning t.id, s.row, t.amount::text as before, r.amount::text as after),
     kept as (
       insert into import_change ("jobId", "table", "rowId", row, kind, before, version)
       select $3, 'tax_relief', id, row, 'changed', '{"withdrawnAt": null}', 1 from done)
     select row, before, after from done order by row`,
    [attempt, tx.person.name, jobId, reason],
  );
  for (const { row, before, after } of replaced)
    log.add({
      ...{ row, column: null, value: null, code: 'MEASURES.RELIEF_REPLACED', warning: true },
      message: `登记簿里原是 ${formatYuan(BigInt(before))} 元，改为 ${formatYuan(BigInt(after))} 元，原来的一条撤回。`,
    });
  const [made] = await tx.rows<{ n: number }>(
    `with made as (
       insert into tax_relief (id, "enterpriseId", year, kind, amount, department, source, "recordedBy", "recordedByName")
       select s."recordId", s."enterpriseId", r.year, r.kind, r.amount, r.department, coalesce(r.source, left($4, 200)), $5, $2
       from list_staging s, ${said}
       where s.attempt = $1 and not exists (
         select from tax_relief t where t.id = s."matchedId" and t."withdrawnAt" is null) returning id),
     kept as (
       insert into import_change ("jobId", "table", "rowId", row, kind, version)
       select $3, 'tax_relief', made.id, s.row, 'created', 1
       from made join list_staging s on s.attempt = $1 and s."recordId" = made.id)
     select count(*)::int as n from made`,
    [attempt, tx.person.name, jobId, reason, tx.person.id],
  );
  const [left] = await tx.rows<{ n: number }>('select count(*)::int as n from list_staging where attempt = $1', [
    attempt,
  ]);
  const changed = replaced.length;
  const written = made?.n ?? 0;
  return { created: written - changed, changed, unchanged: (left?.n ?? 0) - written, rejected: 0 };
}

/** What the import recorded is withdrawn, and what it replaced counts again, unless somebody changed it since. */
async function undo(tx: Transaction, importJobId: string, reason: string): Promise<void> {
  const mine = `c."jobId" = $1 and c."table" = 'tax_relief' and c.outcome is null`;
  await tx.rows(
    `update import_change c set outcome = 'kept', why = '之后已被撤回'
     from tax_relief r where ${mine} and c.kind = 'created' and r.id = c."rowId" and r."withdrawnAt" is not null`,
    [importJobId],
  );
  await tx.rows(
    `update tax_relief r set "withdrawnAt" = now(), "withdrawnByName" = $2, "withdrawnWhy" = $3
     from import_change c where ${mine} and c.kind = 'created' and r.id = c."rowId"`,
    [importJobId, tx.person.name, `撤销导入：${reason}`.slice(0, 500)],
  );
  await tx.rows(
    `update import_change c set outcome = 'kept', why = '之后又登记过同一项，没有改动'
     from tax_relief r where ${mine} and c.kind = 'changed' and r.id = c."rowId" and exists (
       select from tax_relief o where o."enterpriseId" = r."enterpriseId" and o."withdrawnAt" is null
         and (o.year, o.kind, o.department) = (r.year, r.kind, r.department))`,
    [importJobId],
  );
  await tx.rows(
    `update tax_relief r set "withdrawnAt" = null, "withdrawnByName" = null, "withdrawnWhy" = null
     from import_change c where ${mine} and c.kind = 'changed' and r.id = c."rowId"`,
    [importJobId],
  );
  await tx.rows(`update import_change c set outcome = 'undone' where ${mine}`, [importJobId]);
}
