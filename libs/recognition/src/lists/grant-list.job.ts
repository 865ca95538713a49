import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { EvidenceService } from '@tidu/enterprises';
import { type JobContext, type JobHandler, throwIfStopped, type Transaction } from '@tidu/platform';
import { ApplicationActs, possibleActions } from '../applications/application-acts.service';
import { applicationsFor, type Granted, type GrantRow, keepGrants, rowsToGrant, titlesOf } from './grant-rows';
import { changeList, findList, lockList, type OfficialList } from './official-list';

export const grantListTask = 'recognition.grantList';

export interface GrantListPayload {
  listId: string;
}

/** What applying a list did. */
export interface GrantListResult {
  listId: string;
  /** Titles newly recorded, such as stood there already, rows that were held back. */
  granted: number;
  stood: number;
  held: number;
  /** Applications that are recognised by it. */
  recognised: number;
}

const chunk = 200;

/**
 * Titles result from a list: every matched row that has none gets its title, the open application of it is recognised.
 * Each part is a transaction of its own; begun again it goes on with the rows that have none yet.
 */
@Injectable()
export class GrantListJob implements JobHandler<GrantListPayload> {
  readonly task = grantListTask;

  constructor(
    private readonly evidence: EvidenceService,
    private readonly acts: ApplicationActs,
    private readonly trail: AuditTrail,
  ) {}

  async run(context: JobContext<GrantListPayload>): Promise<GrantListResult> {
    const { database, person, payload, signal } = context;
    const { listId } = payload;
    const total = await database.read(person, (tx) =>
      tx.row<{ n: number }>(
        `select count(*)::int as n from official_list_row r join official_list l on l.id = r."listId" and l."fileId" = r."fileId"
         where l.id = $1 and r.state = 'matched' and r."titleId" is null`,
        [listId],
      ),
    );
    context.progress({ stage: '登记称号', done: 0, total: total?.n ?? null });
    for (let [after, done]: [number | null, number] = [0, 0]; after !== null;) {
      throwIfStopped(signal);
      const from: number = after;
      const rows = await database.write(person, (tx) => this.grant(tx, listId, from));
      done += rows.length;
      after = rows.length < chunk ? null : (rows.at(-1)?.row ?? null);
      context.progress({ done, counted: done });
    }
    return context.commit((tx) => this.finish(tx, listId));
  }

  private async grant(tx: Transaction, listId: string, after: number): Promise<GrantRow[]> {
    const list = await findList(tx, listId);
    if (list.state !== 'ready') return [];
    const rows = await rowsToGrant(tx, list, after, chunk);
    const fresh = rows.filter(({ titleId }) => titleId === null).map(({ enterpriseId }) => enterpriseId);
    const reason = `按名单登记：${list.document}，${list.batch}`.slice(0, 500);
    if (fresh.length > 0)
      await this.evidence.recordList(
        tx,
        'titleHeld',
        fresh.map((enterpriseId) => ({ enterpriseId, statement: statementOf(list) })),
        reason,
      );
    const recorded = await titlesOf(tx, list, fresh);
    const granted = rows.map((row) => grantedOf(row, recorded.get(row.enterpriseId) ?? null));
    const titled = rows.filter((_, at) => granted[at]?.titleId);
    const recognised = await this.recognise(
      tx,
      list,
      titled.map(({ enterpriseId }) => enterpriseId),
    );
    const byId = new Map(rows.map(({ id, enterpriseId }) => [id, enterpriseId]));
    await keepGrants(
      tx,
      granted.map((one) => ({
        ...one,
        applicationId: (one.titleId && recognised.get(byId.get(one.id) ?? '')) ?? null,
      })),
    );
    return rows;
  }

  /** Applications that wait for this list at the higher levels are recognised by it. */
  private async recognise(tx: Transaction, list: OfficialList, ids: string[]): Promise<Map<string, string>> {
    const done = new Map<string, string>();
    const document = { document: list.document, documentOn: list.listedOn };
    for (const application of ids.length === 0 ? [] : await applicationsFor(tx, list, ids)) {
      if (!possibleActions(application, 'rule').some(({ code }) => code === 'recognise')) continue;
      await this.acts.act(tx, application.id, 'rule', { action: 'recognise', document });
      done.set(application.enterpriseId, application.id);
    }
    return done;
  }

  private async finish(tx: Transaction, listId: string): Promise<GrantListResult> {
    const list = await lockList(tx, listId);
    const counts = await tx.row<Omit<GrantListResult, 'listId'>>(
      `select count(*) filter (where "grant" = 'granted')::int as granted, count(*) filter (where "grant" = 'stood')::int as stood,
         count(*) filter (where "grant" = 'held')::int as held, count("applicationId")::int as recognised
       from official_list_row where "listId" = $1 and "fileId" = $2`,
      [listId, list.fileId],
    );
    const result = { listId, granted: 0, stood: 0, held: 0, recognised: 0, ...counts };
    await changeList(tx, listId, { grantJobId: null, grantedByName: tx.person.name });
    await this.trail.record(tx, {
      ...{ action: 'recognition.grantList', objectType: 'official_list', objectId: listId },
      after: { ...result, document: list.document, batch: list.batch },
    });
    return result;
  }
}

const statementOf = ({ title, level, batch, validFrom, validUntil, document }: OfficialList) => ({
  ...{ values: { title, level, batch }, validFrom, validUntil, document },
  source: `名单（${document}）`.slice(0, 200),
});

function grantedOf({ id, titleId, isSame, says }: GrantRow, recorded: string | null): Granted {
  const base = { id, applicationId: null };
  if (recorded !== null) return { ...base, grant: 'granted', note: '已按名单登记', titleId: recorded };
  if (titleId !== null && isSame) return { ...base, grant: 'stood', note: '先前已登记同一称号', titleId };
  const note =
    titleId === null
      ? '没有登记：这家企业已不在您的管辖范围内。'
      : `没有登记：同一称号、同一起始日先前登记为“${says}”，与名单不同，请先核对佐证。`;
  return { ...base, grant: 'held', note, titleId: null };
}
