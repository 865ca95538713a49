import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { addWorkingDays, formatYuan, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, systemActor, todayOf, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { inTurn, lockCase } from '../cases/case';
import { CaseActs } from '../cases/case-acts.service';
import { findMeasure } from '../catalogue/measure-row';
import { badField, noticeNotFound, refused, samePerson } from '../measures.errors';
import { measureProcedures } from '../rules/procedures';
import { findNotice } from './support-notice';

/** How many stand on one notice; the rest goes onto the next. */
const most = 500;

/** What stands above a list, and how long it is shown. */
export interface GivenNotice {
  title: string;
  body: string;
  workingDays: number;
}

interface Waiting {
  caseId: string;
  enterpriseId: string;
  holderId: string;
  name: string;
  code: string;
  region: string;
  amount: string | null;
}

/** One of a list as it is shown. */
interface NewItem {
  caseId: string;
  enterpriseId: string;
  name: string;
  creditCodeShown: string;
  regionName: string;
  amount: string | null;
}

/** A name as it is to stand in a corrected list. */
export interface CorrectedName {
  itemId: string;
  name: string;
}

/** Notices of results (公示): who was paid what of a measure, the list as it is shown then; its period over, cases are archived. */
@Injectable()
export class SupportNoticesService {
  constructor(
    private readonly database: Database,
    private readonly acts: CaseActs,
    private readonly reference: ReferenceService,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Publishes all of a measure that were paid and stand on no notice, as far as the person sees them; returns its id.
   * Codes are shown with their middle hidden, names are those of the day.
   * @throws DomainError `MEASURES.MEASURE_NOT_FOUND`, `MEASURES.NOTICE_EMPTY`, `MEASURES.NOTICE_DAYS`.
   */
  async publish(person: ActingPerson, measureId: string, given: GivenNotice): Promise<string> {
    return this.database.write(person, async (tx) => {
      const { name, code } = await findMeasure(tx, measureId);
      for (const holder of new Set((await waitingIn(tx, code)).map(({ holderId }) => holderId)))
        await inTurn(tx, holder);
      const waiting = await waitingIn(tx, code);
      if (waiting.length === 0) throw refused('NOTICE_EMPTY', `“${name}”没有已到账、待公示的。`);
      const regions = await this.reference.regions();
      const items = waiting.map(({ region, code: creditCode, holderId: _, ...item }) => ({
        ...{ ...item, regionName: regions.get(region)?.name ?? region },
        creditCodeShown: `${creditCode.slice(0, 4)}${'*'.repeat(10)}${creditCode.slice(-4)}`,
      }));
      const id = await this.write(tx, { id: measureId, code }, given, items, null);
      for (const { caseId } of items) await this.acts.act(tx, await lockCase(tx, caseId), 'rule', { act: 'publish' });
      return id;
    });
  }

  /**
   * Publishes a notice again, put right by another person than who published it: its period begins anew, the former
   * one stays to be read. Returns the new notice's id.
   * @throws DomainError `MEASURES.NOTICE_NOT_FOUND`, `MEASURES.NOTICE_STATE`, `MEASURES.SAME_PERSON`, `MEASURES.NOTICE_NAME`,
   * `MEASURES.NOTICE_SAME`, `MEASURES.NOTICE_DAYS`.
   */
  async correct(
    person: ActingPerson,
    noticeId: string,
    given: GivenNotice,
    names: readonly CorrectedName[],
    reason: string,
  ): Promise<string> {
    const named = new Map(names.map(({ itemId, name }) => [itemId, name]));
    return this.database.write(person, async (tx) => {
      const by = await tx.row<{ id: string; code: string }>(
        `select n."publishedBy" as id, m.code from support_notice n join measure m on m.id = n."measureId" where n.id = $1 for update of n`,
        [noticeId],
      );
      const before = await findNotice(tx, noticeId);
      // everybody reads the list; whoever corrects it must see all that stand on it
      const rows = await tx.rows<NewItem & { id: string }>(
        `select i.id, i."caseId", i."enterpriseId", i.name, i."creditCodeShown", i."regionName", i.amount::text as amount
         from support_notice_item i join enterprise e on e.id = i."enterpriseId" where i."noticeId" = $1 order by i.position`,
        [noticeId],
      );
      if (!by || rows.length < before.items) throw noticeNotFound();
      if (before.correctedBy) throw refused('NOTICE_STATE', '这份公示已经更正过，请打开更正后的一份再改。');
      if (!before.isOpen)
        throw refused('NOTICE_STATE', '公示期已满，不能再更正。拨付有误的，请在该件办理里追回或重新拨付。');
      if (by.id === person.id) throw samePerson('这份公示是您发布的，请由另一个有批准权限的人更正。');
      if (![...named.keys()].every((id) => rows.some((one) => one.id === id)))
        throw badField('NOTICE_NAME', 'names', '要更正的有一家不在这份名单上，请刷新后再改。');
      const items = rows.map(({ id, ...item }) => ({ ...item, name: named.get(id) ?? item.name }));
      const sameList = items.every(({ name }, i) => name === rows[i]?.name);
      if (sameList && (['title', 'body', 'workingDays'] as const).every((what) => given[what] === before[what]))
        throw refused('NOTICE_SAME', '没有改动任何内容，不用更正。');
      const measure = { id: before.measureId, code: by.code };
      return this.write(tx, measure, given, items, { corrects: noticeId, why: reason });
    });
  }

  /** Archives what stands on notices whose period is over. Returns how many cases. */
  async endDue(): Promise<number> {
    const due = await this.database.read(systemActor, (tx) =>
      tx.rows<{ id: string }>(
        `select id from support_notice n where "endedAt" is null and "closesOn" < (now() at time zone 'Asia/Shanghai')::date
           and not exists (select from support_notice l where l.corrects = n.id) order by id limit 100`,
      ),
    );
    let archived = 0;
    for (const { id } of due)
      archived += await this.database.write(systemActor, async (tx) => {
        const cases = await tx.rows<{ caseId: string; enterpriseId: string }>(
          `select i."caseId", i."enterpriseId" from support_notice_item i where i."noticeId" = $1 order by enterprise_survivor(i."enterpriseId")`,
          [id],
        );
        for (const { enterpriseId } of cases) await inTurn(tx, enterpriseId);
        let done = 0;
        for (const { caseId } of cases) {
          const found = await lockCase(tx, caseId);
          if (found.state !== 'published') continue; // claimed back, or given back by the bank
          await this.acts.act(tx, found, 'rule', { act: 'archive' });
          done++;
        }
        await tx.rows('update support_notice set "endedAt" = now() where id = $1', [id]);
        return done;
      });
    return archived;
  }

  private async write(
    tx: Transaction,
    measure: { id: string; code: string },
    { title, body, workingDays }: GivenNotice,
    items: readonly NewItem[],
    correction: { corrects: string; why: string } | null,
  ): Promise<string> {
    const least = measureProcedures().noticeWorkingDays;
    if (workingDays < least) throw badField('NOTICE_DAYS', 'workingDays', `结果公示不得少于 ${least} 个工作日。`);
    const id = uuidv7();
    const { corrects = null, why = null } = correction ?? {};
    const calendar = await this.reference.workingCalendar();
    const opensOn = await todayOf(tx);
    const { day: closesOn, provisional } = addWorkingDays(calendar, opensOn, workingDays);
    await tx.rows(
      `insert into support_notice (id, "measureId", title, body, "publishedBy", "publishedByName", "opensOn", "closesOn",
         "workingDays", "closesProvisional", "calendarVersion", corrects, "correctedWhy")
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[id, measure.id, title, body, tx.person.id, tx.person.name, opensOn, closesOn, workingDays],
        ...[provisional, calendar.version, corrects, why],
      ],
    );
    await writeItems(tx, id, items);
    const total = items.reduce((sum, { amount }) => sum + BigInt(amount ?? 0), 0n);
    await this.trail.record(tx, {
      action: correction ? 'measures.correctNotice' : 'measures.publishNotice',
      ...{ objectType: 'support_notice', objectId: id, ...(why !== null && { reason: why }) },
      after: { measure: measure.code, corrects, closesOn, workingDays, items: items.length, total: formatYuan(total) },
    });
    return id;
  }
}

/** All of a list, in its order, at once. */
function writeItems(tx: Transaction, noticeId: string, items: readonly NewItem[]): Promise<object[]> {
  return tx.rows(
    `insert into support_notice_item (id, "noticeId", "caseId", "enterpriseId", position, name, "creditCodeShown", "regionName", amount)
     select i.id, $1, i."caseId", i."enterpriseId", i.position, i.name, i."creditCodeShown", i."regionName", i.amount
     from jsonb_to_recordset($2::jsonb) as i (id uuid, "caseId" uuid, "enterpriseId" uuid, position int, name text,
       "creditCodeShown" text, "regionName" text, amount bigint)`,
    [noticeId, JSON.stringify(items.map((item, i) => ({ ...item, id: uuidv7(), position: i + 1 })))],
  );
}

/** Who of a measure was paid and stands on no notice yet, by code; a second record under the name that stands for it. */
export const waitingIn = (tx: Transaction, measureCode: string): Promise<Waiting[]> =>
  tx.rows<Waiting>(
    `select c.id as "caseId", c."enterpriseId", e.id as "holderId", e.name, e."creditCode" as code, e."regionCode" as region,
       c.amount::text as amount
     from measure_case c join enterprise e on e.id = enterprise_survivor(c."enterpriseId")
     where c."measureCode" = $1 and c.state = 'paid' order by e.id, c.id limit ${most}`,
    [measureCode],
  );
