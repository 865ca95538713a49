import type { Transaction } from '@tidu/platform';
import type { Contact } from './channel';

/** The people of an enterprise whom the register knows today, with how they are reached: for the channel alone. */
export function contactsOf(tx: Transaction, enterpriseId: string): Promise<Contact[]> {
  return tx.rows<Contact>(
    `select c.role, c.name, c.phone, c.mail as email from enterprise_contact c
     where c."enterpriseId" in (select enterprise_family($1)) and c."withdrawnAt" is null
       and (c.phone is not null or c.mail is not null)
       and (c."validUntil" is null or c."validUntil" > (now() at time zone 'Asia/Shanghai')::date)
     order by array_position(array['legalRepresentative', 'principal', 'liaison'], c.role), c.id limit 10`,
    [enterpriseId],
  );
}
