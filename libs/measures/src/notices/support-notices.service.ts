import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { addWorkingDays, formatYuan, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, systemActor, todayOf, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { inTurn, lockCase } from '../cases/case';
import { CaseActs } from '../cases/case-acts.service';
import { findMeasure } from '../catalogue/measure-row';
import { badField, refused } from '../measures.errors';
import { measureProcedures } from '../rules/procedures';

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
    const { title, body, workingDays } = given;
    const least = measureProcedures().noticeWorkingDays;
    if (workingDays < least) throw badField('NOTICE_DAYS', 'workingDays', `结果公示不得少于 ${least} 个工作日。`);
    const id = uuidv7();
    await this.database.write(person, async (tx) => {
      const { name, code } = await findMeasure(tx, measureId);
      for (const holder of new Set((await waitingIn(tx, code)).map(({ holderId }) => holderId)))
        await inTurn(tx, holder);
      const items = await waitingIn(tx, code);
      if (items.length === 0) throw refused('NOTICE_EMPTY', `“${name}”没有已到账、待公示的。`);
      const calendar = await this.reference.workingCalendar();
      const opensOn = await todayOf(tx);
      const { day: closesOn, provisional } = addWorkingDays(calendar, opensOn, workingDays);
      await tx.rows(
        `insert into support_notice (id, "measureId", title, body, "publishedBy", "publishedByName", "opensOn", "closesOn",
           "workingDays", "closesProvisional", "calendarVersion") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          ...[id, measureId, title, body, person.id, person.name, opensOn, closesOn, workingDays],
          ...[provisional, calendar.version],
        ],
      );
      await this.write(tx, id, items);
      for (const { caseId } of items) await this.acts.act(tx, await lockCase(tx, caseId), 'rule', { act: 'publish' });
      const total = items.reduce((sum, { amount }) => sum + BigInt(amount ?? 0), 0n);
      await this.trail.record(tx, {
        ...{ action: 'measures.publishNotice', objectType: 'support_notice', objectId: id },
        after: { measure: code, closesOn, workingDays, items: items.length, total: formatYuan(total) },
      });
    });
    return id;
  }

  /** Archives what stands on notices whose period is over. Returns how many cases. */
  async endDue(): Promise<number> {
    const due = await this.database.read(systemActor, (tx) =>
      tx.rows<{ id: string }>(
        `select id from support_notice where "endedAt" is null and "closesOn" < (now() at time zone 'Asia/Shanghai')::date
         order by id limit 100`,
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

  /** All of a list, in its order, at once. */
  private async write(tx: Transaction, noticeId: string, items: readonly Waiting[]): Promise<void> {
    const regions = await this.reference.regions();
    const rows = items.map(({ caseId, enterpriseId, name, code, region, amount }, i) => ({
      ...{ id: uuidv7(), caseId, enterpriseId, position: i + 1, name, amount },
      creditCodeShown: `${code.slice(0, 4)}${'*'.repeat(10)}${code.slice(-4)}`,
      regionName: regions.get(region)?.name ?? region,
    }));
    await tx.rows(
      `insert into support_notice_item (id, "noticeId", "caseId", "enterpriseId", position, name, "creditCodeShown", "regionName", amount)
       select i.id, $1, i."caseId", i."enterpriseId", i.position, i.name, i."creditCodeShown", i."regionName", i.amount
       from jsonb_to_recordset($2::jsonb) as i (id uuid, "caseId" uuid, "enterpriseId" uuid, position int, name text,
         "creditCodeShown" text, "regionName" text, amount bigint)`,
      [noticeId, JSON.stringify(rows)],
    );
  }
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
