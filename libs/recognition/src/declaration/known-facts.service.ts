import { Injectable } from '@nestjs/common';
import { type FactValue } from '@tidu/criteria';
import type { Day } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { type FactOrigin, FactSheetBuilder } from '@tidu/scoring';

/** A fact as it is known before anybody is asked: value, who says so, of when. */
export interface KnownFact {
  value: FactValue;
  source: string;
  sourceLabel: string;
  /** Accounting year of the figure; null for what the register or the evidence says. */
  year: number | null;
  /** Day on which the figure was stated; of everything else the day of assessment. */
  asOf: Day;
  /** Records of evidence it follows from. */
  records: string[];
}

export interface Known {
  facts: ReadonlyMap<string, KnownFact>;
  /** Values of the year before, by code. */
  lastYear: ReadonlyMap<string, FactValue>;
}

/** What is known of an enterprise for a declaration: nothing of it is asked again (已知信息). */
@Injectable()
export class KnownFactsService {
  constructor(private readonly sheets: FactSheetBuilder) {}

  async of(tx: Transaction, enterpriseId: string, year: number, asOf: Day): Promise<Known> {
    const sheet = await this.sheets.preview(tx, { enterpriseId, year, asOf });
    const before = await this.sheets.preview(tx, { enterpriseId, year: year - 1, asOf });
    const stated = await statedOn(tx, enterpriseId);
    const facts = new Map<string, KnownFact>();
    for (const [code, value] of sheet?.facts ?? []) {
      const origin = value === null ? null : (sheet?.origin(code) ?? null);
      if (!origin) continue;
      const { source, year: of, records } = origin;
      const day = stated.get(keyOf(origin)) ?? asOf;
      facts.set(code, { value, source: source.code, sourceLabel: source.label, year: of, asOf: day, records });
    }
    return { facts, lastYear: before?.facts ?? new Map<string, FactValue>() };
  }
}

const keyOf = ({ source, year }: FactOrigin) => `${year} ${source.code}`;

/** On which day the figures in force were stated, by year and source. */
async function statedOn(tx: Transaction, enterpriseId: string): Promise<Map<string, Day>> {
  const rows = await tx.rows<{ year: number; source: string; day: Day }>(
    `select year, source, ("submittedAt" at time zone 'Asia/Shanghai')::date::text as day from figures
     where "enterpriseId" = $1 and "supersededAt" is null`,
    [enterpriseId],
  );
  return new Map(rows.map(({ year, source, day }) => [`${year} ${source}`, day]));
}
