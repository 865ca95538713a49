import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { type ActingPerson, Database } from '@tidu/platform';
import { rowOf } from './dated-rows';
import { contactTable } from './dated-tables';

/** What of a contact is told only to who asks for it and says why. */
export const contactDetails = ['phone', 'mail'] as const;
export type ContactDetail = (typeof contactDetails)[number];
export type ContactDetails = Partial<Record<ContactDetail, string | null>>;

/** Personal data of contacts, told of one at a time (看全); who looked at what, and why, stands in the trail. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly database: Database,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws DomainError `ENTERPRISES.ROW_NOT_FOUND`, also for an enterprise out of scope. */
  disclose(
    person: ActingPerson,
    { enterpriseId, contactId }: { enterpriseId: string; contactId: string },
    { fields, reason }: { fields: readonly ContactDetail[]; reason: string },
  ): Promise<ContactDetails> {
    return this.database.write(person, async (tx) => {
      const row = await rowOf(tx, contactTable, enterpriseId, contactId);
      await this.trail.record(tx, {
        ...{ action: 'enterprises.readContact', objectType: 'enterprise', objectId: enterpriseId },
        ...{ after: { contactId, fields }, reason },
      });
      return Object.fromEntries(fields.map((field) => [field, row[field] as string | null]));
    });
  }
}
