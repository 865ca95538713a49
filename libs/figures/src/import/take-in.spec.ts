import { FactDictionary } from '@tidu/criteria';
import { EnterprisesService } from '@tidu/enterprises';
import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer, type Transaction, workInSets } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { parse } from 'csv-parse/sync';
import fs from 'node:fs';
import path from 'node:path';
import type { ColumnPlan } from './column-plan';
import { StagedSet } from './staged-set';
import { takeIn } from './take-in';

const seeds = path.resolve(__dirname, '../../../../seeds/facts.csv');
const revenue = FactDictionary.fromRows(parse(fs.readFileSync(seeds), { columns: true })).get('revenue');
const plan: ColumnPlan = {
  ...{ kind: 'figures', labels: [], identity: 0, fields: [], columns: [], unmatched: [] },
  facts: [{ index: 0, header: 'revenue', fact: revenue, unit: '元', district: false }],
};

describe('the revisions of many rows', () => {
  const rows = 3000;
  const key = { jobId: uuidv7(), attempt: uuidv7() };
  const set = new StagedSet(plan, key, { source: 'enterprise', unknown: 'reject', dryRun: false });
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
    await test.asSuperuser(`
      insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis")
        select gen_random_uuid(), '91410305MA' || lpad(n::text, 8, '0'), '企业' || n, '410305', 'given'
        from generate_series(1, ${rows}) n`);
  });
  afterAll(() => test.drop());
  beforeEach(() =>
    test.asSuperuser(`
      insert into figures_staging ("jobId", attempt, row, "creditCode", year, "enterpriseId", "figuresId", revenue)
        select '${key.jobId}', '${key.attempt}', n, '91410305MA' || lpad(n::text, 8, '0'), 2024, gen_random_uuid(),
               gen_random_uuid(), n
        from generate_series(1, ${rows}) n`),
  );
  afterEach(() => test.asSuperuser('delete from figures_staging'));

  const take = (tx: Transaction) => takeIn(tx, set, new EnterprisesService(), 'enterprise', ['revenue']);

  it('cost a few pages a row where the server has seen an empty table and would scan it for each', async () => {
    await test.asSuperuser('vacuum figures');
    await test.asSuperuser('analyze figures');
    let pages = 0;
    const undone = new Error('only to see what it costs');
    const work = test.database.write(builtInOfficer, async (tx) => {
      await workInSets(tx);
      const explained = async (sql: string, parameters?: unknown[]) => {
        type Plan = { 'QUERY PLAN': [{ Plan: Record<string, number> }] };
        const told = await tx.row<Plan>(`explain (analyze, buffers, format json) ${sql}`, parameters);
        pages = told?.['QUERY PLAN'][0].Plan['Shared Hit Blocks'] ?? 0;
        return [];
      };
      await take({ ...tx, rows: explained });
      throw undone;
    });
    await expect(work).rejects.toBe(undone);
    expect(pages).toBeGreaterThan(rows);
    expect(pages).toBeLessThan(20 * rows);
  });

  it('are added once, and not again where nothing new is said', async () => {
    const twice = await test.database.write(builtInOfficer, async (tx) => {
      await workInSets(tx);
      return [await take(tx), await take(tx)];
    });
    expect(twice).toEqual([
      { createdEnterprises: 0, updatedEnterprises: 0, newRevisions: rows, years: [2024] },
      { createdEnterprises: 0, updatedEnterprises: 0, newRevisions: 0, years: [] },
    ]);
  });
});
