import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database } from '@tidu/platform';
import { type Disbursement, type DisbursementItem, disbursementSql, findDisbursement, itemsOf } from './disbursement';

/** Payment lists as people look at them. */
@Injectable()
export class DisbursementsQueries {
  constructor(private readonly database: Database) {}

  /** The newest 200 of which everything is in sight. */
  list(person: ActingPerson): Promise<Disbursement[]> {
    return this.database.read(person, (tx) => tx.rows<Disbursement>(`${disbursementSql} order by d.id desc limit 200`));
  }

  /** @throws DomainError `MEASURES.DISBURSEMENT_NOT_FOUND`. */
  one(person: ActingPerson, id: string): Promise<{ list: Disbursement; items: DisbursementItem[] }> {
    return this.database.read(person, async (tx) => ({
      list: await findDisbursement(tx, id),
      items: await itemsOf(tx, id),
    }));
  }
}
