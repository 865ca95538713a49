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

  it('leaves no requirement of levels 1 and 2 out, in any chapter that concerns us', () => {
    // how many ASVS 5.0.0 has; 10 (OAuth) and 17 (WebRTC) are for others, with the rows of 10 that our client answers
    const has = {
      1: 27,
      2: 11,
      3: 19,
      4: 10,
      5: 9,
      6: 35,
      7: 18,
      8: 7,
      9: 7,
      11: 14,
      12: 9,
      13: 13,
      14: 9,
      15: 13,
      16: 16,
    };
    const listed = Object.entries(has).map(([chapter]) => {
      const ours = rows.filter(({ standard, id, level }) => {
        return standard === 'ASVS 5.0' && id.startsWith(`${chapter}.`) && level !== '3';
      });
      return [chapter, ours.length];
    });
    expect(Object.fromEntries(listed)).toEqual(has);
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
