import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError, normalizeCreditCode, shanghaiDay, systemClock } from '@tidu/kernel';
import {
  definitionSheet,
  type ExportCell,
  type ExportRows,
  type JobContext,
  type JobHandler,
  type StoredFile,
  StoredFiles,
  tableTypes,
  throwIfStopped,
  type Transaction,
  writeCsv,
  writeXlsx,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { PassThrough } from 'node:stream';
import { type EnterpriseFilter, isCodePart, type ReadyFilter, SearchConditions } from '../enterprises.conditions';
import { type EnterpriseSort, sortOf } from '../enterprises.sort';
import { readyFilter } from '../search/ready-filter';
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
  format: 'csv' | 'xlsx';
}

export interface ExportListResult {
  list: string;
  format: 'csv' | 'xlsx';
  /** Name for people; the file itself is kept under its hash. */
  name: string;
  sha256: string;
  size: number;
  rows: number;
  /** What a row is: 家, 条. */
  unit: '家' | '条';
}

const sizeLimit = 2 ** 32;
const fetched = 5_000;

/** What is read: which enterprises, and of each which rows. */
interface Reading extends Asked {
  ready: ReadyFilter;
  ids: string[] | null;
}

/** Writes a list of the register, as far as the scope of whoever asks reaches, into a file that says what it is. */
@Injectable()
export class ExportListJob implements JobHandler<ExportListPayload> {
  readonly task = exportListTask;

  constructor(
    private readonly files: StoredFiles,
    private readonly trail: AuditTrail,
    private readonly reference: ReferenceService,
    private readonly sounds: SoundsService,
  ) {}

  async run(context: JobContext<ExportListPayload>): Promise<ExportListResult> {
    const { payload, person, jobId, database } = context;
    const { list, filter, sort, ids, format } = payload;
    const source = await listSource(this.reference, list);
    const [sounds, industries] = await Promise.all([this.sounds.sounds(), this.reference.industries()]);
    const columns = chosenColumns(source.columns, payload.columns);
    const narrowed = await filterWords(this.reference, filter);
    const asked: Asked = { source, columns, narrowed, sort, selected: ids?.length ?? null };
    const { file, rows } = await database.snapshot(person, async (tx) => {
      let reading: Reading = { ...asked, ids, ready: readyFilter(filter, sounds, industries) };
      let counted = await countRows(tx, reading);
      // as the list does: a part of a code that begins none is looked for in all codes
      if (counted.total === 0 && filter.q !== undefined && isCodePart(normalizeCreditCode(filter.q))) {
        reading = { ...reading, ready: readyFilter(filter, sounds, industries, true) };
        counted = await countRows(tx, reading);
      }
      const { total, demo } = counted;
      context.progress({ stage: '写入文件', done: 0, total });
      const generated = { at: systemClock.now(), by: person.name, jobId, rows: total, demo };
      const written = await this.write(tx, reading, definitionEntries(asked, generated), context);
      if (written.rows !== total) throw otherCount(total, written.rows);
      return written;
    });
    return context.commit(async (tx) => {
      await this.files.register(tx, file);
      await this.trail.record(tx, {
        ...{ action: 'enterprises.export', objectType: 'job_run', objectId: jobId },
        after: { list, filter, selected: ids?.length ?? null, format, rows, sha256: file.sha256 },
      });
      return { list, format, name: file.name, sha256: file.sha256, size: file.size, rows, unit: source.unit };
    });
  }

  private async write(
    tx: Transaction,
    reading: Reading,
    entries: [string, string][],
    context: JobContext<ExportListPayload>,
  ): Promise<{ file: StoredFile; rows: number }> {
    const { format } = context.payload;
    const { columns, source } = reading;
    const pipe = new PassThrough({ highWaterMark: 1024 * 1024 });
    const name = `${source.label}_${shanghaiDay(systemClock.now())}.${format}`;
    const taken = this.files.take(pipe, name, tableTypes[format], sizeLimit);
    taken.catch(() => undefined); // looked at below; until then it must not count as unhandled
    let rows = 0;
    const watched = (done: number) => {
      throwIfStopped(context.signal);
      context.progress({ done: (rows = done), counted: done });
    };
    try {
      const listed = listRows(tx, reading, watched);
      if (format === 'csv') await writeCsv(columns, listed, pipe);
      else await writeXlsx([{ name: source.label, columns, rows: listed }, definitionSheet('说明', entries)], pipe);
      pipe.end();
      return { file: await taken, rows };
    } catch (error) {
      pipe.destroy(error as Error);
      await taken.catch(() => undefined);
      throw error;
    }
  }
}

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
  const { source, columns, sort } = reading;
  const { key, descending } = sortOf(sort);
  const direction = descending ? ' desc' : '';
  const order = [
    ...(key ? [`${key.expression}${direction}`] : []),
    `e.id${direction}`,
    ...(source.order ? [source.order] : []),
  ];
  await tx.rows(
    `declare listed no scroll cursor for select ${columns.map(({ sql }, i) => `${sql} as c${i}`).join(', ')} ${from}
     ${source.joins} ${where} order by ${order.join(', ')}`,
    parameters,
  );
  const cells = columns.map(({ shown }: ListExportColumn, i) => {
    const name = `c${i}`;
    return (row: Record<string, ExportCell>) => (shown ? shown(row[name] ?? null) : (row[name] ?? null));
  });
  for (let done = 0; ;) {
    const batch = await tx.rows<Record<string, ExportCell>>(`fetch ${fetched} from listed`);
    if (batch.length === 0) return;
    done += batch.length;
    onRows(done);
    yield batch.map((row) => cells.map((cell) => cell(row)));
  }
}

function otherCount(expected: number, found: number): DomainError {
  return new DomainError(
    'conflict',
    'ENTERPRISES.ROW_COUNT',
    `应导出 ${expected} 行，实际写出 ${found} 行，文件没有保存。请重试；再次出现请联系系统管理员。`,
  );
}
