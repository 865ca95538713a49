import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { EvidenceService } from '@tidu/enterprises';
import { type JobContext, type JobHandler, throwIfStopped, type Transaction } from '@tidu/platform';
import { ApplicationActs, possibleActions } from '../applications/application-acts.service';
import { lockApplication } from '../applications/application';
import { changeList, lockList } from './official-list';

export const undoListTask = 'recognition.undoList';

export interface UndoListPayload {
  listId: string;
  reason: string;
}

/** What taking a list back did. */
export interface UndoListResult {
  listId: string;
  undone: number;
  /** Rows on which something rests, so that they stay. */
  kept: number;
}

interface GrantedRow {
  id: string;
  row: number;
  grant: 'granted' | 'stood';
  titleId: string;
  enterpriseId: string;
  applicationId: string | null;
  titleVersion: number;
  withdrawn: boolean;
  cancelled: boolean;
}

const chunk = 100;

/**
 * Takes back what a list granted, row by row, where nothing rests on it, and puts applications back where it found them;
 * what stays says why.
 */
@Injectable()
export class UndoListJob implements JobHandler<UndoListPayload> {
  readonly task = undoListTask;

  constructor(
    private readonly evidence: EvidenceService,
    private readonly acts: ApplicationActs,
    private readonly trail: AuditTrail,
  ) {}

  async run(context: JobContext<UndoListPayload>): Promise<UndoListResult> {
    const { database, person, payload, signal } = context;
    context.progress({ stage: '撤销称号', done: 0 });
    for (let [after, done]: [number | null, number] = [0, 0]; after !== null;) {
      throwIfStopped(signal);
      const from: number = after;
      const rows = await database.write(person, (tx) => this.undo(tx, payload, from));
      done += rows.length;
      after = rows.length < chunk ? null : (rows.at(-1)?.row ?? null);
      context.progress({ done });
    }
    return context.commit((tx) => this.finish(tx, payload));
  }

  private async undo(tx: Transaction, { listId, reason }: UndoListPayload, after: number): Promise<GrantedRow[]> {
    const rows = await tx.rows<GrantedRow>(
      `select r.id, r."row", r."grant", r."titleId", t."enterpriseId", r."applicationId", t.version as "titleVersion",
         t."withdrawnAt" is not null as withdrawn, t."cancelledOn" is not null as cancelled
       from official_list_row r join title_held t on t.id = r."titleId"
       where r."listId" = $1 and r."grant" in ('granted', 'stood') and r."row" > $2 order by r."row", r.id limit $3 for update of r`,
      [listId, after, chunk],
    );
    for (const row of rows) {
      const back = await wayBack(tx, row.applicationId);
      const rests = restsOn(row, back);
      if (rests === null && row.grant === 'granted' && !row.withdrawn)
        await this.evidence.withdrawIn(
          tx,
          { enterpriseId: row.enterpriseId, kind: 'titleHeld', recordId: row.titleId, version: row.titleVersion },
          reason,
        );
      if (rests === null && row.applicationId !== null && back !== null)
        await this.acts.act(tx, row.applicationId, 'rule', { action: back, reason: `名单撤销：${reason}` });
      await tx.rows(
        rests === null
          ? `update official_list_row set "grant" = 'undone', "grantNote" = $2, "titleId" = null, "applicationId" = null, version = version + 1 where id = $1`
          : `update official_list_row set "grantNote" = $2, version = version + 1 where id = $1`,
        [row.id, rests ?? `已撤销：${reason}`.slice(0, 500)],
      );
    }
    return rows;
  }

  private async finish(tx: Transaction, { listId, reason }: UndoListPayload): Promise<UndoListResult> {
    const list = await lockList(tx, listId);
    const counts = await tx.row<{ undone: number; kept: number }>(
      `select count(*) filter (where "grant" = 'undone')::int as undone, count("titleId")::int as kept
       from official_list_row where "listId" = $1`,
      [listId],
    );
    const result = { listId, undone: counts?.undone ?? 0, kept: counts?.kept ?? 0 };
    await changeList(tx, listId, { grantJobId: null, ...(result.kept === 0 && ({ state: 'undone' } as const)) });
    await this.trail.record(tx, {
      ...{ action: 'recognition.undoList', objectType: 'official_list', objectId: listId, reason },
      after: { ...result, document: list.document },
    });
    return result;
  }
}

/** The act of the procedure that puts an application back where the list found it; null: none, or it went on since. */
async function wayBack(tx: Transaction, applicationId: string | null): Promise<string | null> {
  if (applicationId === null) return null;
  const application = await lockApplication(tx, applicationId);
  const step = await tx.row<{ from: string }>(
    `select "from" from application_step where "applicationId" = $1 and "to" = $2 order by id desc limit 1`,
    [applicationId, application.state],
  );
  return possibleActions(application, 'rule').find(({ to }) => to === step?.from)?.code ?? null;
}

/** Why a title can't be taken back; null: nothing rests on it. */
function restsOn({ applicationId, titleVersion, withdrawn, cancelled, grant }: GrantedRow, back: string | null) {
  if (applicationId !== null && back === null)
    return '没有撤销：企业的申报已按这份名单办结，认定程序里没有退回认定之前的办法，或之后又有办理。';
  if (grant === 'stood' || withdrawn) return null;
  if (cancelled) return '没有撤销：这个称号之后已被取消，取消的记录以它为据。';
  return titleVersion === 1 ? null : '没有撤销：这个称号登记以后又被更正过，请在企业的佐证里处理。';
}
