import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError, shanghaiDay, systemClock } from '@tidu/kernel';
import {
  definitionSheet,
  type ExportCell,
  type ExportRows,
  type JobContext,
  type JobHandler,
  type StoredFile,
  StoredFiles,
  throwIfStopped,
  type Transaction,
  writeCsv,
  writeXlsx,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { PassThrough } from 'node:stream';
import { type EnterpriseFilter, type ReadyFilter, SearchConditions } from '../enterprises.conditions';
import { readyFilter } from '../search/ready-filter';
import { SoundsService } from '../search/sounds';
import { definitionEntries } from './definition-entries';
import { chosenColumns, type EnterpriseExportColumn } from './export-columns';

export const exportEnterprisesTask = 'enterprises.export';

export interface ExportEnterprisesPayload {
  filter: EnterpriseFilter;
  /** Only these of them; null: all that match. */
  ids: string[] | null;
  /** Columns shown in the page; null: every one. */
  columns: string[] | null;
  format: 'csv' | 'xlsx';
}

export interface ExportEnterprisesResult {
  format: 'csv' | 'xlsx';
  /** Name for people; the file itself is kept under its hash. */
  name: string;
  sha256: string;
  size: number;
  rows: number;
}

export const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

const sizeLimit = 2 ** 32;
const fetched = 5_000;

/** Writes the list, as far as the scope of whoever asks reaches, into a file that says what it is (名单导出). */
@Injectable()
export class ExportEnterprisesJob implements JobHandler<ExportEnterprisesPayload> {
  readonly task = exportEnterprisesTask;

  constructor(
    private readonly files: StoredFiles,
    private readonly trail: AuditTrail,
    private readonly reference: ReferenceService,
    private readonly sounds: SoundsService,
  ) {}

  async run(context: JobContext<ExportEnterprisesPayload>): Promise<ExportEnterprisesResult> {
    const { payload, person, jobId, database } = context;
    const { filter, ids, format } = payload;
    const [sounds, industries] = await Promise.all([this.sounds.sounds(), this.reference.industries()]);
    const ready = readyFilter(filter, sounds, industries);
    const { file, rows } = await database.snapshot(person, async (tx) => {
      const { total, demo } = await countRows(tx, ready, ids);
      context.progress({ stage: '写入文件', done: 0, total });
      const generated = { at: systemClock.now(), by: person.name, jobId, rows: total, demo };
      const entries = definitionEntries(filter, ids?.length ?? null, generated);
      const written = await this.write(tx, ready, entries, context);
      if (written.rows !== total) throw otherCount(total, written.rows);
      return written;
    });
    return context.commit(async (tx) => {
      await this.files.register(tx, file);
      await this.trail.record(tx, {
        ...{ action: 'enterprises.export', objectType: 'job_run', objectId: jobId },
        after: { filter, selected: ids?.length ?? null, format, rows, sha256: file.sha256 },
      });
      return { format, name: file.name, sha256: file.sha256, size: file.size, rows };
    });
  }

  private async write(
    tx: Transaction,
    ready: ReadyFilter,
    entries: [string, string][],
    context: JobContext<ExportEnterprisesPayload>,
  ): Promise<{ file: StoredFile; rows: number }> {
    const { format, ids } = context.payload;
    const columns = chosenColumns(context.payload.columns);
    const pipe = new PassThrough({ highWaterMark: 1024 * 1024 });
    const name = `企业名单_${shanghaiDay(systemClock.now())}.${format}`;
    const taken = this.files.take(pipe, name, mediaTypes[format], sizeLimit);
    taken.catch(() => undefined); // looked at below; until then it must not count as unhandled
    let rows = 0;
    const watched = (done: number) => {
      throwIfStopped(context.signal);
      context.progress({ done: (rows = done), counted: done });
    };
    try {
      const source = listRows(tx, ready, ids, columns, watched);
      if (format === 'csv') await writeCsv(columns, source, pipe);
      else await writeXlsx([{ name: '企业名单', columns, rows: source }, definitionSheet('说明', entries)], pipe);
      pipe.end();
      return { file: await taken, rows };
    } catch (error) {
      pipe.destroy(error as Error);
      await taken.catch(() => undefined);
      throw error;
    }
  }
}

function conditionsOf(tx: Transaction, ready: ReadyFilter, ids: string[] | null): SearchConditions {
  const conditions = new SearchConditions(ready, tx.person.scope);
  if (ids !== null) conditions.add(`s."enterpriseId" = any(${conditions.parameter(ids)}::uuid[])`);
  return conditions;
}

const from = `from enterprise_search s join enterprise e on e.id = s."enterpriseId"`;

async function countRows(tx: Transaction, ready: ReadyFilter, ids: string[] | null) {
  const { where, parameters } = conditionsOf(tx, ready, ids);
  const sql = `select count(*)::int as total, coalesce(bool_or(e.demo), false) as demo ${from} ${where}`;
  return (await tx.row<{ total: number; demo: boolean }>(sql, parameters)) ?? { total: 0, demo: false };
}

/** The rows through a cursor: the statement runs once, and no more than a batch is held. */
async function* listRows(
  tx: Transaction,
  ready: ReadyFilter,
  ids: string[] | null,
  columns: readonly EnterpriseExportColumn[],
  onRows: (done: number) => void,
): ExportRows {
  const { where, parameters } = conditionsOf(tx, ready, ids);
  await tx.rows(
    `declare listed no scroll cursor for select ${columns.map(({ sql }, i) => `${sql} as c${i}`).join(', ')} ${from}
     left join region g on g.code = e."regionCode" left join industry i on i.code = e."industryCode" ${where} order by e.id`,
    parameters,
  );
  for (let done = 0; ;) {
    const batch = await tx.rows<Record<string, ExportCell>>(`fetch ${fetched} from listed`);
    if (batch.length === 0) return;
    done += batch.length;
    onRows(done);
    yield batch.map((row) => columns.map((_, i) => row[`c${i}`] ?? null));
  }
}

function otherCount(expected: number, found: number): DomainError {
  return new DomainError(
    'conflict',
    'ENTERPRISES.ROW_COUNT',
    `应导出 ${expected} 家，实际写出 ${found} 家，文件没有保存。请重试；再次出现请联系系统管理员。`,
  );
}
