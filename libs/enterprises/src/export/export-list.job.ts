import { Injectable } from '@nestjs/common';
import { AuditTrail, keepExport } from '@tidu/audit';
import { normalizeCreditCode, shanghaiDay, systemClock } from '@tidu/kernel';
import {
  confidentialField,
  definitionSheet,
  type ExportCell,
  type ExportedFile,
  exportName,
  type ExportRows,
  type JobContext,
  type JobHandler,
  masked,
  requireAllRows,
  type StoredFile,
  StoredFiles,
  type TableFormat,
  tableTypes,
  throwIfStopped,
  type Transaction,
  writeCsv,
  writeXlsx,
} from '@tidu/platform';
import { bureauOf, ReferenceService } from '@tidu/reference';
import { type EnterpriseFilter, isCodePart, type ReadyFilter, SearchConditions } from '../enterprises.conditions';
import { type EnterpriseSort, sortOf } from '../enterprises.sort';
import { ListBook } from '../lists/list-book';
import { mergedHolders, readyFilter } from '../search/ready-filter';
import { SoundsService } from '../search/sounds';
import { type Asked, definitionEntries } from './definition-entries';
import { filterWords } from './filter-words';
import { chosenColumns, type ListExportColumn } from './export-columns';
import { listSource } from './list-sources';

export const exportListTask = 'enterprises.export';

export interface ExportListPayload {
  /** `enterprises`, or another list; see `listSources`. */
  list: string;
  /** Whose rows: the enterprises that match. */
  filter: EnterpriseFilter;
  sort: EnterpriseSort;
  /** Only these of them; null: all that match. */
  ids: string[] | null;
  /** Columns shown in the page; null: every one. */
  columns: string[] | null;
  format: TableFormat;
  /** Confidential fields that whoever asks sees whole; all others are masked. */
  whole: string[];
}

export interface ExportListResult extends ExportedFile {
  list: string;
  /** What a row is: 家, 条. */
  unit: '家' | '条';
}

const fetched = 5_000;

/** What is read: which enterprises, and of each which rows. */
interface Reading extends Asked {
  whole: readonly string[];
  ready: ReadyFilter;
  ids: string[] | null;
}

/** Writes a list of the register, as far as the scope of whoever asks reaches, into a file that says what it is. */
@Injectable()
export class ExportListJob implements JobHandler<ExportListPayload> {
  readonly task = exportListTask;

  constructor(
    readonly files: StoredFiles,
    readonly trail: AuditTrail,
    private readonly reference: ReferenceService,
    private readonly sounds: SoundsService,
    private readonly book: ListBook = new ListBook(),
  ) {}

  async run(context: JobContext<ExportListPayload>): Promise<ExportListResult> {
    const { payload, person, jobId, database } = context;
    const { list, filter, sort, ids, format } = payload;
    const source = await listSource(this.reference, this.book, list);
    const [sounds, industries] = await Promise.all([this.sounds.sounds(), this.reference.industries()]);
    const columns = chosenColumns(source.columns, payload.columns);
    const narrowed = await filterWords(this.reference, filter);
    const asked: Asked = { source, columns, narrowed, sort, selected: ids?.length ?? null };
    const { file, result: rows } = await database.snapshot(person, async (tx) => {
      const byMerged = await mergedHolders(tx, filter);
      let reading: Reading = {
        ...asked,
        ids,
        whole: payload.whole,
        ready: readyFilter(filter, sounds, industries, { byMerged }),
      };
      let counted = await countRows(tx, reading);
      // as the list does: a part of a code that begins none is looked for in all codes
      if (counted.total === 0 && filter.q !== undefined && isCodePart(normalizeCreditCode(filter.q))) {
        reading = { ...reading, ready: readyFilter(filter, sounds, industries, { anywhere: true, byMerged }) };
        counted = await countRows(tx, reading);
      }
      const { total, demo } = counted;
      context.progress({ stage: '写入文件', done: 0, total });
      const generated = {
        at: systemClock.now(),
        bureau: await bureauOf(tx),
        by: person.name,
        jobId,
        rows: total,
        demo,
      };
      const written = await this.write(tx, reading, definitionEntries(asked, generated), context);
      requireAllRows(total, written.result);
      return written;
    });
    return context.commit(async (tx) => {
      await keepExport(tx, this, {
        ...{ action: 'enterprises.export', objectType: 'job_run', objectId: jobId, jobId, file },
        after: { list, filter, selected: ids?.length ?? null, format, rows, whole: wholeOf(columns, payload.whole) },
      });
      return { list, format, name: file.name, sha256: file.sha256, size: file.size, rows, unit: source.unit };
    });
  }

