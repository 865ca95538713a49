import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectRoot } from '../support/product';

/** The compiled benchmarks over a small population: every figure is measured, nothing is left behind. */

const main = path.join(projectRoot, 'dist/test/bench/main.js');
const build = path.join(projectRoot, 'apps/cli/build.mjs');
const bench = (...args: string[]) => spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
const leftOvers = () => fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith('tidu-bench-'));

describe('npm run bench', () => {
  let dir: string;
  beforeAll(() => {
    spawnSync(process.execPath, [build, 'code', 'bench'], { stdio: 'inherit' });
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-figures-'));
  });
  afterAll(() => fs.rmSync(dir, { recursive: true }));

  it('measures every work over a small population and takes everything away', () => {
    const before = leftOvers();
    const json = path.join(dir, 'figures.json');
    const done = bench('--scale', 'small', '--json', json);
    expect(done.stderr).not.toMatch(/Error|错误/);
    expect(done.status).toBe(0);
    const { figures } = JSON.parse(fs.readFileSync(json, 'utf8')) as { figures: { id: string; value: number }[] };
    // what must not happen: filings that failed, receipts that were lost, callers who got no connection
    const never = ['deadline.errors', 'deadline.lost', 'deadline.timeouts'];
    expect(figures.filter(({ id, value }) => (never.includes(id) ? value !== 0 : !(value > 0)))).toEqual([]);
    expect(figures.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        ...[
          'scoring.one',
          'scoring.all',
          'scoring.memory',
          'scoring.growth',
          'scoring.orm',
          'import.csv',
          'import.xlsx',
        ],
        ...['export.csv.driver', 'export.xlsx', 'search.rare.all', 'search.common.region', 'list.next'],
        ...['rehearsal.two', 'rehearsal.slider.rd.1', 'rehearsal.slider.main-share.1', 'rehearsal.slider.total.0'],
        ...['refusals.huge', 'refusals.worst', 'deadline.list', 'deadline.exports', 'deadline.registrations', ...never],
        'evaluator.miit-2022-63-specialized',
      ]),
    );
    expect(done.stdout.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(figures.length + 1);
    expect(leftOvers()).toEqual(before);
  }, 600_000);

  it('refuses a name it doesn’t know, and says which there are', () => {
    for (const args of [
      ['--only', 'nothing'],
      ['--scale', 'huge'],
    ]) {
      const done = bench(...args);
      expect([done.status, done.stdout]).toEqual([2, '']);
      expect(done.stderr).toMatch(/evaluator\|import\|scoring/);
    }
  });
});
