import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database } from '@tidu/platform';
import { badField } from '../recognition.errors';
import { isReceiptNumber } from './receipt';

/** What a paper with this receipt number and this hash is. */
export interface Paper {
  /** same: what was submitted last; superseded: an earlier submission; differs: nothing submitted has this hash. */
  finding: 'same' | 'superseded' | 'differs';
  applicationId: string;
  enterpriseId: string;
  enterpriseName: string;
  batchName: string;
  /** Which submission the paper is; null: none. */
  number: number | null;
  /** The one that counts. */
  current: { number: number; hash: string; submittedAt: string };
}

/** The fewest characters of a hash that somebody types off a paper: nobody meets another one's by chance. */
export const fewestOfHash = 12;

/** Whether a stamped paper is what was submitted online (纸面与线上核对). */
@Injectable()
export class PapersQueries {
  constructor(private readonly database: Database) {}

  /** @throws DomainError `RECOGNITION.RECEIPT`, `RECOGNITION.NO_RECEIPT` (also where it is out of sight). */
  async check(person: ActingPerson, receipt: string, hash: string): Promise<Paper> {
    const number = receipt.trim().toUpperCase();
    if (!isReceiptNumber(number))
      throw badField('receipt', 'RECEIPT', 'receipt：回执编号的校验位不对，请对照纸面核对，分清 0 和 O、1 和 I。');
    const rows = await this.database.read(person, (tx) =>
      tx.rows<Omit<Paper, 'finding' | 'current' | 'number'> & Paper['current']>(
        `select a.id as "applicationId", e.id as "enterpriseId", e.name as "enterpriseName", b.name as "batchName", r.number,
           r.hash, r."submittedAt"
         from application a join enterprise e on e.id = a."enterpriseId" join recognition_batch b on b.id = a."batchId"
           join application_revision r on r."applicationId" = a.id
         where a."receiptNumber" = $1 order by r.number desc`,
        [number],
      ),
    );
    const [last] = rows;
    if (!last) throw badField('receipt', 'NO_RECEIPT', 'receipt：没有这个回执编号的申报，或不在您的范围里。');
    const typed = hash.trim().toLowerCase();
    const found = rows.find((row) => row.hash.startsWith(typed));
    const { applicationId, enterpriseId, enterpriseName, batchName } = last;
    return {
      finding: found === undefined ? 'differs' : found === last ? 'same' : 'superseded',
      ...{ applicationId, enterpriseId, enterpriseName, batchName, number: found?.number ?? null },
      current: { number: last.number, hash: last.hash, submittedAt: last.submittedAt },
    };
  }
}
