import { Injectable } from '@nestjs/common';
import { AuditTrail, keepExport } from '@tidu/audit';
import {
  CHANGE_LABELS,
  CHANGES,
  MANUAL,
  MET,
  NOT_APPLICABLE,
  NOTICE,
  OUTCOME_LABELS,
  outcomeName,
  UNKNOWN,
  UNMET,
} from '@tidu/criteria';
import { shanghaiDay, systemClock } from '@tidu/kernel';
import {
  copyRows,
  definitionSheet,
  type ExportColumn,
  type ExportedBy,
  exportedBy,
  exportName,
  guardedSql,
  type JobContext,
  type JobHandler,
  StoredFiles,
  type TableFormat,
  tableTypes,
  throwIfStopped,
  type Transaction,
  writeCopiedCsv,
  writeXlsx,
} from '@tidu/platform';
import { bureauOf } from '@tidu/reference';
import type { RehearsalDetailDto, RehearsalSideDto } from '../console/rehearsals.console.dto';
import { CopyReader } from '../copy/copy-reader';
import { type ExportRehearsalPayload, type ExportRehearsalResult, exportRehearsalTask } from './rehearsal-file';
import { filterSql, filterWords } from './rehearsal-filter';
import { getRehearsal } from './rehearsals.service';

const demoNotice = '演示数据';

const outcomeCase = (column: string) =>
  `case ${column} ${[MET, MANUAL, UNKNOWN, UNMET, NOT_APPLICABLE]
    .map((code) => `when ${code} then '${OUTCOME_LABELS[outcomeName(code)]}'`)
    .join(' ')} end`;
const changeCase = `case r.change ${CHANGES.map((name, code) => `when ${code} then '${CHANGE_LABELS[name]}'`).join(' ')} end`;
const points = (column: string) => `trim_scale(r."${column}" / 10000.0)`;

/** Columns of the list (双跑名单), over `rehearsal_row r`, `enterprise e`, `region g`, causes `k`, `rehearsal h`. */
const columns: readonly (ExportColumn & { sql: string; outside?: true })[] = [
  { label: '序号', type: 'integer', width: 8, sql: 'r.position' },
  { label: '统一社会信用代码', type: 'text', width: 22, sql: 'e."creditCode"' },
  { label: '企业名称', type: 'text', width: 36, sql: 'e.name', outside: true },
  { label: '行政区划代码', type: 'text', width: 14, sql: 'e."regionCode"' },
  { label: '行政区划', type: 'text', width: 16, sql: 'g.name', outside: true },
  { label: '变化', type: 'text', width: 18, sql: changeCase },
  { label: '旧办法结果', type: 'text', width: 12, sql: outcomeCase('r."oldOutcome"') },
  { label: '新办法结果', type: 'text', width: 12, sql: outcomeCase('r."newOutcome"') },
  { label: '旧最低分', type: 'decimal', scale: 4, width: 10, sql: points('oldMin') },
  { label: '旧最高分', type: 'decimal', scale: 4, width: 10, sql: points('oldMax') },
  { label: '新最低分', type: 'decimal', scale: 4, width: 10, sql: points('newMin') },
  { label: '新最高分', type: 'decimal', scale: 4, width: 10, sql: points('newMax') },
  { label: '单独引起变化的条款', type: 'text', width: 40, sql: 'k.alone', outside: true },
  { label: '合起来引起变化的条款', type: 'text', width: 40, sql: 'k.together', outside: true },
  { label: '数据年度', type: 'integer', width: 10, sql: 'h.year' },
  { label: '评价日', type: 'date', width: 12, sql: 'h."asOf"' },
  {
    label: '性质',
    type: 'text',
    width: 20,
    sql: `'${NOTICE}' || case when h.demo then '（${demoNotice}）' else '' end`,
  },
];

const names = (key: string) =>
  `(select string_agg(coalesce(d.label, x), '、') from jsonb_array_elements_text(c -> '${key}') x
    left join jsonb_to_recordset(differences) as d (id text, label text) on d.id = x)`;

function exportSelect(id: string, where: string, isCsv: boolean): string {
  const list = columns.map(({ sql, outside }) => (isCsv && outside ? guardedSql(`coalesce(${sql}, '')`) : sql));
  return `select ${list.join(', ')} from rehearsal_row r join rehearsal h on h.id = r."rehearsalId"
    join enterprise e on e.id = r."enterpriseId" left join region g on g.code = e."regionCode"
    left join (select (o - 1)::int as place, ${names('alone')} as alone, ${names('together')} as together
      from rehearsal, jsonb_array_elements(causes) with ordinality as t (c, o) where id = ${id}) k on k.place = r.cause
    where ${where} order by r.position`;
}

/** Writes the list of a rehearsal into a file, as far as the scope of whoever asks reaches. */
@Injectable()
export class RehearsalExportJob implements JobHandler<ExportRehearsalPayload> {
  readonly task = exportRehearsalTask;

  constructor(
    readonly files: StoredFiles,
    readonly trail: AuditTrail,
  ) {}

