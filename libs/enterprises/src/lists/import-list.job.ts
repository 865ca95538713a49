import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError, shanghaiDay, uuidv7 } from '@tidu/kernel';
import {
  columnName,
  copyField,
  CopyLines,
  type Database,
  type Header,
  importCopiesTask,
  isTotalRow,
  type JobContext,
  type JobHandler,
  JobsService,
  keepImportFile,
  keepProblems,
  openTable,
  type OpenTable,
  plainLabel,
  ProblemLog,
  reasonLabel,
  repeatsHeader,
  staffLimits,
  StoredFiles,
  systemActor,
  throwIfStopped,
  type Transaction,
  workInSets,
} from '@tidu/platform';
import { type ImportListPayload, type ImportListResult, importListTask } from './import-list.options';
import type { ImportedList } from './list-book';
import { columnOf } from './list-definition';
import { ListRowReader, type ReadColumn } from './list-row';
import { ListsService } from './lists.service';
import { matchStaged, refuseRepeated } from './match-staged';
import { sealStated } from './sealed-staging';

/** Commits of list imports come one after the other: two that bring the same record must not meet half-way. */
const commitLock = 744_118_055;

type Context = JobContext<ImportListPayload>;

interface Work {
  list: ImportedList;
  table: OpenTable;
  columns: ReadColumn[];
  unmatched: ImportListResult['unmatchedColumns'];
  attempt: string;
  log: ProblemLog;
  count: { rows: number; skipped: number; staged: number; rejected: number };
}

/** Imports one list: every row checked like a person's entry, matched to an enterprise, taken in at once. */
@Injectable()
export class ImportListJob implements JobHandler<ImportListPayload> {
  readonly task = importListTask;

  constructor(
    private readonly files: StoredFiles,
    private readonly lists: ListsService,
    private readonly jobs: JobsService,
    private readonly trail: AuditTrail = new AuditTrail(),
  ) {}

  async run(context: Context): Promise<ImportListResult> {
    await clearStaging(context.database, context.jobId);
    try {
      const work = await this.readAndStage(context);
      throwIfStopped(context.signal);
      context.progress({ stage: '对应企业并写入', done: work.count.rows, total: work.count.rows });
      return await context.commit((tx) => this.takeIn(tx, context, work));
    } finally {
      await clearStaging(context.database, context.jobId).catch(() => undefined);
    }
  }

  private async readAndStage(context: Context): Promise<Work> {
    const { payload, jobId, database, person, signal } = context;
    context.progress({ stage: '读取与校验', done: 0 });
    const list = await this.lists.one(payload.list);
    const isHeader = (label: string) => columnOf(list, label) !== null;
    const table = await openTable(this.files.path(payload.fileSha256), { limits: staffLimits, isHeader, signal });
    try {
      const { columns, unmatched } = planList(table.header, list);
      const log = new ProblemLog();
      const attempt = uuidv7();
      const { source, document } = payload;
      const given = { source, today: shanghaiDay(Date.now()), ...(document === undefined ? {} : { document }) };
      const reader = new ListRowReader(list, columns, given, log);
      const work: Work = {
        ...{ list, table, columns, unmatched, attempt, log },
        count: { rows: 0, skipped: 0, staged: 0, rejected: 0 },
      };
      await database.write(person, (tx) =>
        stage(tx, jobId, work, reader, () => {
          throwIfStopped(signal);
          const { rows, staged, rejected } = work.count;
          context.progress({ done: rows, counted: staged, failed: rejected, warned: log.warnings });
        }),
      );
      return work;
    } catch (error) {
      await table.close();
      throw error;
    }
  }

  private async takeIn(tx: Transaction, context: Context, work: Work): Promise<ImportListResult> {
    const { payload, jobId } = context;
    const { attempt, log, list, count } = work;
    await workInSets(tx);
    await tx.rows('select pg_advisory_xact_lock($1)', [commitLock]);
    await tx.rows('select analyze_list_staging()');
    const unknown = await matchStaged(tx, attempt, log);
    const repeated = await refuseRepeated(tx, list.table, attempt, log);
    if (payload.dryRun) await tx.rows('savepoint dry_run');
    const reason = `导入“${payload.fileName}”`;
    const terms = { attempt, jobId, reason, today: shanghaiDay(Date.now()) };
    const taken = await list.takeIn(tx, terms, log);
    if (payload.dryRun) await tx.rows('rollback to savepoint dry_run');
    const listed = await keepProblems(tx, jobId, log);
    await this.keepFile(tx, context, work);
    await tx.rows('delete from list_staging where attempt = $1', [attempt]);
    const rejected = count.rejected + unknown + repeated.rejected + taken.rejected;
    const { info, header } = work.table;
    const result: ImportListResult = {
      ...{ kind: 'list', dryRun: payload.dryRun, format: info.format, headerRow: header.row },
      ...{ encoding: info.encoding ?? null, sheet: info.sheet ?? null, unmatchedColumns: work.unmatched },
      columns: work.columns.map(({ index, header: label, column }) => ({
        ...{ column: columnName(index), header: label, field: column.name, label: column.label, unit: null },
      })),
      ...{ rows: count.rows, skipped: count.skipped, duplicates: repeated.duplicates, rejected },
      accepted: count.rows - rejected - repeated.duplicates,
      ...{ newRecords: taken.created, changedRecords: taken.changed, unchanged: taken.unchanged },
      ...{ problems: log.problems, warnings: log.warnings, listed, reasons: log.counts() },
    };
    if (!payload.dryRun) await this.note(tx, jobId, payload, result);
    return result;
  }

