import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, staleVersion, type Transaction } from '@tidu/platform';
import { ReferenceService } from '../reference.service';
import { type CalendarLayer, openCalendarVersion } from './calendar-versions';

/** A day that differs from Monday–Friday, as one layer says. */
export interface CalendarDay {
  day: string;
  layer: CalendarLayer;
  kind: 'holiday' | 'workday';
  name: string;
}

/** A state of the calendar: who made it, when and why. */
export interface CalendarVersion {
  version: number;
  recordedAt: string;
  recordedByName: string;
  reason: string;
}

/** The calendar of one year in one version. */
export interface CalendarYear {
  year: number;
  version: number;
  /** Null: not announced; days of this year are provisional (暂定). */
  announced: { layer: CalendarLayer; source: string } | null;
  days: CalendarDay[];
}

const inVersion = `"fromVersion" <= $2 and ("untilVersion" is null or "untilVersion" > $2)`;

/** The working-day calendar as people look at it and set it right; every change makes a new version of the whole. */
@Injectable()
export class CalendarService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly trail: AuditTrail,
  ) {}

  /** One year in a version (the newest unless said). */
  async year(person: ActingPerson, year: number, version?: number): Promise<CalendarYear> {
    const { version: shown } = await this.reference.workingCalendar(version);
    return this.database.read(person, async (tx) => {
      const days = await tx.rows<CalendarDay>(
        `select day::text, layer, kind, name from calendar_day where extract(year from day) = $1 and ${inVersion} order by day, layer`,
        [year, shown],
      );
      const announced = await tx.row<{ layer: CalendarLayer; source: string }>(
        `select layer, source from calendar_year where year = $1 and ${inVersion} order by layer limit 1`,
        [year, shown],
      );
      return { year, version: shown, announced, days };
    });
  }

  versions(person: ActingPerson): Promise<CalendarVersion[]> {
    return this.database.read(person, (tx) =>
      tx.rows<CalendarVersion>(
        `select version, "recordedAt", "recordedByName", reason from calendar_version order by version desc limit 500`,
      ),
    );
  }

  /** The district says how a day counts, over any notice; null takes that back. Returns the new version. */
  async setDay(
    person: ActingPerson,
    day: string,
    version: number,
    said: { kind: 'holiday' | 'workday'; name: string } | null,
    reason: string,
  ): Promise<number> {
    return this.change(person, version, reason, { day, ...said }, async (tx, next) => {
      const ended = await tx.client.query(
        `update calendar_day set "untilVersion" = $2 where day = $1 and layer = 'district' and "untilVersion" is null`,
        [day, next],
      );
      if (said)
        await tx.rows(
          `insert into calendar_day (day, layer, kind, name, "fromVersion") values ($1, 'district', $2, $3, $4)`,
          [day, said.kind, said.name, next],
        );
      else if (ended.rowCount === 0)
        throw new DomainError('notFound', 'REFERENCE.NO_OVERRIDE', `${day} 没有本区的更正，无须撤销。`);
    });
  }

  /** The district enters a year's notice that the software doesn't know yet: the year is no longer provisional. */
  async announceYear(
    person: ActingPerson,
    year: number,
    version: number,
    { source, days, reason }: { source: string; days: Omit<CalendarDay, 'layer'>[]; reason: string },
  ): Promise<number> {
    const foreign = days.find(({ day }) => !day.startsWith(`${year}-`));
    if (foreign)
      throw new DomainError('invalid', 'REFERENCE.CALENDAR_DAY', `days：${foreign.day} 不是 ${year} 年的日期。`);
    const twice = days.find(({ day }, i) => days.findIndex((other) => other.day === day) !== i);
    if (twice) throw new DomainError('invalid', 'REFERENCE.CALENDAR_DAY', `days：${twice.day} 写了两次。`);
    return this.change(person, version, reason, { year, source, days: days.length }, async (tx, next) => {
      for (const [table, where] of [
        ['calendar_year', 'year = $1'],
        ['calendar_day', 'extract(year from day) = $1'],
      ])
        await tx.rows(
          `update ${table} set "untilVersion" = $2 where ${where} and layer = 'district' and "untilVersion" is null`,
          [year, next],
        );
      await tx.rows(`insert into calendar_year (year, layer, source, "fromVersion") values ($1, 'district', $2, $3)`, [
        year,
        source,
        next,
      ]);
      await tx.rows(
        `insert into calendar_day (day, layer, kind, name, "fromVersion")
         select day, 'district', kind, name, $2 from json_to_recordset($1) as given(day date, kind text, name text)`,
        [JSON.stringify(days), next],
      );
    });
  }

  /** Opens the next version for a change made from what the person saw; audited. */
  private async change(
    person: ActingPerson,
    seen: number,
    reason: string,
    after: object,
    effect: (tx: Transaction, version: number) => Promise<void>,
  ): Promise<number> {
    const made = await this.database.write(person, async (tx) => {
      const next = await openCalendarVersion(tx, reason);
      if (next !== seen + 1) {
        const now = await tx.row<{ who: string; at: Date }>(
          'select "recordedByName" as who, "recordedAt" as at from calendar_version where version = $1',
          [next - 1],
        );
        throw staleVersion('工作日历', { version: next - 1, who: null, ...now });
      }
      await effect(tx, next);
      await this.trail.record(tx, {
        ...{ action: 'reference.changeCalendar', objectType: 'calendar_version', objectId: String(next) },
        ...{ after, reason },
      });
      return next;
    });
    this.reference.forget();
    return made;
  }
}
