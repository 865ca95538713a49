import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database } from '@tidu/platform';
import { type AuditRecord, AuditTrail } from './audit-trail';

/** Notes that somebody saw or took what is confidential (涉密查看), before it is handed out: no note, no file. */
@Injectable()
export class TrailOfReads {
  constructor(
    private readonly database: Database,
    private readonly trail: AuditTrail,
  ) {}

  async note(person: ActingPerson, read: AuditRecord): Promise<void> {
    await this.database.write(person, (tx) => this.trail.record(tx, read));
  }
}
