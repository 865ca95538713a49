import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { MessagesService } from '@tidu/desk';
import { type Day, formatYuan, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, todayOf, type Transaction } from '@tidu/platform';
import { CatalogueService } from '../catalogue/catalogue.service';
import type { KnownMeasure } from '../catalogue/measure-row';
import { lanesOf } from '../matching/lanes';
import { newestRun } from '../matching/runs';
import { standingSql } from '../matching/standing-sql';
import { refused } from '../measures.errors';
import { findCase, noteCaseStep } from './case';
import { CaseActs, stateOf } from './case-acts.service';

/** How many are pushed in one request; sending again does the rest. */
const most = 500;

/** What a push did. */
export interface Pushed {
  pushed: number;
  /** Whether there are more that nobody told yet. */
  more: boolean;
}

/** Telling enterprises that qualify (推送): a case for each that waits for its confirmation, and a message. */
@Injectable()
export class PushesService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueService,
    private readonly acts: CaseActs,
    private readonly messages: MessagesService,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Pushes a measure to those of the newest matching who qualify and were never told, as far as the person sees them.
   * @throws DomainError `MEASURES.NO_RUN`, `MEASURES.NOT_MATCHED` where the matching doesn't know this edition.
   */
  async push(person: ActingPerson, measureId: string, enterprises: readonly string[] | null): Promise<Pushed> {
    return this.database.write(person, async (tx) => {
      const [today, run] = [await todayOf(tx), await newestRun(tx)];
      const at = run.measureIds.indexOf(measureId);
      const known = await this.catalogue.one(tx, measureId);
      if (at < 0) throw refused('NOT_MATCHED', '最近一次匹配没有这一版措施。请先重新匹配，再推送。');
      const lanes = await lanesOf(tx, await this.catalogue.several(tx, run.measureIds), today);
      const found = await tx.rows<{ enterpriseId: string; amount: string | null }>(
        `${standingSql()} select "enterpriseId", amount::text as amount from stood
         where k = $4 and why = 'notPushed' and ($5::uuid[] is null or "enterpriseId" = any($5::uuid[]))
         order by "enterpriseId" limit ${most + 1}`,
        [run.id, JSON.stringify(lanes), today, at + 1, enterprises],
      );
      const told = found.slice(0, most);
      for (const one of told) await this.one(tx, known, one, lanes[at]?.period ?? 0, today);
      if (told.length > 0)
        await this.trail.record(tx, {
          ...{ action: 'measures.push', objectType: 'measure', objectId: measureId },
          after: { measure: known.row.code, edition: known.row.edition, enterprises: told.length },
        });
      return { pushed: told.length, more: found.length > most };
    });
  }

  private async one(
    tx: Transaction,
    { row, measure }: KnownMeasure,
    { enterpriseId, amount }: { enterpriseId: string; amount: string | null },
    period: number,
    today: Day,
  ): Promise<void> {
    const id = uuidv7();
    const due = await this.acts.due(stateOf('pushed'));
    const written = await tx.client.query(
      `insert into measure_case (id, "measureId", "measureCode", "enterpriseId", period, state, amount, "dueOn", "dueProvisional", "changedByName")
       values ($1, $2, $3, $4, $5, 'pushed', $6, $7, $8, $9) on conflict do nothing`,
      [id, row.id, row.code, enterpriseId, period, amount, due.dueOn, due.dueProvisional, tx.person.name],
    );
    if (written.rowCount !== 1) return;
    await noteCaseStep(tx, await findCase(tx, id), { act: 'push', from: null, reason: null });
    const asks = measure.mode === 'automatic' ? '不用申报，请核对收款账户并确认' : '请在企业服务里申报';
    await this.messages.toEnterprise(tx, {
      ...{ kind: 'measures.pushed', objectType: 'measure_case', objectId: id, enterpriseId },
      subject: `您符合“${row.name}”的条件`.slice(0, 200),
      body: [
        `经 ${today} 比对，您符合“${row.name}”（${row.document}）的条件，${asks}。`,
        ...(amount === null ? [] : [`金额：${formatYuan(BigInt(amount))} 元`]),
        '不想享受的，可以选择放弃。',
      ].join('\n'),
    });
  }
}
