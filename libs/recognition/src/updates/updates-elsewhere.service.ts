import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { type Day, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, todayOf } from '@tidu/platform';
import { badField, listConflict, updateNotFound } from '../recognition.errors';
import { type UpdateYear, yearOf } from './yearly-update';

/** What staff know of an update that was filed elsewhere. */
export interface FiledElsewhere {
  year: number;
  filedOn: Day;
  /** Where, and what shows it. */
  source: string;
}

/** Records that an update was filed elsewhere (他处已报): the year counts as filed by the day it was filed there. */
@Injectable()
export class UpdatesElsewhereService {
  constructor(
    private readonly database: Database,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws DomainError `RECOGNITION.UPDATE_NOT_FOUND`, `RECOGNITION.UPDATE_FILED`, `RECOGNITION.FILED_ON`. */
  async record(person: ActingPerson, enterpriseId: string, given: FiledElsewhere): Promise<string> {
    const { year, filedOn, source } = given;
    return this.database.write(person, async (tx) => {
      // of a second record too: the update is the enterprise's
      const standing = await tx.row<{ id: string }>(
        'select s.id from enterprise e join enterprise s on s.id = enterprise_survivor(e.id) where e.id = $1 for update of s',
        [enterpriseId],
      );
      if (!standing) throw updateNotFound();
      const today = await todayOf(tx);
      const owed: UpdateYear = await yearOf(tx, standing.id, year, today);
      if (owed.filedOn !== null)
        throw listConflict('UPDATE_FILED', `${year} 年的更新已经在 ${owed.filedOn} 报过，不用再记。`);
      if (filedOn > today || Number(filedOn.slice(0, 4)) < year)
        throw badField('filedOn', 'FILED_ON', `应是 ${year} 年以来、今天或以前的日期。`);
      const id = uuidv7();
      await tx.rows(
        `insert into yearly_update_elsewhere (id, "enterpriseId", year, "filedOn", source, "recordedBy", "recordedByName")
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [id, standing.id, year, filedOn, source, person.id, person.name],
      );
      await this.trail.record(tx, {
        ...{ action: 'recognition.recordUpdate', objectType: 'yearly_update_elsewhere', objectId: id },
        after: { enterpriseId: standing.id, ...given },
      });
      return id;
    });
  }

  /** Takes back what was recorded by mistake. @throws DomainError `RECOGNITION.UPDATE_NOT_FOUND`. */
  async withdraw(person: ActingPerson, id: string, reason: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const taken = await tx.rows<{ enterpriseId: string; year: number; filedOn: Day; source: string }>(
        `update yearly_update_elsewhere set "withdrawnAt" = now(), "withdrawnByName" = $2, "withdrawnReason" = $3
         where id = $1 and "withdrawnAt" is null returning "enterpriseId", year, "filedOn"::text as "filedOn", source`,
        [id, person.name, reason],
      );
      if (!taken[0]) throw updateNotFound();
      await this.trail.record(tx, {
        ...{ action: 'recognition.withdrawUpdate', objectType: 'yearly_update_elsewhere', objectId: id, reason },
        before: taken[0],
      });
    });
  }
}