  private async keepFile(tx: Transaction, { jobId, payload }: Context, { table, list, log }: Work): Promise<void> {
    const rejectedRows = log.refusedRows();
    const { labels, row: headerRow } = table.header;
    await keepImportFile(tx, {
      ...{ jobId, fileSha256: payload.fileSha256, fileName: payload.fileName, list: list.id },
      ...{ sheet: table.info.sheet ?? null, headerRow, labels, fixLabels: labels, constants: [], rejectedRows },
    });
    if (rejectedRows.length === 0) return;
    const copies = await this.jobs.enqueue(tx, importCopiesTask, { importJobId: jobId });
    await tx.rows('update import_file set "copiesJobId" = $2 where "jobId" = $1', [jobId, copies]);
  }

  private async note(tx: Transaction, jobId: string, payload: ImportListPayload, result: ImportListResult) {
    const { list, fileName, fileSha256, source } = payload;
    const { accepted, rejected, newRecords, changedRecords } = result;
    await this.trail.record(tx, {
      ...{ action: 'enterprises.importList', objectType: 'job_run', objectId: jobId },
      after: { list, fileName, fileSha256, source, accepted, rejected, newRecords, changedRecords },
    });
  }
}

/** Which columns are read as what. @throws DomainError `LISTS.COLUMNS` with every reason. */
function planList(header: Header, list: ImportedList) {
  const columns: ReadColumn[] = [];
  const unmatched: ImportListResult['unmatchedColumns'] = [];
  const wrong: string[] = [];
  header.labels.forEach((label, index) => {
    if (label === '') return;
    const column = columnOf(list, label);
    const taken = columns.find((one) => one.column === column);
    if (column === null) {
      const reason = label === reasonLabel ? '上次导入的问题说明，不导入' : `“${list.label}”里没有这一项`;
      unmatched.push({ column: columnName(index), header: label, reason });
    } else if (taken) {
      const place = (at: number, name: string) => `${columnName(at)} 列“${name}”`;
      wrong.push(`${place(taken.index, taken.header)}和${place(index, label)}都表示“${column.label}”，请删除一列。`);
    } else columns.push({ index, header: label, column });
  });
  const has = (name: string) => columns.some(({ column }) => column.name === name);
  if (!has('creditCode') && !has('enterpriseName'))
    wrong.push('没有统一社会信用代码，也没有企业名称，无法知道每行是哪家企业。');
  // a list of those that left names only the day they left
  const leaves = list.exclusive === true && has('validUntil');
  const needed = list.columns.filter(({ name, required }) => required && !(leaves && name === 'validFrom'));
  for (const { name, label } of needed.filter((column) => !has(column.name)))
    wrong.push(`缺少必需的一列“${label}”${name === 'kind' && list.group === 'evidence' ? '（种类）' : ''}。`);
  if (wrong.length > 0)
    throw new DomainError('invalid', 'LISTS.COLUMNS', `${wrong.join('')}可下载“${list.label}”的模板对照。`);
  return { columns, unmatched };
}

async function stage(tx: Transaction, jobId: string, work: Work, reader: ListRowReader, onBatch: () => void) {
  const { table, columns, count, attempt, list } = work;
  const at = (name: string) => columns.find(({ column }) => column.name === name)?.index;
  const identity = at('creditCode') ?? at('enterpriseName') ?? 0;
  const names = ['jobId', 'attempt', 'row', 'creditCode', 'name', 'key', 'stated', 'recordId'];
  const copy = new CopyLines(tx.client, 'list_staging', names);
  try {
    for await (const batch of table.rows) {
      for (const row of batch) {
        if (isTotalRow(row, identity) || repeatsHeader(row, table.header.labels, plainLabel)) {
          count.skipped++;
          continue;
        }
        count.rows++;
        const read = reader.read(row);
        if (read === null) {
          count.rejected++;
          continue;
        }
        count.staged++;
        const { creditCode, name, key, stated } = read;
        const recordId = uuidv7();
        const said = JSON.stringify(sealStated(tx.sealer, list.table, stated, recordId));
        const fields = [jobId, attempt, String(row.row), creditCode, name, key, said, recordId];
        copy.line(fields.map(copyField));
      }
      onBatch();
      await copy.flush();
    }
    await copy.end();
  } catch (error) {
    await copy.abort();
    throw error;
  }
}

async function clearStaging(database: Database, jobId: string): Promise<void> {
  await database.write(systemActor, (tx) =>
    tx.rows(
      `delete from list_staging s where s."jobId" = $1
         or not exists (select from job_run j where j.id = s."jobId" and j.state in ('queued', 'running'))`,
      [jobId],
    ),
  );
}
