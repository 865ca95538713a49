import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { type ActingPerson, Database } from '@tidu/platform';
import { rowOf } from './dated-rows';
import { contactTable } from './dated-tables';

/** What of a contact is shown only when asked for. */
export interface ContactDetails {
  phone: string | null;
  mail: string | null;
}

/** Personal data of contacts, told one at a time; who looked stands in the trail. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly database: Database,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws DomainError `ENTERPRISES.ROW_NOT_FOUND`, also for an enterprise out of scope. */
  details(person: ActingPerson, enterpriseId: string, contactId: string): Promise<ContactDetails> {
    return this.database.write(person, async (tx) => {
      const { phone, mail } = await rowOf(tx, contactTable, enterpriseId, contactId);
      await this.trail.record(tx, {
        ...{ action: 'enterprises.readContact', objectType: 'enterprise', objectId: enterpriseId },
        after: { contactId },
      });
      return { phone: phone as string | null, mail: mail as string | null };
    });
  }
}
