import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { addWorkingDays, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, systemActor, todayOf, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { holdCases, inTurn } from '../batches/in-turn';
import { badField, nobodyToAsk } from '../recognition.errors';
import { consultationRules, type Department } from '../rules/consultation-rules';
import { type CaseToAsk, casesToAsk } from './cases-to-ask';

/** Whom to ask, about which cases; null: all that wait and were never asked about there. */
export interface GivenConsultations {
  departments: readonly string[];
  applications: readonly string[] | null;
  note: string | null;
}

/**
 * Other departments are asked about the cases of a batch at once (部门联审), one list each, beside the review whose clock
 * goes on. A day that passed without a reply is recorded as no reply, never as consent.
 */
@Injectable()
export class ConsultationsService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Sends one list to each department; returns their ids in the order asked.
   * @throws DomainError `RECOGNITION.BATCH_NOT_FOUND`, `RECOGNITION.DEPARTMENT`, `RECOGNITION.CONSULTATION_EMPTY`.
   */
  async send(person: ActingPerson, batchId: string, given: GivenConsultations): Promise<string[]> {
    const departments = [...new Set(given.departments)].map(departmentOf);
    return this.database.write(person, async (tx) => {
      await inTurn(tx, 'recognition.consult', batchId);
      const lists = [];
      for (const department of departments) {
        const cases = await casesToAsk(tx, batchId, department.code, given.applications);
        if (cases.length === 0) throw nobodyToAsk(department.name);
        lists.push({ department, cases });
      }
      await holdCases(
        tx,
        lists.flatMap(({ cases }) => cases),
      );
      const ids: string[] = [];
      for (const { department, cases } of lists)
        ids.push(await this.sendTo(tx, batchId, department, cases, given.note));
      return ids;
    });
  }

  private async sendTo(
    tx: Transaction,
    batchId: string,
    department: Department,
    cases: readonly CaseToAsk[],
    note: string | null,
  ): Promise<string> {
    const { code, name, asks, workingDays } = department;
    const [calendar, sentOn, id] = [await this.reference.workingCalendar(), await todayOf(tx), uuidv7()];
    const { day: dueOn, provisional } = addWorkingDays(calendar, sentOn, workingDays);
    await tx.rows(
      `insert into recognition_consultation (id, "batchId", department, "departmentName", asks, note, "sentOn", "sentBy",
         "sentByName", "workingDays", "dueOn", "dueProvisional", "calendarVersion")
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[id, batchId, code, name, asks, note, sentOn, tx.person.id, tx.person.name],
        ...[workingDays, dueOn, provisional, calendar.version],
      ],
    );
    for (const [i, { applicationId, enterpriseId, enterpriseName, creditCode }] of cases.entries())
      await tx.rows(
        `insert into recognition_consultation_item (id, "consultationId", "applicationId", "enterpriseId", position, name, "creditCode")
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [uuidv7(), id, applicationId, enterpriseId, i + 1, enterpriseName, creditCode],
      );
    await this.trail.record(tx, {
      ...{ action: 'recognition.sendConsultation', objectType: 'recognition_consultation', objectId: id },
      after: { batchId, department: code, dueOn, items: cases.length },
    });
    return id;
  }

  /** Records what had no reply when its day passed. Returns how many cases that were. */
  async lapseDue(): Promise<number> {
    const due = await this.database.read(systemActor, (tx) =>
      tx.rows<{ id: string }>(
        `select id from recognition_consultation
         where "lapsedAt" is null and "dueOn" < (now() at time zone 'Asia/Shanghai')::date order by id limit 1000`,
      ),
    );
    let lapsed = 0;
    for (const { id } of due) lapsed += await this.database.write(systemActor, (tx) => this.lapse(tx, id));
    return lapsed;
  }

  private async lapse(tx: Transaction, id: string): Promise<number> {
    const taken = await tx.rows(
      'update recognition_consultation set "lapsedAt" = now() where id = $1 and "lapsedAt" is null returning id',
      [id],
    );
    if (taken.length === 0) return 0;
    const rows = await tx.rows<{ applicationId: string }>(
      `update recognition_consultation_item i set "lapsedOn" = c."dueOn", version = i.version + 1
       from recognition_consultation c where c.id = i."consultationId" and c.id = $1 and i.conclusion is null
       returning i."applicationId"`,
      [id],
    );
    await this.trail.record(tx, {
      ...{ action: 'recognition.lapseConsultation', objectType: 'recognition_consultation', objectId: id },
      after: { noReply: rows.map(({ applicationId }) => applicationId) },
    });
    return rows.length;
  }
}

function departmentOf(code: string): Department {
  const found = consultationRules().departments.get(code);
  if (!found) throw badField('departments', 'DEPARTMENT', `departments：没有联审部门“${code}”。`);
  return found;
}
