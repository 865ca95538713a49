import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

function sources(dir: string): string[] {
  return fs.readdirSync(path.join(root, dir), { withFileTypes: true }).flatMap((entry) => {
    const file = `${dir}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sources(file);
    return /\.tsx?$/.test(entry.name) && !/\.gen\.ts$|metadata\.ts$/.test(entry.name) ? [file] : [];
  });
}

const lines = (file: string) => fs.readFileSync(path.join(root, file), 'utf8').split('\n').length;
const isTest = (file: string) => /\.spec\.tsx?$/.test(file) || file.includes('/testing/');
/** Folders that mean the same in every room. */
const ofEveryRoom = new Set(['', 'migrations', 'console', 'open', 'jobs']);
const isMigration = (file: string) => file.includes('/migrations/');

describe('the house', () => {
  it('imports point left, through front doors, without circles', () => {
    const tool = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const done = spawnSync(process.execPath, [tool, '--config', '.dependency-cruiser.cjs', 'libs', 'apps'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(done.stdout + done.stderr).toMatch(/no dependency violations found/);
  });

  // a file one can read at one sitting; a migration is a list of columns and read by table
  it('no source file is longer than 500 lines', () => {
    const long = [...sources('libs'), ...sources('apps')].filter((file) => !isMigration(file) && lines(file) > 500);
    expect(long).toEqual([]);
  });

  it('the median source file has at most 80 lines', () => {
    const sizes = [...sources('libs'), ...sources('apps')]
      .filter((file) => !isTest(file) && !isMigration(file))
      .map(lines)
      .sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(80);
  });

  // a room is a thing one can know by heart: a large one is divided into folders, and its README says what is where
  it('a room has a README that names its folders, and no folder holds more than 40 source files', () => {
    const rooms = fs.readdirSync(path.join(root, 'libs'));
    const folders = (room: string) =>
      new Set(
        sources(`libs/${room}`)
          .filter((file) => !isTest(file))
          .map((file) => path.dirname(file)),
      );
    const unnamed = rooms.flatMap((room) => {
      const readme = path.join(root, 'libs', room, 'README.md');
      const text = fs.existsSync(readme) ? fs.readFileSync(readme, 'utf8') : '';
      const names = [...folders(room)].map((dir) => path.relative(`libs/${room}/src`, dir).split('/')[0] ?? '');
      return [...new Set(names)]
        .filter((name) => !ofEveryRoom.has(name) && !text.includes(`${name}/`))
        .map((name) => `${room}: ${name}`);
    });
    expect(unnamed).toEqual([]);
    const crowded = rooms.flatMap((room) =>
      [...folders(room)].filter(
        (dir) => sources(dir).filter((file) => !isTest(file) && path.dirname(file) === dir).length > 40,
      ),
    );
    expect(crowded).toEqual([]);
  });

  // npm test runs the suites of a room within one file (test/rooms): a room without one would not be tested
  it('every suite that needs a database belongs to one file of test/rooms', () => {
    const list = (project: string) =>
      spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', '--listTests', '--selectProjects', project], {
        cwd: root,
        encoding: 'utf8',
      }).stdout.split('\n').filter((line) => path.isAbsolute(line)).map((file) => path.relative(root, file)); // prettier-ignore
    const folders = list('rooms').flatMap((file) => {
      const text = fs.readFileSync(path.join(root, file), 'utf8');
      return [...text.matchAll(/^together\('([^']+)'\)/gm)].map(([, folder]) => folder);
    });
    const holders = (suite: string) => folders.filter((folder) => suite.startsWith(`${folder}/`));
    expect(list('database').filter((suite) => holders(suite).length !== 1)).toEqual([]);
  });

  // the interface's document knows them by their names alone: of two, one would describe the other's answers
  it('no two DTOs and no two controllers have one name', () => {
    const names = [...sources('libs'), ...sources('apps/server')]
      .filter((file) => /\.(dto|controller)\.ts$/.test(file))
      .flatMap((file) => [...fs.readFileSync(path.join(root, file), 'utf8').matchAll(/^export class (\w+)/gm)])
      .map(([, name]) => name ?? '');
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});
