import { bringsNothing, readingWords, tallies } from './import-words';
import type { ImportResult } from './imports.queries';

const result = (more: Partial<ImportResult> = {}): ImportResult => ({
  ...{ kind: 'figures', dryRun: true, format: 'csv', encoding: 'utf-8', sheet: null, headerRow: 1, columns: [] },
  ...{ unmatchedColumns: [], rows: 10, skipped: 0, accepted: 10, rejected: 0, duplicates: 0, createdEnterprises: 0 },
  ...{
    updatedEnterprises: 0,
    newRevisions: 0,
    unchanged: 10,
    years: [],
    problems: 0,
    warnings: 0,
    listed: 0,
    reasons: [],
  },
  ...more,
});

describe('what an import says of itself', () => {
  it('names sheet or encoding and the row of the headers', () => {
    expect(readingWords(result())).toBe('CSV，编码 UTF-8，表头在第 1 行');
    expect(readingWords(result({ format: 'xlsx', sheet: '年报', encoding: null, headerRow: 3 }))).toBe(
      'XLSX，工作表“年报”，表头在第 3 行',
    );
  });

  it('counts revisions only where the file has figures, and duplicates only where there are any', () => {
    const labels = (more: Partial<ImportResult>) => tallies(result(more)).map(({ label }) => label);
    expect(labels({})).toContain('新的年度数据');
    expect(labels({ kind: 'register' })).not.toContain('新的年度数据');
    expect(labels({})).not.toContain('文件内重复');
    expect(labels({ duplicates: 2 })).toContain('文件内重复');
  });

  it('marks refused rows as bad only when there are any', () => {
    const refused = (rejected: number) => tallies(result({ rejected })).find(({ label }) => label === '拒绝');
    expect(refused(0)?.tone).toBeUndefined();
    expect(refused(3)).toMatchObject({ count: 3, tone: 'bad' });
  });

  it('knows a file that brings nothing new', () => {
    expect(bringsNothing(result())).toBe(true);
    expect(bringsNothing(result({ newRevisions: 1 }))).toBe(false);
    expect(bringsNothing(result({ rows: 0, accepted: 0, unchanged: 0 }))).toBe(false);
    expect(bringsNothing(result({ kind: 'list', newRecords: 1 }))).toBe(false);
  });
});
