import { Injectable } from '@nestjs/common';
import type { Facts } from '@tidu/criteria';
import { type Day, yearOf } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { FactSheetBuilder } from '@tidu/scoring';

/** What is known of one enterprise at this moment: as a fact sheet of today would say it, whether or not one was written. */
@Injectable()
export class CurrentFacts {
  constructor(private readonly sheets: FactSheetBuilder) {}

  /** By the newest accounting year with figures; without any by that of last year, for what evidence says. */
  async of(tx: Transaction, enterpriseId: string, today: Day): Promise<Facts> {
    const newest = await tx.row<{ year: number | null }>(
      `select max(year)::int as year from figures
       where "enterpriseId" in (select enterprise_family($1)) and "supersededAt" is null`,
      [enterpriseId],
    );
    const year = newest?.year ?? yearOf(today) - 1;
    const sheet = await this.sheets.preview(tx, { enterpriseId, year, asOf: today });
    return sheet?.facts ?? new Map();
  }
}
