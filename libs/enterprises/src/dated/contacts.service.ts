import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { type ActingPerson, Database } from '@tidu/platform';
import { rowOf } from './dated-rows';
import { contactTable } from './dated-tables';

/** What of a contact is told only to who asks for it and says why. */
export const contactDetails = ['phone', 'mail'] as const;
export type ContactDetail = (typeof contactDetails)[number];
export type ContactDetails = Partial<Record<ContactDetail, string | null>>;

/** A contact that has a phone, and of which enterprise. */
export interface PhoneFind {
  enterpriseId: string;
  enterpriseName: string;
  creditCode: string;
  contactId: string;
  role: string;
  validUntil: string | null;
}

const mostFound = 50;

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

  /** Contacts with this whole number, however it is written (来电查企业); that somebody asked stands in the trail. */
  findByPhone(person: ActingPerson, phone: string): Promise<PhoneFind[]> {
    return this.database.write(person, async (tx) => {
      const found = await tx.rows<PhoneFind>(
        `select e.id as "enterpriseId", e.name as "enterpriseName", e."creditCode", c.id as "contactId", c.role,
           c."validUntil"::text as "validUntil"
         from enterprise_contact c join enterprise e on e.id = c."enterpriseId"
         where c."phoneIndex" = any ($1) and c."withdrawnAt" is null order by c."validUntil" desc nulls first, c.id limit ${mostFound}`,
        [tx.sealer.indexesOf('phone', phone)],
      );
      await this.trail.record(tx, {
        ...{ action: 'enterprises.findByPhone', objectType: 'person', objectId: tx.person.id },
        after: { contacts: found.map(({ contactId }) => contactId) },
      });
      return found;
    });
  }
}
