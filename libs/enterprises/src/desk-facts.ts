import { Injectable } from '@nestjs/common';
import { type Contact, type DeskEnterprise, EnterpriseBook } from '@tidu/desk';
import type { Transaction } from '@tidu/platform';
import { contactTable } from './dated/dated-tables';
import { familyOf } from './duplicates/family';

/**
 * Enterprises as the desk hears of them: what they are called, where letters go, whom the register knows. A second
 * record of an enterprise is spoken for by the one that stands for it.
 */
@Injectable()
export class DeskFacts {
  constructor(book: EnterpriseBook) {
    book.teach({
      of: (tx, ids) => this.of(tx, ids),
      contacts: (tx, id) => this.contacts(tx, id),
      records: (tx, id) => familyOf(tx, id),
    });
  }

  private of(tx: Transaction, ids: readonly string[]): Promise<DeskEnterprise[]> {
    return tx.rows<DeskEnterprise>(
      `select e.id, s.id as standing, s.name, s."creditCode", s."registeredAddress" as address, s."regionCode", s.status = 'active' as active
       from enterprise e join enterprise s on s.id = case e.status when 'merged' then enterprise_survivor(e.id) else e.id end
       where e.id = any ($1::uuid[])`,
      [ids],
    );
  }

  /** The people of an enterprise whom the register knows today, with how they are reached: for a channel alone. */
  private async contacts(tx: Transaction, enterpriseId: string): Promise<Contact[]> {
    const rows = await tx.rows<Omit<Contact, 'email'> & { mail: string | null }>(
      `select c.id, c.role, c.name, c."recordedAt", ${usable('phone')} as phone, ${usable('mail')} as mail from enterprise_contact c
       where c."enterpriseId" in (select enterprise_family(enterprise_survivor($1))) and c."withdrawnAt" is null
         and (${usable('phone')} is not null or ${usable('mail')} is not null)
         and (c."validUntil" is null or c."validUntil" > (now() at time zone 'Asia/Shanghai')::date)
       order by array_position(array['legalRepresentative', 'principal', 'liaison'], c.role), c.id limit 10`,
      [enterpriseId],
    );
    return tx.sealer.openRows(contactTable.table, rows).map(({ mail, ...rest }) => ({ ...rest, email: mail }));
  }
}

/** What somebody tried in vain is not tried again. */
const usable = (way: 'phone' | 'mail') => `case when c."${way}FailedOn" is null then c.${way} end`;