  private write(
    tx: Transaction,
    reading: Reading,
    entries: [string, string][],
    context: JobContext<ExportListPayload>,
  ): Promise<{ file: StoredFile; result: number }> {
    const { format } = context.payload;
    const { columns, source } = reading;
    const name = exportName([source.label, shanghaiDay(systemClock.now())], context.jobId, format);
    return this.files.write(name, tableTypes[format], async (out) => {
      let rows = 0;
      const listed = listRows(tx, reading, (done) => {
        throwIfStopped(context.signal);
        context.progress({ done: (rows = done), counted: done });
      });
      if (format === 'csv') await writeCsv(columns, listed, out);
      else await writeXlsx([{ name: source.label, columns, rows: listed }, definitionSheet('说明', entries)], out);
      return rows;
    });
  }
}

/** The confidential fields that the file shows whole: what the trail says of it. */
const wholeOf = (columns: readonly ListExportColumn[], whole: readonly string[]): string[] =>
  columns.flatMap(({ field }) => (field !== undefined && whole.includes(field) ? [field] : []));

function conditionsOf(tx: Transaction, { ready, ids }: Reading): SearchConditions {
  const conditions = new SearchConditions(ready, tx.person.scope);
  if (ids !== null) conditions.add(`s."enterpriseId" = any(${conditions.parameter(ids)}::uuid[])`);
  return conditions;
}

const from = `from enterprise_search s join enterprise e on e.id = s."enterpriseId"`;

async function countRows(tx: Transaction, reading: Reading) {
  const { where, parameters } = conditionsOf(tx, reading);
  const { source } = reading;
  const joins = source.unit === '家' ? '' : source.joins;
  const sql = `select count(*)::int as total, coalesce(bool_or(e.demo), false) as demo ${from} ${joins} ${where}`;
  return (await tx.row<{ total: number; demo: boolean }>(sql, parameters)) ?? { total: 0, demo: false };
}

/** The rows through a cursor: the statement runs once, and no more than a batch is held. */
async function* listRows(tx: Transaction, reading: Reading, onRows: (done: number) => void): ExportRows {
  const { where, parameters } = conditionsOf(tx, reading);
  const { source, columns, sort, whole } = reading;
  const { key, descending } = sortOf(sort);
  const direction = descending ? ' desc' : '';
  const order = [
    ...(key ? [`${key.expression}${direction}`] : []),
    `e.id${direction}`,
    ...(source.order ? [source.order] : []),
  ];
  const row = columns.some(({ sealed }) => sealed) ? ', r.id as row' : '';
  await tx.rows(
    `declare listed no scroll cursor for select ${columns.map(({ sql }, i) => `${sql} as c${i}`).join(', ')}${row} ${from}
     ${source.joins} ${where} order by ${order.join(', ')}`,
    parameters,
  );
  const cells = columns.map(({ field, sealed }: ListExportColumn, i) => {
    const name = `c${i}`;
    const mask = field === undefined || whole.includes(field) ? null : confidentialField(field);
    return (values: Record<string, ExportCell>): ExportCell => {
      const stored = values[name] ?? null;
      const isOpen = sealed === undefined || stored === null;
      const cell = isOpen ? stored : tx.sealer.open({ ...sealed, row: String(values.row) }, String(stored));
      return mask ? (masked(mask, cell) as ExportCell) : cell;
    };
  });
  for (let done = 0; ;) {
    const batch = await tx.rows<Record<string, ExportCell>>(`fetch ${fetched} from listed`);
    if (batch.length === 0) return;
    done += batch.length;
    onRows(done);
    yield batch.map((values) => cells.map((cell) => cell(values)));
  }
}