  async run(context: JobContext<ExportRehearsalPayload>): Promise<ExportRehearsalResult> {
    const { database, person, payload } = context;
    const { format, rehearsalId, filter } = payload;
    const { file, result: rows } = await database.snapshot(person, async (tx) => {
      const rehearsal = await getRehearsal(tx, rehearsalId);
      context.progress({ stage: '写入文件', done: 0, total: filter ? null : rehearsal.changed });
      return this.write(tx, rehearsal, context);
    });
    context.progress({ done: rows, counted: rows });
    return context.commit(async (tx) => {
      await keepExport(tx, this, {
        ...{ action: 'scoring.exportRehearsal', objectType: 'rehearsal', objectId: rehearsalId },
        ...{ jobId: context.jobId, file, after: { format, filter, rows } },
      });
      return { rehearsalId, format, name: file.name, sha256: file.sha256, size: file.size, rows };
    });
  }

  private async write(tx: Transaction, rehearsal: RehearsalDetailDto, context: JobContext<ExportRehearsalPayload>) {
    const { payload, database, person, signal, jobId } = context;
    const { filter = {} } = payload;
    const isCsv = payload.format === 'csv';
    const bureau = await bureauOf(tx);
    const literal = (value: string) => tx.client.escapeLiteral(value);
    const select = exportSelect(literal(rehearsal.id), filterSql(rehearsal, filter, literal), isCsv);
    const copy = new CopyReader(database, tx, `copy (${select}) to stdout${isCsv ? ' (format csv)' : ''}`);
    async function* watched(): AsyncGenerator<Buffer> {
      for await (const chunk of copy) {
        throwIfStopped(signal);
        yield chunk;
      }
    }
    const words = filterWords(filter, rehearsal.differences);
    const fileName = nameOf(rehearsal, words, jobId, payload.format);
    return this.files.write(fileName, tableTypes[payload.format], async (out) => {
      if (isCsv) await writeCopiedCsv(columns, watched(), out);
      else {
        const entries = definitionEntries(rehearsal, words, { bureau, by: person.name, at: systemClock.now(), jobId });
        const list = { name: '双跑名单', columns, rows: copyRows(watched()) };
        await writeXlsx([list, definitionSheet('说明', entries)], out);
      }
      return copy.rowCount;
    });
  }
}

/** What stands on the second sheet: everything that is needed to know what the first one is. */
export function definitionEntries(
  rehearsal: RehearsalDetailDto,
  filters: readonly [string, string][],
  generated: ExportedBy,
): [string, string][] {
  const { counts, old, new: next } = rehearsal;
  const sides = (label: string, side: RehearsalSideDto): [string, string][] => [
    [`${label}名称`, side.name],
    [`${label}编号`, `${side.standardId} 第 ${side.version} 版${side.releaseId === null ? '（试改，未发布）' : ''}`],
    [`${label}校验值`, side.hash],
  ];
  return [
    ['性质', NOTICE],
    ['数据', rehearsal.demo ? `${demoNotice}：企业为演示而虚构，不得用于正式工作` : leftOutWords(rehearsal)],
    ['双跑名称', rehearsal.name],
    ...(filters.length === 0
      ? [['名单', '结果或得分有变化的全部企业'] as [string, string]]
      : filters.map(([label, value]): [string, string] => [`筛选：${label}`, value])),
    ...sides('旧办法', old),
    ...sides('新办法', next),
    ['数据年度', String(rehearsal.year)],
    ['评价日', rehearsal.asOf],
    ['用途', rehearsal.purpose === 'renewal' ? '复核' : '新申报'],
    ['参加双跑的企业数', String(rehearsal.total)],
    ...CHANGES.map((change): [string, string] => [CHANGE_LABELS[change], String(counts[change])]),
    ['不同的条款', rehearsal.differences.map(({ id, label }) => (id === '' ? label : `${label}（${id}）`)).join('、')],
    ['原因怎么看', '单独：只把这一条换回旧条款，结果就恢复；合起来：单独换回任何一条都不够，这一组一起换回才恢复'],
    ...(rehearsal.overlay === null ? [] : [['试改文件', rehearsal.overlay] as [string, string]]),
    ['双跑编号', rehearsal.id],
    ['双跑生成', `${rehearsal.personName} ${rehearsal.createdAt}`],
    ...exportedBy(generated),
  ];
}

/** The file's name says what it is, because a CSV has no second sheet. */
function nameOf(
  { name, year, demo }: RehearsalDetailDto,
  filters: readonly [string, string][],
  jobId: string,
  format: TableFormat,
): string {
  const day = shanghaiDay(systemClock.now());
  // as long as file systems take: a clause's words may be a sentence
  const narrowed = filters.map(([label, value]) => `${label}${[...value].slice(0, 20).join('')}`);
  const parts = ['双跑', name, ...narrowed, `${year}年度`, day, NOTICE, ...(demo ? [demoNotice] : [])];
  return exportName(parts, jobId, format);
}

/** Whom a rehearsal of registered enterprises left out. */
function leftOutWords({ demoLeftOut: left }: RehearsalDetailDto): string {
  return `登记企业；演示企业${left === null ? '' : ` ${left} 家`}不参加`;
}
