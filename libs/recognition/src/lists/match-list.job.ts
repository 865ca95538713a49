import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError, uuidv7 } from '@tidu/kernel';
import {
  type JobContext,
  type JobHandler,
  JobStopped,
  openTable,
  staffLimits,
  StoredFiles,
  throwIfStopped,
  type Transaction,
  workInSets,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { badField, listConflict } from '../recognition.errors';
import { findBearers } from './bearers';
import { type ListRules, listRules } from './list-rules';
import { changeList, countRows, findList, lockList, type OfficialList, type PendingFile } from './official-list';
import { matchedRows, type ToMatch } from './matched-rows';
import { NameKeys } from './name-keys';
import { ListRowReader, type ReadRow } from './row-reader';
import {
  adoptFile,
  dropAbandoned,
  dropFile,
  insertRows,
  keepMatches,
  rowsToMatch,
  takenEnterprises,
  unmatchRows,
} from './row-store';

export const matchListTask = 'recognition.matchList';

/** What a list came to. */
export interface MatchListResult {
  listId: string;
  rows: number;
  matched: number;
  ambiguous: number;
  notOurs: number;
  rejected: number;
}

type Context = JobContext<PendingFile>;

interface ListFile {
  sha256: string;
  statedCount: number;
}

const chunk = 1000;

/**
 * Reads an official list and finds who is meant by each row. What it writes is seen by nobody before its last
 * transaction: begun again after a break it goes on with what was read; cancelled or refused it leaves nothing.
 */
@Injectable()
export class MatchListJob implements JobHandler<PendingFile> {
  readonly task = matchListTask;

  constructor(
    private readonly files: StoredFiles,
    private readonly reference: ReferenceService,
    private readonly trail: AuditTrail,
  ) {}

  async run(context: Context): Promise<MatchListResult> {
    const { database, person, payload } = context;
    const { listId, fileId } = payload;
    const { list, file } = await database.read(person, async (tx) => ({
      list: await findList(tx, listId),
      file: await tx.row<ListFile>('select sha256, "statedCount" from official_list_file where id = $1', [fileId]),
    }));
    if (!file || list.pendingFileId !== fileId) throw movedOn();
    try {
      const rules = listRules();
      const names = new NameKeys(rules, (await this.reference.regions()).entries);
      context.progress({ stage: '核对家数', done: 0, total: file.statedCount });
      await this.requireStatedCount(context, file, rules, names);
      const keys = await this.readRows(context, file, rules, names);
      await this.match(context, list, names, rules, keys);
      return await context.commit((tx) => this.finish(tx, payload, keys));
    } catch (error) {
      await this.giveUp(context, error);
      throw error;
    }
  }

  /** The number of rows is looked at before anything is written. */
  private async requireStatedCount(
    context: Context,
    { sha256, statedCount }: ListFile,
    rules: ListRules,
    names: NameKeys,
  ) {
    let rows = 0;
    for await (const part of this.parts(context, sha256, rules, names)) {
      rows += part.length;
      context.progress({ done: rows });
    }
    if (rows === statedCount) return;
    const message = `文件里有 ${rows} 家，来文说是 ${statedCount} 家，没有接收。请核对文件是否完整、有没有多余的行，或改正来文家数后重新上传。`;
    throw badField('statedCount', 'LIST_COUNT', message);
  }

  private async *parts(
    { signal }: Context,
    sha256: string,
    rules: ListRules,
    names: NameKeys,
  ): AsyncGenerator<ReadRow[]> {
    const isHeader = (label: string) => rules.headers.has(label);
    const limits = { ...staffLimits, maxRows: rules.rows + 100 };
    const table = await openTable(this.files.path(sha256), { limits, isHeader, signal });
    try {
      const reader = new ListRowReader(table.header, rules, names);
      for await (const batch of table.rows) {
        throwIfStopped(signal);
        const rows = batch.map((raw) => reader.read(raw)).filter((row) => row !== null);
        for (let at = 0; at < rows.length; at += chunk) yield rows.slice(at, at + chunk);
      }
    } finally {
      await table.close();
    }
  }

  /** Keeps the rows that the list doesn't have yet; returns where each row of the file stands. */
  private async readRows(context: Context, { sha256 }: ListFile, rules: ListRules, names: NameKeys) {
    const { database, person, payload } = context;
    const keys = new Map<string, number>();
    context.progress({ stage: '读取名单', done: 0 });
    await database.write(person, (tx) => dropAbandoned(tx, payload));
    for await (const part of this.parts(context, sha256, rules, names)) {
      for (const { key, row } of part) keys.set(key, row);
      const rows = part.map((row) => ({ id: uuidv7(), ...row }));
      await database.write(person, async (tx) => {
        await requirePending(tx, payload);
        await insertRows(tx, payload, rows);
      });
      context.progress({ done: keys.size });
    }
    return keys;
  }

  private async match(
    context: Context,
    list: OfficialList,
    names: NameKeys,
    rules: ListRules,
    keys: Map<string, number>,
  ) {
    const { database, person, payload, signal } = context;
    await database.write(person, async (tx) => {
      await requirePending(tx, payload);
      await unmatchRows(tx, payload);
    });
    const [rows, taken, bearers] = await database.snapshot(person, async (tx) => {
      await tx.rows('set local statement_timeout = 0');
      const found: ToMatch[] = await rowsToMatch(tx, payload, names);
      const some = <T>(of: (row: ToMatch) => T | null) => new Set(found.map(of).filter((one) => one !== null));
      const asked = {
        ...{ keys: some(({ key }) => key), loose: some(({ loose }) => loose), codes: some((row) => row.creditCode) },
      };
      return [found, await takenEnterprises(tx, list.id, keys), await findBearers(tx, names, asked, rules.candidates)];
    });
    context.progress({ stage: '对应企业', done: 0, total: rows.length });
    const matches = matchedRows(rows, list.listedOn, bearers, taken, rules.candidates);
    for (let at = 0; at < matches.length; at += chunk) {
      throwIfStopped(signal);
      const part = matches.slice(at, at + chunk);
      await database.write(person, async (tx) => {
        await requirePending(tx, payload);
        await keepMatches(tx, list.id, part);
      });
      context.progress({ done: at + part.length });
    }
  }

  private async finish(tx: Transaction, payload: PendingFile, keys: ReadonlyMap<string, number>) {
    const { listId, fileId } = payload;
    await workInSets(tx);
    const list = await lockList(tx, listId);
    await requirePending(tx, payload);
    await adoptFile(tx, listId, fileId, keys);
    await changeList(tx, listId, { state: 'ready', fileId, pendingFileId: null, rowsIn: keys.size });
    const result = { listId, rows: keys.size, ...(await countRows(tx, { ...list, fileId })) };
    const { title, batch, document } = list;
    await this.trail.record(tx, {
      ...{ action: 'recognition.readList', objectType: 'official_list', objectId: listId },
      after: { ...result, title, batch, document, fileId },
    });
    return result;
  }

  /** A list that can't be read is stopped with the reason, a corrected file forgotten; a job that merely ends goes on later. */
  private async giveUp({ database, person, payload }: Context, error: unknown): Promise<void> {
    const isCancelled = error instanceof JobStopped && error.why === 'cancelled';
    if (!isCancelled && !(error instanceof DomainError)) return;
    const problem = isCancelled ? '读取时被取消，没有留下内容。' : error.message.slice(0, 1000);
    await database.write(person, async (tx) => {
      const list = await lockList(tx, payload.listId);
      if (list.pendingFileId !== payload.fileId) return;
      await changeList(tx, list.id, {
        pendingFileId: null,
        ...(list.fileId === null && ({ state: 'stopped', problem } as const)),
      });
      await dropFile(tx, list, payload.fileId);
    });
  }
}

const movedOn = () => listConflict('LIST_MOVED_ON', '这份文件已经处理过、被取消或被新的更正代替，请刷新后再看。');

/** Each part is written only while the file is the one that is being read: a newer one takes its place at once. */
async function requirePending(tx: Transaction, { listId, fileId }: PendingFile): Promise<void> {
  const sql = 'select from official_list where id = $1 and "pendingFileId" = $2 for share';
  if (!(await tx.row(sql, [listId, fileId]))) throw movedOn();
}
