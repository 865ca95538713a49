import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { addWorkingDays, type Day, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, systemActor, todayOf, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { StandardsService } from '@tidu/scoring';
import { ApplicationActs } from '../applications/application-acts.service';
import { findBatch } from '../batches/batch';
import { badField, noticeNotFound, notOfNotice } from '../recognition.errors';
import { noticeRules } from '../rules/notice-rules';
import { procedureOf } from '../rules/procedures';
import { keepSealed, prepareSeal } from '../packages/sealed';
import { findNotice, itemsOf } from './notice';

/** What stands above a list, and how long it is shown. */
export interface GivenNotice {
  title: string;
  body: string;
  workingDays: number;
}

/** A name as it is to stand in a corrected list. */
export interface Correction {
  itemId: string;
  name: string;
}

interface NewItem {
  applicationId: string;
  enterpriseId: string;
  name: string;
  creditCodeShown: string;
  regionName: string;
}

/**
 * Public notices (公示): all that were approved in a batch are published together, the list as it is shown then; its
 * period over, each case that nobody objected to goes on. A correction is a notice of its own: its period begins anew.
 */
@Injectable()
export class NoticesService {
  constructor(
    private readonly database: Database,
    private readonly acts: ApplicationActs,
    private readonly reference: ReferenceService,
    private readonly standards: StandardsService,
    private readonly trail: AuditTrail,
  ) {}

  /** Those of a batch that wait for a notice, in the order in which they would stand on it. */
  waiting(
    person: ActingPerson,
    batchId: string,
  ): Promise<{ items: NewItem[]; closesOn: Day; closesProvisional: boolean }> {
    return this.database.read(person, async (tx) => {
      const { closesOn, closesProvisional } = await this.closing(tx, noticeRules().leastWorkingDays);
      return { items: await this.waitingIn(tx, batchId), closesOn, closesProvisional };
    });
  }

  /** Until when a notice published today is shown. */
  private async closing(
    tx: Transaction,
    workingDays: number,
  ): Promise<{ closesOn: Day; closesProvisional: boolean; today: Day }> {
    const today = await todayOf(tx);
    const { day, provisional } = addWorkingDays(await this.reference.workingCalendar(), today, workingDays);
    return { closesOn: day, closesProvisional: provisional, today };
  }

  /**
   * Publishes all of a batch that were approved; returns the notice's id.
   * @throws DomainError `RECOGNITION.NOTICE_EMPTY`, `RECOGNITION.NOTICE_DAYS`, `RECOGNITION.TIED`.
   */
  async publish(person: ActingPerson, batchId: string, given: GivenNotice): Promise<string> {
    return this.database.write(person, async (tx) => {
      const batch = await findBatch(tx, batchId);
      const items = await this.waitingIn(tx, batch.id);
      if (items.length === 0) throw notOfNotice('NOTICE_EMPTY', '这个批次没有待公示的申报。请先批准，再公示。');
      const id = await this.write(tx, batch.id, given, items, null);
      for (const { applicationId } of items) await this.acts.act(tx, applicationId, 'rule', { action: 'openNotice' });
      return id;
    });
  }

  /**
   * Publishes a notice again with names put right; the period begins anew. Returns the new notice's id.
   * @throws DomainError `RECOGNITION.NOTICE_NOT_FOUND`, `RECOGNITION.NOTICE_STATE`, `RECOGNITION.NOTICE_CORRECTION`,
   * `RECOGNITION.NOTICE_SAME`, `RECOGNITION.NOTICE_DAYS`.
   */
  async correct(
    person: ActingPerson,
    noticeId: string,
    given: GivenNotice,
    corrections: readonly Correction[],
    reason: string,
  ): Promise<string> {
    return this.database.write(person, async (tx) => {
      await tx.rows('select from recognition_notice where id = $1 for update', [noticeId]);
      const before = await findNotice(tx, noticeId);
      const named = new Map(corrections.map(({ itemId, name }) => [itemId, name]));
      const shown = await itemsOf(tx, noticeId);
      // everybody reads the list; whoever corrects it must see all that stand on it
      const rows = await tx.rows<{ id: string; enterpriseId: string }>(
        `select i.id, i."enterpriseId" from recognition_notice_item i join enterprise e on e.id = i."enterpriseId"
         where i."noticeId" = $1`,
        [noticeId],
      );
      if (rows.length < shown.length) throw noticeNotFound();
      if (before.correctedBy) throw notOfNotice('NOTICE_STATE', '这份公示已经更正过，请打开更正后的一份再改。');
      if (!before.isOpen) throw notOfNotice('NOTICE_STATE', '公示期已满，不能再更正。请按异议或变更处理。');
      if (![...named.keys()].every((id) => shown.some((one) => one.id === id)))
        throw badField('corrections', 'NOTICE_CORRECTION', '要更正的有一家不在这份名单上，请刷新后再改。');
      const sameList = shown.every(({ id, name }) => (named.get(id) ?? name) === name);
      if (sameList && (['title', 'body', 'workingDays'] as const).every((what) => given[what] === before[what]))
        throw notOfNotice('NOTICE_SAME', '没有改动任何内容，不用更正。');
      const firm = new Map(rows.map(({ id, enterpriseId }) => [id, enterpriseId]));
      const items = shown.map(({ id, applicationId, name, creditCodeShown, regionName }) => ({
        ...{ applicationId, creditCodeShown, regionName, enterpriseId: firm.get(id) ?? '' },
        name: named.get(id) ?? name,
      }));
      return this.write(tx, before.batchId, given, items, { corrects: noticeId, why: reason });
    });
  }

  /** Ends the periods that are over: what nobody objected to goes on. Returns how many cases did. */
  async endDue(): Promise<number> {
    const due = await this.database.read(systemActor, (tx) =>
      tx.rows<{ id: string; applicationId: string }>(
        `select n.id, i."applicationId" from recognition_notice n join recognition_notice_item i on i."noticeId" = n.id
           join application a on a.id = i."applicationId" join recognition_batch b on b.id = a."batchId"
         where n."closesOn" < (now() at time zone 'Asia/Shanghai')::date and a.state = 'noticed'
           and not exists (select from recognition_notice l where l.corrects = n.id)
           and not exists (select from recognition_objection o where o."applicationId" = a.id and o.kind = 'objection'
             and o.state in ('received', 'accepted'))
         order by n.id, i.position limit 1000`,
      ),
    );
    for (const { id, applicationId } of due)
      await this.database.write(systemActor, async (tx) => {
        await this.acts.act(tx, applicationId, 'rule', { action: 'endNotice' });
        await tx.rows('update recognition_notice set "endedAt" = coalesce("endedAt", now()) where id = $1', [id]);
      });
    return due.length;
  }

  private async waitingIn(tx: Transaction, batchId: string): Promise<NewItem[]> {
    const regions = await this.reference.regions();
    const { procedure } = await findBatch(tx, batchId);
    const from = procedureOf(procedure).actions.get('openNotice')?.from ?? [];
    const rows = await tx.rows<{ id: string; enterpriseId: string; name: string; code: string; region: string }>(
      `select a.id, a."enterpriseId", e.name, e."creditCode" as code, e."regionCode" as region
       from application a join enterprise e on e.id = a."enterpriseId"
       where a."batchId" = $1 and a.state = any ($2) order by e."creditCode"`,
      [batchId, from],
    );
    return rows.map(({ id, enterpriseId, name, code, region }) => ({
      ...{ applicationId: id, enterpriseId, name, regionName: regions.get(region)?.name ?? region },
      creditCodeShown: `${code.slice(0, 4)}${'*'.repeat(10)}${code.slice(-4)}`,
    }));
  }

  private async write(
    tx: Transaction,
    batchId: string,
    { title, body, workingDays }: GivenNotice,
    items: readonly NewItem[],
    correction: { corrects: string; why: string } | null,
  ): Promise<string> {
    const { leastWorkingDays } = noticeRules();
    if (workingDays < leastWorkingDays)
      throw badField('workingDays', 'NOTICE_DAYS', `公示不得少于 ${leastWorkingDays} 个工作日。`);
    const id = uuidv7();
    const { closesOn, closesProvisional, today } = await this.closing(tx, workingDays);
    const { version } = await this.reference.workingCalendar();
    const sealed = await prepareSeal(tx, items, { reference: this.reference, standards: this.standards });
    await tx.rows(
      `insert into recognition_notice (id, "batchId", title, body, "publishedBy", "publishedByName", "opensOn", "closesOn",
         "workingDays", "closesProvisional", "calendarVersion", corrects, "correctedWhy", "packageRoot")
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        ...[id, batchId, title, body, tx.person.id, tx.person.name, today, closesOn, workingDays],
        ...[closesProvisional, version, correction?.corrects ?? null, correction?.why ?? null, sealed.root],
      ],
    );
    await writeItems(tx, id, items);
    await keepSealed(tx, id, sealed);
    await this.trail.record(tx, {
      action: correction ? 'recognition.correctNotice' : 'recognition.publishNotice',
      ...{ objectType: 'recognition_notice', objectId: id },
      after: {
        batchId,
        closesOn,
        workingDays,
        items: items.length,
        packageRoot: sealed.root,
        corrects: correction?.corrects ?? null,
      },
      ...(correction && { reason: correction.why }),
    });
    return id;
  }
}

/** All that stand on a notice, in their order, at once. */
function writeItems(tx: Transaction, noticeId: string, items: readonly NewItem[]): Promise<object[]> {
  return tx.rows(
    `insert into recognition_notice_item (id, "noticeId", "applicationId", "enterpriseId", position, name,
       "creditCodeShown", "regionName")
     select i.id, $1, i."applicationId", i."enterpriseId", i.position, i.name, i."creditCodeShown", i."regionName"
     from jsonb_to_recordset($2::jsonb) as i (id uuid, "applicationId" uuid, "enterpriseId" uuid, position int, name text,
       "creditCodeShown" text, "regionName" text)`,
    [noticeId, JSON.stringify(items.map((item, i) => ({ ...item, id: uuidv7(), position: i + 1 })))],
  );
}
