import { compileStandard, loadStandard } from '@tidu/criteria';
import { builtInOfficer } from '@tidu/platform';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Register } from '../testing/register';
import { clauseOutline } from './clause-outline';
import { seedStandards } from './seed-standards';

const seeds = path.resolve(__dirname, '../../../../seeds');
const id = 'luoyang-2019-58-hidden-champion';
const text = fs.readFileSync(path.join(seeds, 'standards', `${id}.yaml`), 'utf8');

describe('releases of standards', () => {
  let register: Register;
  let dir: string;
  beforeEach(async () => {
    register = await Register.open();
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-standards-'));
    fs.mkdirSync(path.join(dir, 'standards'));
  });
  afterEach(async () => {
    await register.close();
    fs.rmSync(dir, { recursive: true, force: true });
  });

  const write = (name: string, content: string) => fs.writeFileSync(path.join(dir, 'standards', name), content);
  const seed = () => seedStandards(register.database, dir);

  it('are published once: the same content changes nothing, in whatever layout', async () => {
    write(`${id}.yaml`, `# 说明\n${text}\n`);
    write(`${id}.cases.yaml`, 'never read');
    expect(await seed()).toEqual({ published: 0, unchanged: 1 });
    const again = await seedStandards(register.database, seeds);
    expect(again).toMatchObject({ published: 0 });
    expect(again.unchanged).toBeGreaterThanOrEqual(3);
  });

  it('follow each other: a changed document is a new release and the one in use', async () => {
    const before = await register.standards.activeRelease(id);
    write(`${id}.yaml`, text.replace(/^version: \d+/m, 'version: 9'));
    expect(await seed()).toEqual({ published: 1, unchanged: 0 });
    const after = await register.standards.activeRelease(id);
    expect([after.version, after.hash === before.hash]).toEqual([9, false]);
    const history = await register.standards.history(id);
    expect(history.map(({ version, active }) => [version, active])).toEqual([
      [9, true],
      [before.version, false],
    ]);
    const old = await register.standards.release(before.releaseId);
    expect(old.evaluator.release.hash).toBe(before.hash);
  });

  it('are published all or none: one mistake and nothing is written', async () => {
    write(`${id}.yaml`, text.replace(/^version: \d+/m, 'version: 9'));
    write('broken.yaml', 'id: broken\nnonsense: true\n');
    await expect(seed()).rejects.toMatchObject({ code: 'CRITERIA.BAD_STANDARD' });
    expect((await register.standards.history(id)).length).toBe(1);
    fs.rmSync(path.join(dir, 'standards', 'broken.yaml'));
    write('another-name.yaml', text);
    await expect(seed()).rejects.toMatchObject({ code: 'SCORING.FILE_NAME' });
  });

  it('are compiled once for a dictionary, and again when it changed', async () => {
    const first = await register.standards.activeRelease(id);
    expect((await register.standards.activeRelease(id)).evaluator).toBe(first.evaluator);
    register.reference.forget();
    expect((await register.standards.activeRelease(id)).evaluator).not.toBe(first.evaluator);
  });

  it('are immutable but for being in use, and a forged one is not used', async () => {
    const change = (sql: string) => register.database.write(builtInOfficer, (tx) => tx.rows(sql));
    for (const sql of [`update standard_release set document = ''`, 'delete from standard_release'])
      await expect(change(sql)).rejects.toMatchObject({ code: '42501' });
    const forged = `update standard_release set content = jsonb_set(content, '{name}', '"别的名字"') where "standardId" = '${id}'`;
    await register.test.asSuperuser(forged);
    await expect(register.standards.activeRelease(id)).rejects.toMatchObject({ code: 'SCORING.RELEASE_CHANGED' });
  });

  it('name every clause a result can name, in its order, with its place', async () => {
    const dictionary = await register.reference.dictionary();
    for (const file of fs.readdirSync(path.join(seeds, 'standards')).filter((name) => /(?<!cases)\.yaml$/.test(name))) {
      const release = loadStandard(fs.readFileSync(path.join(seeds, 'standards', file), 'utf8'), dictionary, file);
      const evaluator = compileStandard(release, dictionary);
      const outline = clauseOutline(release.document);
      expect(outline.map(({ id: clause }) => clause).sort()).toEqual([...evaluator.clauseIds].sort());
      const known = new Set(outline.map(({ id: clause }) => clause));
      expect(outline.every(({ parent }) => parent === null || known.has(parent))).toBe(true);
      const pointed = outline.filter(({ full }) => full !== null).map(({ id: clause }) => clause);
      expect(pointed.sort()).toEqual(evaluator.clauseIds.filter((_, i) => evaluator.clauseHasPoints[i]).sort());
      const parents = new Set(outline.map(({ parent }) => parent));
      for (const { id: clause, kind } of outline)
        expect([clause, ['group', 'score', 'category'].includes(kind)]).toEqual([clause, parents.has(clause)]);
      expect(outline.every(({ full, line }) => line === null || (full !== null && line <= full))).toBe(true);
    }
  });

  it('tell the least points of the total and of each category that has some', async () => {
    const { evaluator } = await register.standards.activeRelease('miit-2022-63-innovative');
    const lines = clauseOutline(evaluator.release.document).filter(({ line }) => line !== null);
    expect(Object.fromEntries(lines.map(({ id: clause, line }) => [clause, line]))).toEqual({
      ...{ innovation: 20, growth: 15, specialisation: 15, total: 60 },
    });
  });
});
