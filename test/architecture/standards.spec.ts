import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';

const root = path.resolve(__dirname, '../..');

interface Row {
  standard: string;
  id: string;
  level: string;
  what: string;
  test: string;
  reason: string;
}

/** What the standards ask and which test shows it: a row that points at nothing is a promise nobody keeps. */
describe('the table of standards (libs/access/standards.csv)', () => {
  const rows: Row[] = parse(fs.readFileSync(path.join(root, 'libs/access/standards.csv')), { columns: true });

  it('has each row once, whole, with a test or a reason why there is none, never both', () => {
    const ids = rows.map(({ standard, id }) => `${standard} ${id}`);
    expect(ids).toHaveLength(new Set(ids).size);
    const wrong = rows.filter(({ what, level, test, reason }) => {
      return what === '' || !/^[123]$/.test(level) || (test === '') === (reason === '');
    });
    expect(wrong).toEqual([]);
  });

  it('names tests that exist, by file and the beginning of their title', () => {
    const missing = rows
      .filter(({ test }) => test !== '')
      .filter(({ test }) => {
        const [file = '', title = ''] = test.split(' › ');
        const place = path.join(root, file);
        return !fs.existsSync(place) || title.length < 10 || !fs.readFileSync(place, 'utf8').includes(`'${title}`);
      });
    expect(missing.map(({ id, test }) => `${id}: ${test}`)).toEqual([]);
  });
});
