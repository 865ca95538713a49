import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { TasksService } from '@tidu/desk';
import { EvidenceFilesService } from '@tidu/figures';
import { type Day, daysBetween, DomainError, isDay, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, todayOf, type Transaction } from '@tidu/platform';
import { badField, listConflict, reportNotFound } from '../recognition.errors';
import { changeRules } from './change-rules';
import { changeTask, type KnownChange, reportBy, taskObject, unreported } from './known-changes';

/** A major change as an enterprise reports it. */
export interface NewReport {
  kind: string;
  effectiveOn: Day;
  description: string;
  evidenceId: string;
}

/** A report as the enterprise sees it. */
export interface OwnReport {
  id: string;
  kindLabel: string;
  effectiveOn: Day;
  dueOn: Day;
  description: string;
  fileName: string;
  reportedOn: Day;
  submittedByName: string;
  decision: 'kept' | 'cancelled' | null;
  decidedReason: string | null;
  decidedAt: string | null;
}

/** A change the register knows, with the term to report it. */
export type OpenChange = KnownChange & { dueOn: Day; daysLeft: number };

/** What an enterprise reports of major changes (重大变化报告), and what it still has to. */
@Injectable()
export class ChangeReportsService {
  constructor(
    private readonly database: Database,
    private readonly evidence: EvidenceFilesService,
    private readonly tasks: TasksService,
    private readonly trail: AuditTrail,
  ) {}

  /** What is to be reported still and what was reported, the newest first. @throws DomainError `RECOGNITION.REPORT_NOT_FOUND` out of sight. */
  own(person: ActingPerson, enterpriseId: string): Promise<{ open: OpenChange[]; items: OwnReport[]; holds: boolean }> {
    return this.database.read(person, async (tx) => {
      if (!(await tx.row('select from enterprise where id = $1', [enterpriseId]))) throw reportNotFound();
      const today = await todayOf(tx);
      const known = await unreported(tx, today, enterpriseId);
      const items = await tx.rows<OwnReport>(
        `select r.id, r."kindLabel", r."effectiveOn"::text as "effectiveOn", r."dueOn"::text as "dueOn", r.description, f."fileName",
           r."reportedOn"::text as "reportedOn", r."submittedByName", r.decision, r."decidedReason", r."decidedAt"
         from change_report r join evidence_file f on f.id = r."evidenceId"
         where r."enterpriseId" in (select enterprise_family(enterprise_survivor($1))) order by r."effectiveOn" desc, r.id limit 100`,
        [enterpriseId],
      );
      const open = known.map((one) => ({
        ...one,
        dueOn: reportBy(one.effectiveOn),
        daysLeft: daysBetween(today, reportBy(one.effectiveOn)),
      }));
      return { open, items, holds: await holdsOn(tx, enterpriseId, today) };
    });
  }

  /**
   * Takes a report in, a late one too; the task of the same change ends.
   * @throws DomainError `RECOGNITION.CHANGE_KIND`, `RECOGNITION.CHANGE_DAY`, `RECOGNITION.NO_TITLE_THEN`,
   *   `FIGURES.EVIDENCE_NOT_FOUND`, `RECOGNITION.REPORTED` where the same was reported.
   */
  async report(person: ActingPerson, enterpriseId: string, given: NewReport): Promise<{ id: string; late: boolean }> {
    const kind = changeRules().kinds.get(given.kind);
    if (!kind) throw badField('kind', 'CHANGE_KIND', 'kind：没有这种变化，请从列出的里选。');
    return this.database.write(person, async (tx) => {
      if (!(await tx.row('select from enterprise where id = $1', [enterpriseId]))) throw reportNotFound();
      const today = await todayOf(tx);
      if (!isDay(given.effectiveOn) || given.effectiveOn < '1990-01-01' || given.effectiveOn > today)
        throw badField('effectiveOn', 'CHANGE_DAY', 'effectiveOn：生效日期应是今天或以前的日期。');
      if (!(await holdsOn(tx, enterpriseId, given.effectiveOn))) throw noTitle(given.effectiveOn);
      await this.evidence.require(tx, enterpriseId, given.evidenceId);
      const [id, dueOn] = [uuidv7(), reportBy(given.effectiveOn)];
      const made = await tx.client.query(
        `insert into change_report (id, "enterpriseId", kind, "kindLabel", "effectiveOn", "dueOn", description, "evidenceId", "reportedOn",
           "submittedBy", "submittedByName") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
        [
          ...[id, enterpriseId, kind.code, kind.label, given.effectiveOn, dueOn, given.description, given.evidenceId],
          ...[today, person.id, person.name],
        ],
      );
      if (made.rowCount === 0)
        throw listConflict('REPORTED', `${given.effectiveOn} 生效的“${kind.label}”已经报告过，不用再报。`);
      const late = today > dueOn;
      await this.trail.record(tx, {
        ...{ action: 'recognition.reportChange', objectType: 'change_report', objectId: id },
        after: { enterpriseId, ...given, dueOn, late },
      });
      await this.endTasks(tx, enterpriseId, given);
      return { id, late };
    });
  }

  private async endTasks(tx: Transaction, enterpriseId: string, { kind, effectiveOn }: NewReport): Promise<void> {
    const { matchDays } = changeRules();
    const open = await tx.rows<{ id: string; objectId: string }>(
      `select id, "objectId" from desk_task where kind = $1 and state = 'open'
         and "enterpriseId" in (select enterprise_family(enterprise_survivor($2)))`,
      [changeTask, enterpriseId],
    );
    for (const { id, objectId } of open) {
      const [of = '', , day = ''] = objectId.split(' ');
      const same = objectId === taskObject({ enterpriseId: of, kind, effectiveOn: day }).objectId;
      if (same && Math.abs(daysBetween(day, effectiveOn)) <= matchDays)
        await this.tasks.settle(tx, id, { reason: '已报告重大变化' });
    }
  }
}

/** Whether the enterprise held a title of the rules on a day. */
async function holdsOn(tx: Transaction, enterpriseId: string, day: Day): Promise<boolean> {
  const held = await tx.row(
    `select from title_held where "enterpriseId" in (select enterprise_family(enterprise_survivor($1))) and "withdrawnAt" is null
       and title = any($3) and coalesce("validFrom", '1900-01-01') <= $2::date and $2::date < least(coalesce("validUntil", 'infinity'), "cancelledOn")
     limit 1`,
    [enterpriseId, day, changeRules().titles],
  );
  return held !== null;
}

function noTitle(day: Day): DomainError {
  const message = `effectiveOn：${day} 本企业没有要报告重大变化的称号，不用报告。日期写错的请核对。`;
  return badField('effectiveOn', 'NO_TITLE_THEN', message);
}
