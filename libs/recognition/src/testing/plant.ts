import { uuidv7 } from '@tidu/kernel';
import { type Database, systemActor, type Transaction } from '@tidu/platform';
import { type StatedFacts, writeSubmittedCase } from '../demo/submitted-case';

/** What a standard for innovative SMEs asks (工信部企业〔2022〕63号), met. */
export const goodFacts: StatedFacts = {
  ...{ registeredInChina: true, enterpriseSize: 'small', abnormalOperation: false, seriousDishonesty: false },
  ...{ prohibitedProduct: false, majorIncident3y: false, strategicEmerging: true, ipClass1SelfDeveloped: 1 },
  ...{ rdExpense: '5000000', revenue: '80000000', mainRevenue: '70000000', mainRevenueY1: '60000000' },
  ...{ totalAssets: '90000000', totalLiabilities: '30000000' },
};

/** An application as it stands once it was submitted, by the tables alone: for who looks at what staff do with it. */
export interface Planted {
  batchId: string;
  enterpriseId: string;
  facts?: StatedFacts;
  evidence?: object[];
  /** Working days past since it came; default 0. */
  dueOn?: string;
  /** Of whoever submitted. */
  submittedBy?: string;
}

/** Plants one application that was submitted; returns its id. */
export function plantApplication(database: Database, planted: Planted): Promise<string> {
  return database.write(systemActor, (tx) => plantIn(tx, planted));
}

export function plantIn(
  tx: Transaction,
  { facts = goodFacts, dueOn = '2026-12-11', ...given }: Planted,
): Promise<string> {
  return writeSubmittedCase(tx, {
    ...{ submittedBy: uuidv7(), submittedByName: '企业财务', asOf: '2026-11-28', workingDays: 10, calendarVersion: 1 },
    ...{ ...given, facts, dueOn },
  });
}
