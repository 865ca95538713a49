import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { badField, listConflict } from '../recognition.errors';
import { changeList, type ListedRow, lockList, type OfficialList, rowColumns } from './official-list';

/** What a person says of rows: whom they mean, that each means its only candidate, or that they are not ours. */
export interface ListDecision {
  rows: readonly { id: string; version: number }[];
  means: 'enterprise' | 'onlyCandidate' | 'notOurs';
  /** Of `enterprise`. */
  enterpriseId?: string;
  reason: string;
}

/** What became of one row. */
export interface DecidedRow {
  id: string;
  done: boolean;
  /** Why not, or what it is now. */
  message: string;
}

/** Judges rows of official lists one by one: each has a result of its own, and a request sent again does nothing twice. */
@Injectable()
export class ListDecisionsService {
  constructor(
    private readonly database: Database,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws DomainError `RECOGNITION.LIST_NOT_FOUND`, `RECOGNITION.LIST_NOT_READY`, `RECOGNITION.LIST_CHOICE`. */
  async decide(person: ActingPerson, listId: string, decision: ListDecision): Promise<DecidedRow[]> {
    if (
      (decision.means === 'enterprise') !== (decision.enterpriseId !== undefined) ||
      (decision.means === 'enterprise' && decision.rows.length > 1)
    )
      throw badField('enterpriseId', 'LIST_CHOICE', '选定一家企业时，请只选一行，并写明是哪家。');
    return this.database.write(person, async (tx) => {
      const list = await lockList(tx, listId);
      if (list.state !== 'ready' || list.pendingFileId !== null)
        throw listConflict('LIST_NOT_READY', '这份名单还没有读完，或已经停止、撤销，现在不能判断。');
      const results: DecidedRow[] = [];
      for (const row of decision.rows) results.push(await this.one(tx, list, row, decision));
      if (results.some(({ done }) => done)) await changeList(tx, listId, {});
      return results;
    });
  }

  private async one(
    tx: Transaction,
    list: OfficialList,
    { id, version }: { id: string; version: number },
    decision: ListDecision,
  ): Promise<DecidedRow> {
    const no = (message: string): DecidedRow => ({ id, done: false, message });
    const row = await tx.row<ListedRow>(
      `select ${rowColumns} from official_list_row r where r.id = $1 and r."listId" = $2 and r."fileId" = $3 for update`,
      [id, list.id, list.fileId],
    );
    if (!row) return no('名单里没有这一行，请刷新。');
    if (row.state === 'rejected') return no('这一行没有读懂，不能判断；请更正文件重新上传。');
    if (row.titleId !== null) return no('称号已按这一行授予，要先撤销。');
    const chosen = decision.means === 'notOurs' ? null : await chosenFor(tx, row, decision);
    if (typeof chosen === 'string') return no(chosen);
    const meant = chosen?.id ?? null;
    const state = meant === null ? 'notOurs' : 'matched';
    if (row.version !== version)
      return row.state === state && row.enterpriseId === meant
        ? { id, done: true, message: '已经是这样。' }
        : no('这一行刚被别人改过，请刷新后再看。');
    const other = meant === null ? null : await lineOf(tx, list, meant, id);
    if (other !== null) return no(`第 ${other} 行已经对上“${chosen?.name}”。`);
    await tx.rows(
      `update official_list_row set state = $2, "enterpriseId" = $3, reason = $4, "decidedBy" = $5, "decidedByName" = $6,
         "decidedAt" = now(), "decidedWhy" = $7, version = version + 1, "grant" = null, "grantNote" = null where id = $1`,
      [
        ...[id, state, meant, meant === null ? '经核对，不在本区或查无此企业。' : '经人工核对。'],
        ...[tx.person.id, tx.person.name, decision.reason],
      ],
    );
    await this.trail.record(tx, {
      ...{
        action: 'recognition.decideListRow',
        objectType: 'official_list_row',
        objectId: id,
        reason: decision.reason,
      },
      before: { state: row.state, enterpriseId: row.enterpriseId },
      after: { state, enterpriseId: meant },
    });
    return { id, done: true, message: meant === null ? '记为不在本区' : `对应“${chosen?.name}”` };
  }
}

interface Chosen {
  id: string;
  name: string;
}

/** The enterprise that is meant, the one that stands for it; a text where it can't be. */
async function chosenFor(
  tx: Transaction,
  row: ListedRow,
  { means, enterpriseId }: ListDecision,
): Promise<Chosen | string> {
  if (means === 'onlyCandidate' && row.candidates !== 1) return `这一行有 ${row.candidates} 家候选，请逐行选定。`;
  const only = await tx.row<{ id: string }>(
    `select "enterpriseId" as id from official_list_candidate where "rowId" = $1`,
    [row.id],
  );
  const found = await tx.row<Chosen>(
    `select e.id, e.name from enterprise e where e.id = enterprise_survivor($1) and e.status <> 'merged'`,
    [means === 'enterprise' ? enterpriseId : only?.id],
  );
  return found ?? '登记簿里没有这家企业，或它不在您的管辖范围内。';
}

async function lineOf(tx: Transaction, { id, fileId }: OfficialList, enterpriseId: string, except: string) {
  const found = await tx.row<{ row: number }>(
    `select "row" from official_list_row where "listId" = $1 and "fileId" = $2 and "enterpriseId" = $3 and state = 'matched' and id <> $4`,
    [id, fileId, enterpriseId, except],
  );
  return found?.row ?? null;
}
