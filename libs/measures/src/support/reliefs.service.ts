import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { formatYuan, parseYuan, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { familySql } from '../cases/case';
import { enterpriseNotFound, refused, reliefNotFound } from '../measures.errors';

/** Relief of taxes and fees (减税降费) of an enterprise in a year. */
export interface TaxRelief {
  id: string;
  enterpriseId: string;
  year: number;
  kind: string;
  /** In 分, as text. */
  amount: string;
  department: string;
  source: string;
  recordedAt: Date;
  recordedByName: string;
  withdrawnAt: Date | null;
  withdrawnByName: string | null;
  withdrawnWhy: string | null;
}

const columns = `id, "enterpriseId", year::int as year, kind, amount::text as amount, department, source, "recordedAt", "recordedByName",
  "withdrawnAt", "withdrawnByName", "withdrawnWhy"`;

/** Of one enterprise, the newest year first; withdrawn ones too. */
export const listReliefs = (tx: Transaction, enterpriseId: string): Promise<TaxRelief[]> =>
  tx.rows<TaxRelief>(
    `select ${columns} from tax_relief where "enterpriseId" in (${familySql}) order by year desc, id desc`,
    [enterpriseId],
  );

/** What other departments relieved enterprises of, as they report it. */
@Injectable()
export class ReliefsService {
  constructor(
    private readonly database: Database,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws DomainError `MEASURES.ENTERPRISE_NOT_FOUND`, `MEASURES.RELIEF_EXISTS`. */
  async record(
    person: ActingPerson,
    enterpriseId: string,
    given: { year: number; kind: string; amount: string; department: string; source: string },
  ): Promise<string> {
    const id = uuidv7();
    await this.database.write(person, async (tx) => {
      if (!(await tx.row('select from enterprise where id = $1', [enterpriseId]))) throw enterpriseNotFound();
      const { year, kind, amount, department, source } = given;
      const written = await tx.client.query(
        `insert into tax_relief (id, "enterpriseId", year, kind, amount, department, source, "recordedBy", "recordedByName")
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
        [id, enterpriseId, year, kind, String(parseYuan(amount)), department, source, person.id, person.name],
      );
      if (written.rowCount !== 1)
        throw refused('RELIEF_EXISTS', `${department}报的 ${year} 年“${kind}”已经登记过。数字有变，请先撤回那一条。`);
      await this.trail.record(tx, {
        ...{
          action: 'measures.recordRelief',
          objectType: 'tax_relief',
          objectId: id,
          after: { ...given, enterpriseId },
        },
      });
    });
    return id;
  }

  /** A mistake: it stays, and counts no more. @throws DomainError `MEASURES.RELIEF_NOT_FOUND`. */
  async withdraw(person: ActingPerson, id: string, reason: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const done = await tx.row<TaxRelief>(
        `update tax_relief set "withdrawnAt" = now(), "withdrawnByName" = $2, "withdrawnWhy" = $3
         where id = $1 and "withdrawnAt" is null returning ${columns}`,
        [id, person.name, reason],
      );
      if (!done) {
        if (!(await tx.row('select from tax_relief where id = $1', [id]))) throw reliefNotFound();
        throw refused('RELIEF_WITHDRAWN', '这一条已经撤回过了。');
      }
      const { year, kind, amount, department } = done;
      await this.trail.record(tx, {
        ...{ action: 'measures.withdrawRelief', objectType: 'tax_relief', objectId: id, reason },
        before: { year, kind, amount: formatYuan(BigInt(amount)), department },
      });
    });
  }
}
